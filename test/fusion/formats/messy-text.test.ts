import path from "node:path";
import { parseTable, type ReadOptions, readTable } from "@mesoscope/fusion";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const inDatasets = (file: string) => path.resolve(import.meta.dirname, "../../../datasets", file);
const rowsOf = (text: string, options?: ReadOptions) => [...parseTable(text, options).rows()];

describe("layout", () => {
  test.each([
    ["tabs", "a\tb\n1\t2\n3\t4\n"],
    ["semicolons", "a;b\n1;2\n3;4\n"],
    ["bars", "a|b\n1|2\n3|4\n"],
    ["blanks", "  a   b\n  1   2\n  3   4\n"],
    ["line ends of Windows", "a,b\r\n1,2\r\n3,4\r\n"],
    ["line ends of old Macs", "a,b\r1,2\r3,4\r"],
    ["comments", "# made by hand\na,b\n# between\n1,2\n3,4\n"],
    ["heads in a comment", "# a b\n1 2\n3 4\n"],
    ["lines above", "Station Alamosa\nversion 1\n\na,b\n1,2\n3,4\n"],
    ["no line break at the end", "a,b\n1,2\n3,4"],
    ["blank lines", "a,b\n\n1,2\n\n\n3,4\n\n"],
    ["trailing separators", "a,b\n1,2,\n3,4,\n"],
  ])("%s", (_, text) => {
    expect(rowsOf(text)).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ]);
  });

  test("fixed widths", () => {
    const text = "  a   b\n  1ab  \n 12  34\n";
    expect(rowsOf(text, { widths: [3, 4] })).toEqual([
      { a: 1, b: "ab" },
      { a: 12, b: "34" },
    ]);
  });

  test("a row of units below the heads, in brackets or without", () => {
    for (const row of ["s,m/s,-", "(s),(m/s),"]) {
      const table = parseTable(`time,speed,name\n${row}\n1,2,a\n3,4,b\n`);
      expect(table.units).toEqual({ time: "s", speed: "m/s" });
      expect(table.rowCount).toBe(2);
      expect(table.report.findings.map(({ what }) => what)).toContain("row of units");
    }
    expect(parseTable("name,sex\na,m\nb,s\n").rowCount).toBe(2);
  });

  test("several lines of heads", () => {
    const table = parseTable("speed,,load\nmean,maximum,\nm/s,m/s,kN\n1,2,3\n4,5,6\n");
    expect(table.columns).toEqual(["speed mean", "maximum", "load"]);
    expect(table.units).toEqual({ "speed mean": "m/s", maximum: "m/s", load: "kN" });
  });

  test("heads that are years, and heads of a line whose blanks separate in another way", () => {
    expect(rowsOf("site,2019,2020\na,1.5,2.5\nb,3.5,4.5\n")[0]).toEqual({ site: "a", 2019: 1.5, 2020: 2.5 });
    const table = parseTable("time (s)  wind load (kN)\n1  2\n3  4\n");
    expect(table.units).toEqual({ time: "s", "wind load": "kN" });
  });

  test("lines of words are no table of words", () => {
    expect(rowsOf("note\nhello big world\nfoo bar baz\n")).toEqual([
      { note: "hello big world" },
      { note: "foo bar baz" },
    ]);
  });

  test("heads given by the reader where the file has none, else a doubt", () => {
    expect(rowsOf("1,2\n3,4\n", { header: ["a", "b"] })).toHaveLength(2);
    const table = parseTable("1,2\n3,4\n");
    expect(table.columns).toEqual(["column 1", "column 2"]);
    expect(table.report.of("doubted").findings).toMatchObject([{ what: "no line of heads" }]);
  });
});

describe("names and units", () => {
  test("columns of one name, or none, get one", () => {
    const table = parseTable("a,,a\n1,2,3\n");
    expect(table.columns).toEqual(["a", "column 2", "a 2"]);
    expect(table.report.on("a 2").findings).toMatchObject([{ kind: "repaired", before: "a", after: "a 2" }]);
  });

  test("C in a column of temperatures is degrees, a ratio (L/W) is a number, an unknown unit is doubted", () => {
    const table = parseTable("Test Temperature (C),Charge (C),Aspect Ratio (L/W),dose (dpa)\n20,1,2,3\n");
    expect(table.units).toEqual({ "Test Temperature": "degC", Charge: "C" });
    expect(table.report.on("dose (dpa)").findings).toMatchObject([{ kind: "doubted", before: "dpa" }]);
  });
});

describe("numbers", () => {
  test.each([
    [
      "decimal commas",
      "x;y\n1,5;2,25\n-3,0;1.234,5\n",
      [
        [1.5, 2.25],
        [-3, 1234.5],
      ],
    ],
    [
      "thousands",
      'x,y\n"1,234.5",2.5\n"12,345,678",3.5\n',
      [
        [1234.5, 2.5],
        [12_345_678, 3.5],
      ],
    ],
    [
      "blanks and apostrophes",
      "x;y\n1 234 567;1'234.5\n2\u00a0000;7\n",
      [
        [1_234_567, 1234.5],
        [2000, 7],
      ],
    ],
    [
      "one decimal comma among points",
      "x\ty\n46.80\t1\n46,85\t2\n",
      [
        [46.8, 1],
        [46.85, 2],
      ],
    ],
    [
      "Fortran exponents and true minus signs",
      "x y\n1.5D+03 −2\n2E2 +4.5\n",
      [
        [1500, -2],
        [200, 4.5],
      ],
    ],
  ])("%s", (_, text, expected) => {
    expect(rowsOf(text).map(({ x, y }) => [x, y])).toEqual(expected);
  });

  test("reports each repair once a column, with rows, count and an example", () => {
    const { report } = parseTable("x\ty\n46.80\t1\n46,85\t2\n46,9\t3\n");
    expect(report.findings).toContainEqual({
      kind: "repaired",
      column: "x",
      what: "decimal comma",
      count: 2,
      rows: [1, 2],
      before: "46,85",
      after: "46.85",
      why: expect.any(String),
    });
  });

  test("codes for missing values, where they lie alone; else a doubt", () => {
    const table = parseTable("t,p,q\n12.5,-999.9,-9999\n13,1013,-5000\n-9999,1009,20000\n11,*,1\n");
    expect([...table.column("t").data]).toEqual([12.5, 13, Number.NaN, 11]);
    expect([...table.column("p").data]).toEqual([Number.NaN, 1013, 1009, Number.NaN]);
    expect(table.column("q").data[0]).toBe(-9999);
    expect(table.report.on("q").findings).toMatchObject([{ kind: "doubted", what: "missing-value code", rows: [0] }]);
    expect(parseTable("a,b\n-999,1\n-998,2\n-997,3\n").column("a").data[0]).toBe(-999);
  });

  test("a unit behind every number, and nothing where units differ", () => {
    const table = parseTable("a (m),b,c,d\n5 mm,12%,1 s,5m\n6.5 mm,13%,2 h,6s\n");
    expect(table.units).toEqual({ a: "mm", b: "%" });
    expect([...table.column("a").data]).toEqual([0.005, 0.0065]);
    expect(table.values("c")).toEqual(["1 s", "2 h"]);
    expect(table.values("d")).toEqual(["5m", "6s"]);
  });

  test("identifiers: zeros in front are doubted, and digits that a number would lose stay texts", () => {
    const table = parseTable("id,long\n00123,9007199254740993\n00456,9007199254740995\n");
    expect(table.report.on("id").findings).toMatchObject([
      { kind: "doubted", what: "leading zeros", before: "00123", after: "123" },
    ]);
    expect(table.values("long")[0]).toBe("9007199254740993");
    expect(table.report.on("long").findings).toMatchObject([{ kind: "doubted", what: "long numbers", count: 2 }]);
  });

  test("1.234 is a thousand where another column tells, and 1,234 a doubt where none does", () => {
    expect(rowsOf("a;b\n1.234;2,5\n5.678;3,5\n")[0]).toEqual({ a: 1234, b: 2.5 });
    const unsure = parseTable("a;b\n1,234;2\n5,678;3\n");
    expect(unsure.values("a")).toEqual([1.234, 5.678]);
    expect(unsure.report.of("doubted").findings).toMatchObject([{ what: "decimal comma" }]);
  });

  test("flags behind numbers become a column of their own", () => {
    const table = parseTable("rain,site\n12.3E,a\n4.5,b\n7.1 M,c\n");
    expect([...table.column("rain").data]).toEqual([12.3, 4.5, 7.1]);
    expect(table.values("rain flag")).toEqual(["E", null, "M"]);
  });

  test("texts among numbers leave a column of texts and a doubt, unless numbers are asked for", () => {
    const text = "c\n0.1\n0.2\n<40 ppm\n";
    expect(parseTable(text).report.on("c").findings).toMatchObject([
      { kind: "doubted", what: "texts among numbers", before: "<40 ppm" },
    ]);
    const numbers = parseTable(text, { kinds: { c: "number" } });
    expect([...numbers.column("c").data]).toEqual([0.1, 0.2, Number.NaN]);
    expect(numbers.report.on("c").findings[0]).toMatchObject({
      kind: "doubted",
      what: "not a number",
      before: "<40 ppm",
      count: 1,
    });
  });

  test("nothing is repaired where the reader says so", () => {
    const text = "a\tb\n-9999\t12.3E\n1\t4\n";
    expect(rowsOf(text, { repair: false })).toEqual([
      { a: -9999, b: "12.3E" },
      { a: 1, b: "4" },
    ]);
    expect(rowsOf(text, { repair: ["flags"] })[0]).toEqual({ a: -9999, b: 12.3, "b flag": "E" });
    expect(rowsOf("a\n-9999.0\n1\n", { missing: [-9999] })).toEqual([{ a: null }, { a: 1 }]);
    expect(rowsOf("a\n-9999\n-1\n", { missing: [-1] })).toEqual([{ a: -9999 }, { a: null }]);
  });
});

describe("times", () => {
  const instant = (text: string, options?: ReadOptions) => parseTable(`t,x\n${text},1\n`, options).values("t")[0];
  test.each([
    ["2018-10-14", "2018-10-14T00:00:00.000Z"],
    ["2018/10/14 7:05", "2018-10-14T07:05:00.000Z"],
    ["2018-10-14T07:05:09.25+02:00", "2018-10-14T05:05:09.250Z"],
    ["14.10.2018 23:59", "2018-10-14T23:59:00.000Z"],
    ["10/14/2018 7:05 PM", "2018-10-14T19:05:00.000Z"],
    ["10/14/2018 12:05 AM", "2018-10-14T00:05:00.000Z"],
    ["14-Oct-2018", "2018-10-14T00:00:00.000Z"],
    ["Oct 14 2018", "2018-10-14T00:00:00.000Z"],
  ])("%s", (text, expected) => expect((instant(text) as Date).toISOString()).toBe(expected));

  test("a date that may be read in two ways stays a text and is doubted, unless the order is given", () => {
    expect(instant("03/04/2021")).toBe("03/04/2021");
    expect(parseTable("t\n03/04/2021\n").report.on("t").findings).toMatchObject([{ kind: "doubted", what: "dates" }]);
    const forced = parseTable("t\n03/04/2021\n", { kinds: { t: "time" } });
    expect(forced.report.of("doubted").findings).toMatchObject([{ what: "order of day and month", count: 1 }]);
    expect(instant("03/04/2021", { dateOrder: "month first" })).toEqual(new Date("2021-03-04T00:00:00Z"));
    expect(parseTable("t\n03/04/2021\n25/04/2021\n").values("t")[0]).toEqual(new Date("2021-04-03T00:00:00Z"));
  });

  test("the 31st of February is none", () => expect(instant("2021-02-31")).toBe("2021-02-31"));
});

describe("rows", () => {
  test("a comma that separates and is decimal too is told by where numbers belong", () => {
    const text = "id,lat,lon\na,46.88,-102.78\nb,46,80,-100.77\nc,48,90  -103.29\nd,46.83,-100.45\n";
    const table = parseTable(text);
    expect([...table.column("lat").data]).toEqual([46.88, 46.8, 48.9, 46.83]);
    expect([...table.column("lon").data]).toEqual([-102.78, -100.77, -103.29, -100.45]);
    expect(table.report.of("repaired").findings).toMatchObject([
      { what: "decimal comma between fields", rows: [1, 2], count: 2 },
    ]);
  });

  test("short rows are filled up; of long ones nobody knows which value is which", () => {
    const table = parseTable("a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,1,1\n2,2,2\n");
    expect([...table.rows()].slice(1, 3)).toEqual([
      { a: 4, b: 5, c: null },
      { a: null, b: null, c: null },
    ]);
    expect(table.report.of("repaired").findings).toMatchObject([{ what: "short row", rows: [1] }]);
    expect(table.report.of("doubted").findings).toMatchObject([{ what: "long row", rows: [2] }]);
  });
});

test("a field longer than what is looked at first", () => {
  const long = `said "${"word, \n".repeat(50_000)}"`;
  expect(rowsOf(`a,b\n1,"${long.replaceAll('"', '""')}"\n2,x\n`)).toEqual([
    { a: 1, b: long },
    { a: 2, b: "x" },
  ]);
});

describe("encodings", () => {
  const text = "Größe (µm),Ort\n1,Köln\n2,Łódź\n";
  test.each([
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16 with a mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 without", Buffer.from(text, "utf16le")],
    ["UTF-16, the large end first", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ])("%s", async (_, bytes) => {
    const read = await fromBytes(bytes);
    expect(read.units).toEqual({ Größe: "µm" });
    expect(read.values("Ort")).toEqual(["Köln", "Łódź"]);
  });

  test("Latin-1, and says so", async () => {
    const read = await fromBytes(Buffer.from("Größe (µm),Ort\n1,Köln\n", "latin1"));
    expect(read.values("Ort")).toEqual(["Köln"]);
    expect(read.report.findings).toContainEqual(expect.objectContaining({ what: "encoding", before: "latin1" }));
  });
});

async function fromBytes(bytes: Buffer) {
  const { mkdtempSync, rmSync, writeFileSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const folder = mkdtempSync(path.join(tmpdir(), "fusion-"));
  try {
    writeFileSync(path.join(folder, "t.csv"), bytes);
    return await readTable(path.join(folder, "t.csv"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("what is written by the rules is read back exactly, whatever it holds", () => {
  const field = fc.oneof(fc.string(), fc.constantFrom('"', '""', ",", "\n", ' "a', "a\r\nb"));
  const cell = field.map((text) => `x${text}x`);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1 }),
      (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = `a,b,c\n${rows.map(([a, b, c]) => `${quoted(a)},${quoted(b)},${c}`).join("\n")}\n`;
        expect(rowsOf(text, { separator: ",", header: 1, repair: [] })).toEqual(
          rows.map(([a, b, c]) => ({ a, b, c: c + 0 })),
        );
      },
    ),
    { numRuns: 200 },
  );
});

describe("real files", () => {
  test("a radiometer's day: 1,440 minutes, two lines above them, no heads, codes removed", async () => {
    const minutes = await readTable(inDatasets("raw-radiometer-files/surfrad-slv16001.dat"));
    expect([minutes.rowCount, minutes.columns.length]).toEqual([1440, 48]);
    expect(minutes.report.findings).toContainEqual(
      expect.objectContaining({ what: "lines above the table", count: 2 }),
    );
    expect(minutes.report.on("column 29").findings).toMatchObject(
      [{ what: "missing-value code", before: "-9999.9", count: 1440 }, {}].slice(0, 1),
    );
    expect(minutes.values("column 9")[0]).toBe(-1.8);
  });

  test("another's, with units in the heads and dates that put the month first", async () => {
    const minutes = await readTable(inDatasets("raw-radiometer-files/midc_20181014.txt"));
    expect(minutes.rowCount).toBe(1440);
    expect(minutes.units).toMatchObject({ "Global PSP": "W/m^2", "Temperature @ 2m": "degC" });
    expect(minutes.report.of("doubted").findings).toEqual([]);
    expect(minutes.values("DATE (MM/DD/YYYY)")[0]).toEqual(new Date("2018-10-14T00:00:00Z"));
  });

  test("stations whose coordinates hold decimal commas", async () => {
    const stations = await readTable(inDatasets("climate-nd-stations-divisions/stations_latlon_raw.csv"), {
      header: ["station", "name", "latitude", "longitude"],
      units: { latitude: "deg", longitude: "deg" },
    });
    const bismarck = stations.filter((row) => row.station === "COOP:320819");
    expect(bismarck.row(0)).toMatchObject({ latitude: 46.8, longitude: -100.77 });
    expect(stations.filter((row) => row.station === "COOP:321871").row(0)).toMatchObject({ latitude: 48.9 });
    expect(stations.report.of("repaired").findings).toMatchObject([{ count: 2 }]);
  });

  test("months of stations: every -9999 is missing", async () => {
    const months = await readTable(inDatasets("climate-nd-stations-divisions/stations_monthly_raw.csv"));
    expect(months.rowCount).toBe(8879);
    expect(months.report.on("TPCP").findings).toMatchObject([
      { what: "missing-value code", count: 132, before: "-9999" },
    ]);
    for (const name of months.columns.slice(3))
      expect(Math.min(...months.dropMissing([name]).column(name).data)).toBeGreaterThan(-9999);
  });

  test("1,050 tensile tests with units in the heads and doubts about seven columns", async () => {
    const tests = await readTable(inDatasets("tensile-subsized/tensile.csv"));
    expect([tests.rowCount, tests.columns.length]).toEqual([1050, 55]);
    expect(tests.units).toMatchObject({
      "Test Temperature": "degC",
      "Yield Strength": "MPa",
      "Gauge Length": "mm",
      "Grain size": "um",
    });
    expect(tests.units["Aspect Ratio (L/W)"]).toBeUndefined();
    const doubted = tests.report.of("doubted").findings.filter(({ what }) => what === "texts among numbers");
    expect(doubted.map(({ column, before }) => [column, before])).toEqual([
      ["C", "150-400ppm"],
      ["Fe", "<0.6"],
      ["O", "900-1200ppm"],
    ]);
  });
});
