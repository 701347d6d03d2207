import path from "node:path";
import { clean, dataset, parseTable, type Rule, readTable } from "@mesoscope/fusion";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const inDatasets = (file: string) => path.resolve(import.meta.dirname, "../../../datasets", file);
const table = dataset(
  {
    site: [" Köln", "köln ", "Bonn", "Bonn"],
    rain: [29, -9999, 7, 7],
    latitude: [50.9, 150.9, 50.7, 50.7],
    code: ["1", "x", "3", "3"],
    same: [1, 1, 1, 1],
    when: ["01/02/2021", "02/02/2021", "03/02/2021", "03/02/2021"],
  },
  { units: { latitude: "deg" } },
);

describe("rules", () => {
  test("codes, units, factors and ranges", () => {
    const cleaned = clean(table, [
      { rule: "missing", codes: [-9999] },
      { rule: "unit", columns: ["rain"], unit: "in", factor: 0.01 },
      { rule: "convert", columns: ["rain"], unit: "mm" },
      { rule: "range", columns: ["latitude"], from: "50.7 deg", to: 90 },
    ]);
    expect(cleaned.units).toEqual({ latitude: "deg", rain: "mm" });
    expect(cleaned.values("rain").map((value) => value && Number(value).toFixed(3))).toEqual([
      "7.366",
      null,
      "1.778",
      "1.778",
    ]);
    expect(cleaned.values("latitude")).toEqual([50.9, null, 50.7, 50.7]);
    expect(cleaned.report.on("latitude").findings).toMatchObject([
      { kind: "repaired", what: "out of range", count: 1, rows: [1], before: "150.9 deg", after: "missing" },
    ]);
  });

  test("texts, kinds, duplicates and constants", () => {
    const cleaned = clean(table, [
      { rule: "text", columns: ["site"], case: "lower", replace: { köln: "cologne" } },
      { rule: "kind", columns: ["code"], kind: "number" },
      { rule: "duplicate rows" },
      { rule: "constant columns" },
    ]);
    expect(cleaned.values("site")).toEqual(["cologne", "cologne", "bonn"]);
    expect(cleaned.values("code")).toEqual([1, null, 3]);
    expect(cleaned.columns).not.toContain("same");
    expect(cleaned.report.of("repaired").findings.map(({ what }) => what)).toEqual([
      "text",
      "kind",
      "duplicate rows",
      "constant column",
    ]);
    expect(cleaned.report.of("doubted").findings).toMatchObject([
      { column: "code", what: "not a number", before: "x" },
    ]);
  });

  test("one value in rows that are told by other columns, with its reason", () => {
    const cleaned = clean(table, [
      { rule: "correct", column: "latitude", where: { site: "köln " }, to: 50.9, why: "a digit too many" },
    ]);
    expect(cleaned.values("latitude")[1]).toBe(50.9);
    expect(cleaned.report.findings).toMatchObject([
      { why: "a digit too many", before: "150.9 deg", after: "50.9 deg" },
    ]);
  });

  test("outliers by a test, removed or marked", () => {
    const far = (values: Float64Array) => values.map((value) => Number(Math.abs(value - 50) > 10));
    const rule = { rule: "outliers", columns: ["latitude"], test: far } as const;
    expect(clean(table, [rule]).values("latitude")).toEqual([50.9, null, 50.7, 50.7]);
    const marked = clean(table, [{ ...rule, mark: true }]);
    expect(marked.values("latitude outlier")).toEqual([false, true, false, false]);
    expect(marked.report.of("doubted").findings).toMatchObject([
      { column: "latitude", count: 1, why: "the test far points them out" },
    ]);
  });

  test("times from parts, from texts, and from compact numbers", () => {
    const parts = dataset({ year: [2016, 2016], doy: [1, 60], hour: [0, 23], minute: [5, 59], load: [1, 2] });
    const times = clean(parts, [
      { rule: "time", name: "time", parts: { year: "year", dayOfYear: "doy", hour: "hour", minute: "minute" } },
    ]);
    expect(times.columns).toEqual(["time", "load"]);
    expect(times.values("time").map((time) => (time as Date).toISOString())).toEqual([
      "2016-01-01T00:05:00.000Z",
      "2016-02-29T23:59:00.000Z",
    ]);
    const texts = parseTable("date,clock\n10/14/2018,00:01\n10/14/2018,23:59\n");
    expect(clean(texts, [{ rule: "time", name: "t", parts: ["date", "clock"] }]).values("t")[1]).toEqual(
      new Date("2018-10-14T23:59:00Z"),
    );
    const months = dataset({ month: [194904, 194913] });
    const read = clean(months, [{ rule: "kind", columns: ["month"], kind: "time" }]);
    expect(read.values("month")).toEqual([new Date("1949-04-01T00:00:00Z"), null]);
  });
});

describe("clean", () => {
  const rules: Rule[] = [
    { rule: "missing", columns: ["rain"], codes: [-9999] },
    { rule: "duplicate rows", columns: ["site", "rain"] },
  ];

  test("in a dry run says what it would do and does nothing", () => {
    const dry = clean(table, rules, { dryRun: true });
    expect([...dry.rows()]).toEqual([...table.rows()]);
    expect(dry.report.findings).toEqual(clean(table, rules).report.findings);
    expect(dry.report.findings).toHaveLength(2);
  });

  test("does the same with rules that went through JSON, and never changes its input", () => {
    const before = JSON.stringify([...table.rows()]);
    const again = clean(table, JSON.parse(JSON.stringify(rules)));
    expect([...again.rows()]).toEqual([...clean(table, rules).rows()]);
    expect(JSON.stringify([...table.rows()])).toBe(before);
    expect(clean(again, rules).report.findings).toHaveLength(2);
  });

  test("reports every value that a range removes, and only those", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.double({ noNaN: true }),
        (values, limit) => {
          const cleaned = clean(dataset({ x: values }), [{ rule: "range", columns: ["x"], to: limit }]);
          const removed = values.filter((value) => value > limit).length;
          expect(cleaned.report.findings.map(({ count }) => count)).toEqual(removed > 0 ? [removed] : []);
          expect(cleaned.dropMissing().rowCount).toBe(values.length - removed);
        },
      ),
    );
  });

  test.each<[Rule, string]>([
    [{ rule: "mising", codes: [1] } as never, "BAD_RULE"],
    [{ rule: "range", columns: ["latitud"], to: 90 }, "UNKNOWN_COLUMN"],
    [{ rule: "range", columns: ["site"], to: 90 }, "NOT_NUMERIC"],
    [{ rule: "range", columns: ["latitude"], to: "90 m" }, "DIMENSION_MISMATCH"],
    [{ rule: "convert", columns: ["latitude"], unit: "m" }, "DIMENSION_MISMATCH"],
    [{ rule: "unit", columns: ["rain"], unit: "blorp" }, "UNKNOWN_UNIT"],
    [{ rule: "text", columns: ["rain"] }, "NOT_TEXT"],
    [{ rule: "correct", column: "rain", where: { site: "Bonn" }, to: "wet", why: "" }, "BAD_RULE"],
    [{ rule: "correct", column: "rain", where: {}, to: 1, why: "" }, "BAD_RULE"],
    [{ rule: "time", name: "t", parts: { yaer: "rain" } as never }, "BAD_RULE"],
    [{ rule: "outliers", columns: ["rain"], test: () => [true] }, "SHAPE_MISMATCH"],
    [{ rule: "time", name: "t", parts: ["when"] }, "AMBIGUOUS_DATE"],
  ])("%o is refused as %s", (rule, code) => {
    expect(() => clean(table, [rule])).toThrow(expect.objectContaining({ code }));
  });
});

test("four unit scales of the monthly stations, and the latitude of Bottineau", async () => {
  const months = clean(await readTable(inDatasets("climate-nd-stations-divisions/stations_monthly_raw.csv")), [
    { rule: "kind", columns: ["DATE"], kind: "time" },
    { rule: "unit", columns: ["TPCP", "EMXP"], unit: "in", factor: 0.01 },
    { rule: "unit", columns: ["TSNW"], unit: "in", factor: 0.1 },
    { rule: "unit", columns: ["MNTM", "MMXT", "MMNT"], unit: "degF", factor: 0.1 },
    { rule: "unit", columns: ["EMXT", "EMNT"], unit: "degF" },
    { rule: "convert", columns: ["TPCP"], unit: "mm" },
  ]);
  expect(months.row(0)).toMatchObject({ DATE: new Date("1949-04-01T00:00:00Z"), MNTM: 50.2, EMXT: null });
  expect(months.values("TPCP")[0]).toBeCloseTo(0.29 * 25.4, 12);
  expect(months.column("MNTM", { in: "degC" }).data[0]).toBeCloseTo((50.2 - 32) / 1.8, 10);

  const stations = clean(
    await readTable(inDatasets("climate-nd-stations-divisions/stations_latlon_raw.csv"), {
      header: ["station", "name", "latitude", "longitude"],
    }),
    [
      {
        rule: "correct",
        column: "latitude",
        where: { station: "COOP:320941" },
        to: 48.83,
        why: "the town lies near 48.83°",
      },
    ],
  );
  expect(stations.report.of("repaired").findings.map(({ what }) => what)).toEqual([
    "decimal comma between fields",
    "correction",
  ]);
});
