import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { dataset, fromFrame, parseTable, readTable } from "@mesoscope/fusion";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const inDatasets = (file: string) => path.join(root, "datasets", file);

describe("readTable on real data", () => {
  test("reads the penguins: 344 rows, 333 of them complete, as their card says", async () => {
    const penguins = await readTable(inDatasets("palmer-penguins/penguins.csv"));
    expect(penguins.rowCount).toBe(344);
    expect(penguins.dropMissing().rowCount).toBe(333);
    expect(penguins.units).toEqual({ bill_length: "mm", bill_depth: "mm", flipper_length: "mm", body_mass: "g" });
    expect(penguins.column("body_mass").get(0)).toBe(3.75);
    expect(penguins.report.on("sex").findings).toMatchObject([
      { what: "missing values", count: 11, why: "of 344 values" },
    ]);
  });

  test("reads the fatigue coupons with run-outs as yes and no", async () => {
    const coupons = await readTable(inDatasets("gfrp-laminate-fatigue/specimens.csv"));
    expect(coupons.column("run_out").data.reduce((a, b) => a + b)).toBe(4);
    expect(coupons.column("max_stress", { in: "MPa" }).get(0)).toBe(60);
    expect(coupons.column("thickness").get(0)).toBeCloseTo(0.0028, 15);
  });

  test("finds a relative path from a folder below", async () => {
    const before = process.cwd();
    process.chdir(path.join(root, "notebooks/1-basics"));
    try {
      expect((await readTable("datasets/palmer-penguins/penguins.csv")).rowCount).toBe(344);
    } finally {
      process.chdir(before);
    }
  });

  test("agrees with the portable reader", async () => {
    const text = await import("node:fs/promises").then((fs) =>
      fs.readFile(inDatasets("palmer-penguins/penguins.csv"), "utf8"),
    );
    const portable = parseTable(text);
    const native = await readTable(inDatasets("palmer-penguins/penguins.csv"));
    expect([...portable.rows()]).toEqual([...native.rows()]);
    expect(portable.units).toEqual(native.units);
  });
});

describe("formats", () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);
  const table = dataset({ time: [0, 1.5, 3], name: ["a", "b", "c"] });

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "fusion-"));
    const frame = await table.toFrame();
    frame.writeParquet(file("t.parquet"));
    frame.writeIPC(file("t.arrow"));
    writeFileSync(file("t.tsv"), "time_s\tname\n0\ta\n1.5\tb\n3\tc\n");
    writeFileSync(file("t.ndjson"), '{"time":0,"name":"a"}\n{"time":1.5,"name":"b"}\n{"time":3,"name":"c"}\n');
    writeFileSync(file("t.json"), '[{"time":0,"name":"a"},{"time":1.5,"name":"b"},{"time":3,"name":"c"}]');
    writeFileSync(file("comma.csv"), "time (s);load [kN]\n0;1,5\n1;-9999\n");
    writeFileSync(file("units.csv"), "time,load\nmin,kN\n1,2\n2,NA\n");
    writeFileSync(file("t.xlsx"), "PK\x03\x04…");
    writeFileSync(file("picture.csv"), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
    writeFileSync(file("binary.csv"), Buffer.from([1, 0, 0, 7, 0, 0, 9, 0, 3, 0, 0, 0]));
    writeFileSync(file("false.parquet"), "not parquet");
    writeFileSync(file("broken.parquet"), "PAR1 and then nothing");
    writeFileSync(file("parquet.csv"), readFileSync(file("t.parquet")));
    writeFileSync(file("t.csv.gz"), gzipSync("time_s,name\n0,a\n1.5,b\n3,c\n"));
    writeFileSync(file("cyrillic.csv"), Buffer.from([0xc3, 0xee, 0xf0, 0xee, 0xe4, 0x0a, 0xd3, 0xf4, 0xe0, 0x0a]));
    writeFileSync(file("broken.h5"), Buffer.from("\x89HDF\r\n\x1a\n and then nothing", "latin1"));
    writeFileSync(file("broken.nc"), "CDF\x01…");
    writeFileSync(file("broken.tif"), "II*\0…");
    writeFileSync(file("broken.json"), '[{"a":1,');
    writeFileSync(file("empty.csv"), "");
    writeFileSync(file("blank.csv"), "\n\n  \n");
    writeFileSync(file("heads.csv"), "time_s,load_kN\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(["t.parquet", "t.arrow", "t.tsv", "t.ndjson", "t.json", "parquet.csv", "t.csv.gz"])("%s", async (name) => {
    const read = await readTable(file(name));
    expect([...read.column("time").data]).toEqual([0, 1.5, 3]);
    expect(read.values("name")).toEqual(["a", "b", "c"]);
  });

  test("decimal commas and missing codes", async () => {
    const read = await readTable(file("comma.csv"), { decimal: ",", missing: ["-9999"] });
    expect([...read.column("load").data]).toEqual([1500, Number.NaN]);
    expect(read.units).toEqual({ time: "s", load: "kN" });
  });

  test("a row of units below the heads", async () => {
    const read = await readTable(file("units.csv"), { unitRow: true });
    expect([...read.column("time").data]).toEqual([60, 120]);
    expect([...read.column("load").data]).toEqual([2000, Number.NaN]);
  });

  test("units given by the reader win, and an empty one says that there is none", async () => {
    const read = await readTable(file("t.tsv"), { units: { time: "h" } });
    expect(read.column("time").get(2)).toBe(10800);
    expect((await readTable(file("t.tsv"), { units: { time_s: "" } })).columns).toEqual(["time_s", "name"]);
  });

  test.each([
    ["missing.csv", {}, "FILE_NOT_FOUND"],
    ["t.xlsx", {}, "UNKNOWN_FORMAT"],
    ["picture.csv", {}, "UNKNOWN_FORMAT"],
    ["false.parquet", {}, "UNKNOWN_FORMAT"],
    ["binary.csv", {}, "NOT_TEXT"],
    ["cyrillic.csv", {}, "UNKNOWN_ENCODING"],
    ["cyrillic.csv", { encoding: "klingon" }, "BAD_OPTION"],
    ["t.tsv", { header: 9 }, "BAD_OPTION"],
    ["t.tsv", { skipLines: 9 }, "EMPTY_TABLE"],
    ["broken.h5", {}, "BAD_FILE"],
    ["broken.nc", {}, "BAD_FILE"],
    ["broken.tif", {}, "BAD_FILE"],
    ["broken.json", {}, "BAD_FILE"],
    ["empty.csv", {}, "EMPTY_FILE"],
    ["blank.csv", {}, "EMPTY_TABLE"],
    [".", {}, "IS_FOLDER"],
    ["t.tsv", { seperator: "," }, "BAD_OPTION"],
    ["t.tsv", { columns: ["tme"] }, "UNKNOWN_COLUMN"],
    ["t.tsv", { kinds: { tme: "number" } }, "UNKNOWN_COLUMN"],
    ["t.parquet", { separator: ";" }, "BAD_OPTION"],
    ["broken.parquet", {}, "BAD_FILE"],
    ["t.tsv", { units: { tme: "s" } }, "UNKNOWN_COLUMN"],
    ["t.tsv", { units: { time: "parsecond" } }, "UNKNOWN_UNIT"],
  ])("%s with %o is refused as %s", async (name, options, code) => {
    await expect(readTable(file(name), options as object)).rejects.toMatchObject({ code });
  });

  test("a table of heads only has columns and no rows", async () => {
    const read = await readTable(file("heads.csv"));
    expect([read.columns, read.rowCount]).toEqual([["time", "load"], 0]);
  });

  test("another encoding, where it is named", async () => {
    const read = await readTable(file("cyrillic.csv"), { encoding: "windows-1251" });
    expect([...read.rows()]).toEqual([{ Город: "Уфа" }]);
  });

  test("some columns and rows", async () => {
    const read = await readTable(file("t.tsv"), { columns: ["name"], where: (row) => Number(row.time) > 1 });
    expect([...read.rows()]).toEqual([{ name: "b" }, { name: "c" }]);
  });

  test("a frame keeps its values, and units in its names are recognised", async () => {
    const frame = await dataset({ length_mm: [1, 2] }).toFrame();
    expect(fromFrame(frame).column("length").get(1)).toBe(0.002);
  });
});

describe("parseTable", () => {
  test("reads quotes, doubled quotes, line breaks in fields and a byte-order mark", () => {
    const rows = [...parseTable('\uFEFFa,b\r\n"x, y","said ""no"""\r\n"two\nlines",z\r\n').rows()];
    expect(rows).toEqual([
      { a: "x, y", b: 'said "no"' },
      { a: "two\nlines", b: "z" },
    ]);
  });

  test.each([
    ["", {}, "EMPTY_TABLE"],
    ["a,b\n1\n", { repair: false }, "RAGGED_ROW"],
    ["a,a\n1,2\n", { repair: [] }, "DUPLICATE_COLUMN"],
    ['a,b\n"1,2\n', {}, "UNCLOSED_QUOTE"],
    ["1,2\n3,4\n", { header: ["a"] }, "BAD_OPTION"],
  ] as const)("%j with %o is refused as %s", (text, options, code) => {
    expect(() => parseTable(text, options)).toThrow(expect.objectContaining({ code }));
  });
});
