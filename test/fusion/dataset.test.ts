import { inspect } from "node:util";
import { dataset } from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const coupons = dataset(
  {
    name: ["a", "b", null, "d"],
    stress: [60, 80, Number.NaN, 100],
    temperature: [20, 25, 30, 35],
    run_out: ["No", "Yes", "No", "no"],
  },
  { units: { stress: "MPa", temperature: "degC" } },
);

describe("a dataset", () => {
  test("gives numbers in SI, or in the unit asked for", () => {
    expect([...coupons.column("stress").data]).toEqual([60e6, 80e6, Number.NaN, 100e6]);
    expect([...coupons.column("stress", { in: "kPa" }).data.slice(0, 2)]).toEqual([60000, 80000]);
    expect(coupons.column("temperature").get(0)).toBe(293.15);
    expect(coupons.column("temperature", { in: "degF" }).get(1)).toBeCloseTo(77, 10);
  });

  test("gives a column in its own unit without a rounding error", () => {
    expect(coupons.column("stress", { in: "MPa" }).get(0)).toBe(60);
  });

  test("reads yes and no as 1 and 0, and keeps texts as they are", () => {
    expect([...coupons.column("run_out").data]).toEqual([0, 1, 0, 0]);
    expect(coupons.values("name")).toEqual(["a", "b", null, "d"]);
    expect(coupons.row(2)).toEqual({ name: null, stress: null, temperature: 30, run_out: false });
  });

  test("is never changed by what is made of it", () => {
    const column = coupons.column("stress", { in: "MPa" });
    column.data[0] = -1;
    coupons.withColumn("stress", [1, 2, 3, 4]);
    expect(coupons.column("stress", { in: "MPa" }).get(0)).toBe(60);
  });

  test("drops rows with missing values, in all or in some columns", () => {
    expect(coupons.dropMissing().values("name")).toEqual(["a", "b", "d"]);
    expect(coupons.dropMissing(["temperature"]).rowCount).toBe(4);
  });

  test("filters by rows in the units that a person reads", () => {
    expect(coupons.filter((row) => Number(row.stress) > 70).values("name")).toEqual(["b", "d"]);
  });

  test("selects columns, or the roles of learning", () => {
    expect(coupons.select(["stress"]).columns).toEqual(["stress"]);
    const learning = coupons.dropMissing().select({ X: ["stress", "temperature"], y: "run_out" });
    expect(learning.X.shape).toEqual([3, 2]);
    expect(learning.X.row(0).data[1]).toBe(293.15);
    expect([...learning.y.data]).toEqual([0, 1, 0]);
    expect(learning.columns).toEqual(coupons.columns);
  });

  test("describes its number columns", () => {
    const summary = coupons.describe();
    expect(summary.row(0)).toMatchObject({ column: "stress", unit: "MPa", count: 3, missing: 1, mean: 80, median: 80 });
    expect(summary.row(0)["standard deviation"]).toBeCloseTo(20, 12);
    const same = dataset({ thickness: Array.from({ length: 23 }, () => 2.8) }).describe();
    expect(same.row(0)["standard deviation"]).toBe(0);
  });

  test("shows units, missing values and its size, and never its texts as HTML", () => {
    const shown = dataset({ note: ["<script>", null], x: [1, 2] }, { units: { x: "mm" } })[displaySymbol]();
    expect(shown["text/html"]).toContain("&lt;script&gt;");
    expect(shown["text/html"]).not.toContain("<script>");
    expect(shown["text/html"]).toMatch(/<th scope="col"[^>]*>x<br>/);
    expect(shown["text/html"]).toMatch(/text-align: left">note<.*text-align: right">x</);
    expect(shown["text/plain"]).toMatch(/x\n.*mm\n[\s\S]*2 rows × 2 columns, 1 value missing$/);
  });

  test("shows the kind, the spread and the missing values of every column, with words for the picture", () => {
    const table = dataset(
      {
        x: [1, 1, 2, null],
        when: [new Date(0), new Date(86_400_000), null, null],
        site: ["A", "B", "A", "A"],
        ok: ["yes", "no", "no", "no"],
      },
      { units: { x: "mm" } },
    );
    const html = table[displaySymbol]()["text/html"] as string;
    expect(html).toContain('<svg role="img" aria-label="How x is spread: from 1 to 2 mm"');
    expect(html).toContain("How when is spread: from 1970-01-01 to 1970-01-02");
    expect(html).toContain("How site is spread: 2 different values");
    expect(html).toMatch(
      /x<br><span[^>]*>mm<.*>1 missing<.*when<br><span[^>]*>time<.*>2 missing<.*ok<br><span[^>]*>yes or no</,
    );
    // Twice as many ones as twos: the second bar is half as high.
    expect(html).toMatch(/d="M0\.0 18V0h5\.0V18ZM66\.0 18V9h5\.0V18Z"/);
    expect(dataset({ x: [null, null] })[displaySymbol]()["text/html"]).not.toContain("<svg");
  });

  test("is a table on the console, alone and inside other values", () => {
    expect(inspect({ table: dataset({ x: [1] }) })).toMatch(
      /table: Dataset\n +x\n.*\n +1\n +1 row × 1 column, no values missing/,
    );
  });

  test("shows few of many rows", () => {
    const long = dataset({ x: Array.from({ length: 100_000 }, (_, i) => i) })[displaySymbol]();
    expect((long["text/html"] as string).length).toBeLessThan(3000);
    expect(long["text/plain"]).toContain("100,000 rows");
  });

  test("becomes a polars frame with missing values as null", async () => {
    const frame = await coupons.toFrame();
    expect(frame.columns).toEqual(coupons.columns);
    expect(frame.getColumn("stress").toArray()).toEqual([60, 80, null, 100]);
  });
});

describe("split", () => {
  const table = dataset({
    row: Array.from({ length: 20 }, (_, i) => i),
    group: Array.from({ length: 20 }, (_, i) => `g${i % 5}`),
  });

  test("divides all rows, the same way for the same seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const { train, test: rest } = table.split({ fraction: 0.75, seed });
        expect(train.rowCount).toBe(15);
        expect([...train.values("row"), ...rest.values("row")].sort((a, b) => Number(a) - Number(b))).toEqual(
          table.values("row"),
        );
        expect(table.split({ fraction: 0.75, seed }).train.values("row")).toEqual(train.values("row"));
      }),
    );
    expect(table.split({ seed: 1 }).train.values("row")).not.toEqual(table.split({ seed: 2 }).train.values("row"));
  });

  test("keeps the rows of a group together", () => {
    const { train, test: rest } = table.split({ fraction: 0.6, seed: 3, groupBy: "group" });
    const shared = new Set(train.values("group")).intersection(new Set(rest.values("group")));
    expect([...shared]).toEqual([]);
    expect(train.rowCount + rest.rowCount).toBe(20);
  });
});

describe("bad input", () => {
  test.each([
    [() => coupons.column("strss"), "UNKNOWN_COLUMN", 'Did you mean "stress"?'],
    [() => coupons.column("name"), "NOT_NUMERIC", 'values("name")'],
    [() => coupons.column("stress", { in: "mm" }), "DIMENSION_MISMATCH", "pressure, length"],
    [() => coupons.column("stress", { in: "MPaa" }), "UNKNOWN_UNIT", "MPaa"],
    [() => coupons.withColumn("x", [1, 2]), "SHAPE_MISMATCH", "2 values but the table has 4 rows"],
    [() => dataset({ x: [1, "two"] }), "MIXED_COLUMN", "number and text"],
    [() => coupons.X, "NO_TARGET", "select({ X: […], y: "],
    [() => coupons.select({ X: ["stress"], y: "life" }), "UNKNOWN_COLUMN", '"life"'],
  ])("%s", (act, code, words) => {
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
  });
});
