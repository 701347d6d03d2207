import { type Aggregate, concat, type Dataset, dataset } from "@mesoscope/fusion";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import expected from "../../reference/fusion/tables.json" with { type: "json" };

const left = dataset(expected.left);
const right = dataset(expected.right);
const columnsOf = (table: Dataset, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, table.values(name)]));

describe("join", () => {
  test.each(["inner", "left", "outer"] as const)("%s, as pandas joins", (how) => {
    const joined = left.join(right.select(["id", "strain"]), { on: "id", how }).sort(["id", "time", "strain"]);
    expect(columnsOf(joined, ["id", "load", "strain"])).toEqual(expected.joined[how]);
  });

  test("keys meet in different units, and the other columns keep theirs", () => {
    const a = dataset({ depth: [0.5, 1], load: [1, 2] }, { units: { depth: "m", load: "kN" } });
    const b = dataset({ depth: [1000, 500], load: [5, 6] }, { units: { depth: "mm", load: "N" } });
    const joined = a.join(b, { on: "depth" });
    expect([...joined.rows()]).toEqual([
      { depth: 0.5, load: 1, "load right": 6 },
      { depth: 1, load: 2, "load right": 5 },
    ]);
    expect(joined.units).toEqual({ depth: "m", load: "kN", "load right": "N" });
  });

  test("what is missing belongs to nothing", () => {
    const a = dataset({ id: [1, Number.NaN] });
    expect(a.join(dataset({ id: [Number.NaN], x: [1] }), { on: "id" }).values("x")).toEqual([null, null]);
  });
});

describe("joinNearest", () => {
  test.each([
    ["nearest", {}, expected.nearest],
    ["before", {}, expected.backward],
    ["after", { tolerance: 2 }, expected.forward],
  ] as const)("%s, as pandas joins", (direction, options, wanted) => {
    const joined = left.joinNearest(right.select(["time", "strain"]), { on: "time", direction, ...options });
    expect(columnsOf(joined, ["id", "time", "load"])).toEqual(expected.left);
    // Of two rows as near, and of rows at the same time, either may be taken.
    const rows = [...right.rows()];
    joined.values("strain").forEach((strain, i) => {
      if (strain === wanted.strain[i]) return;
      const [ours, theirs] = [strain, wanted.strain[i]].map((value) => rows.find((row) => row.strain === value)!);
      const time = Number(joined.values("time")[i]);
      expect(Math.abs(Number(ours!.time) - time)).toBe(Math.abs(Number(theirs!.time) - time));
    });
  });

  test("dates within a tolerance, and within the same site", () => {
    const at = (...minutes: number[]) => minutes.map((minute) => new Date(Date.UTC(2020, 0, 1, 0, minute)));
    const a = dataset({ time: at(0, 10, 20), site: ["A", "B", "A"] });
    const b = dataset({ time: at(1, 12, 26), site: ["A", "A", "A"], x: [1, 2, 3] });
    expect(a.joinNearest(b, { on: "time", tolerance: "5 min" }).values("x")).toEqual([1, 2, null]);
    expect(a.joinNearest(b, { on: "time", by: "site" }).values("x")).toEqual([1, null, 3]);
  });
});

describe("groupBy", () => {
  test("works out figures as pandas does", () => {
    const names = {
      count: "count",
      mean: "mean",
      std: "standard deviation",
      min: "minimum",
      max: "maximum",
      median: "median",
      sum: "sum",
    };
    const groups = left.groupBy("id", { load: Object.values(names) as Aggregate[] });
    expect(groups.values("id")).toEqual(expected.grouped.id);
    for (const [theirs, ours] of Object.entries(names)) {
      groups.values(`load ${ours}`).forEach((value, i) => {
        const wanted = expected.grouped[theirs as keyof typeof expected.grouped][i];
        if (wanted === null) expect(value).toBeNull();
        else expect(value).toBeCloseTo(wanted!, 12);
      });
    }
  });

  test("keeps units; a spread of °C is in K, and their sum is refused", () => {
    const warm = dataset({ site: ["A", "A"], t: [20, 22], x: [1, 2] }, { units: { t: "degC", x: "mm" } });
    const groups = warm.groupBy("site", { t: ["mean", "standard deviation", "count"], x: "sum" });
    expect(groups.units).toEqual({ "t mean": "degC", "t standard deviation": "K", "x sum": "mm" });
    expect(() => warm.groupBy("site", { t: "sum" })).toThrow(expect.objectContaining({ code: "OFFSET_UNIT" }));
    expect(() => warm.groupBy("t", { site: "mean" })).toThrow(expect.objectContaining({ code: "NOT_NUMERIC" }));
    expect(() => warm.groupBy("t", { x: "avg" as never })).toThrow(expect.objectContaining({ code: "BAD_VALUE" }));
  });
});

describe("pivot and melt", () => {
  test("a wide table, as pandas makes it", () => {
    const wide = left.pivot({ rows: "time", columns: "id", values: "load", aggregate: "mean" }).sort("time");
    expect(wide.values("time")).toEqual(expected.wide.time);
    expected.wide.ids.forEach((id, j) => {
      wide.values(String(id)).forEach((value, i) => {
        const wanted = expected.wide.values[i]![j];
        if (wanted === null) expect(value).toBeNull();
        else expect(value).toBeCloseTo(wanted!, 12);
      });
    });
  });

  test("melting undoes a pivot", () => {
    const long = dataset(
      { t: [0, 0, 1, 1], site: ["A", "B", "A", "B"], rain: [1, 2, 3, 4] },
      { units: { rain: "mm", t: "h" } },
    );
    const wide = long.pivot({ rows: "t", columns: "site", values: "rain" });
    expect(wide.units).toEqual({ t: "h", A: "mm", B: "mm" });
    const again = wide.melt({ keep: "t", name: "site", value: "rain" }).sort(["t", "site"]);
    expect([...again.rows()]).toEqual([...long.rows()]);
    expect(again.units).toEqual(long.units);
  });

  test("two values for one cell need a word on what is made of them", () => {
    const twice = dataset({ t: [0, 0], site: ["A", "A"], rain: [1, 2] });
    expect(() => twice.pivot({ rows: "t", columns: "site", values: "rain" })).toThrow(
      expect.objectContaining({ code: "SEVERAL_VALUES" }),
    );
  });

  test("columns of different units melt into one unit, of different dimensions not at all", () => {
    const widths = dataset({ id: [1], a: [1], b: [1] }, { units: { a: "mm", b: "m" } });
    expect(widths.melt({ keep: "id" }).values("value")).toEqual([1, 1000]);
    const mixed = dataset({ id: [1], a: [1], b: [1] }, { units: { a: "mm", b: "s" } });
    expect(() => mixed.melt({ keep: "id" })).toThrow(expect.objectContaining({ code: "DIMENSION_MISMATCH" }));
  });
});

describe("concat, sort, convert and rename", () => {
  test("numbers take the unit of the first table; a missing column is filled up", () => {
    const a = dataset({ x: [1], site: ["A"] }, { units: { x: "m" } });
    const b = dataset({ x: [500], when: [new Date(0)] }, { units: { x: "mm" } });
    expect([...concat(a, b).rows()]).toEqual([
      { x: 1, site: "A", when: null },
      { x: 0.5, site: null, when: new Date(0) },
    ]);
    expect(() => concat(a, dataset({ x: [1] }))).toThrow(expect.objectContaining({ code: "DIMENSION_MISMATCH" }));
    expect(() => concat(a, dataset({ x: ["1"] }))).toThrow(expect.objectContaining({ code: "MIXED_COLUMN" }));
    expect(() => concat()).toThrow(expect.objectContaining({ code: "EMPTY" }));
  });

  test("sorting keeps every row and puts missing values last", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -5, max: 5 }), { nil: Number.NaN })),
        fc.boolean(),
        (x, descending) => {
          const sorted = dataset({ x, row: x.map((_, i) => i) }).sort("x", { descending });
          expect([...sorted.values("row")].sort((a, b) => Number(a) - Number(b))).toEqual(x.map((_, i) => i));
          const present = sorted.values("x").filter((value) => value !== null) as number[];
          expect(present).toEqual(
            x.filter((value) => !Number.isNaN(value)).sort((a, b) => (descending ? b - a : a - b)),
          );
          expect(
            sorted
              .values("x")
              .slice(present.length)
              .every((value) => value === null),
          ).toBe(true);
        },
      ),
    );
  });

  test("a column in another unit, or by another name, is the same column", () => {
    const table = dataset({ x: [1, 2], t: [0, 100] }, { units: { x: "m", t: "degC" } });
    const converted = table.convert("x", "mm").convert(["t"], "degF");
    expect(converted.values("x")).toEqual([1000, 2000]);
    expect(converted.values("t").map((value) => Math.round(Number(value)))).toEqual([32, 212]);
    expect([...converted.column("x").data]).toEqual([...table.column("x").data]);
    const renamed = table.select({ X: ["x"], y: "t" }).rename({ x: "length", t: "heat" });
    expect([renamed.columns, renamed.features, renamed.target]).toEqual([["length", "heat"], ["length"], "heat"]);
    expect(() => table.rename({ x: "t" })).toThrow(expect.objectContaining({ code: "DUPLICATE_COLUMN" }));
    expect(() => table.rename({ q: "t" })).toThrow(expect.objectContaining({ code: "UNKNOWN_COLUMN" }));
  });

  test.each([
    [() => left.join(right, { on: "idd" }), "UNKNOWN_COLUMN"],
    [() => left.join(right, { on: "id", how: "cross" as never }), "BAD_OPTION"],
    [() => left.join(dataset({ id: ["a"] }), { on: "id" }), "MIXED_COLUMN"],
    [() => left.join(dataset({ id: [1] }, { units: { id: "s" } }), { on: "id" }), "DIMENSION_MISMATCH"],
    [() => left.joinNearest(right, { on: "time", direction: "up" as never }), "BAD_OPTION"],
    [() => dataset({ t: ["a"] }).joinNearest(dataset({ t: ["a"] }), { on: "t" }), "NOT_NUMERIC"],
    [() => left.joinNearest(right, { on: "time", tolerance: "5 min" }), "DIMENSION_MISMATCH"],
    [() => left.pivot({ rows: "tim", columns: "id", values: "load" }), "UNKNOWN_COLUMN"],
    [() => left.melt({ kep: "id" } as never), "BAD_OPTION"],
    [() => left.sort("lod"), "UNKNOWN_COLUMN"],
  ])("%s is refused as %s", (call, code) => expect(call).toThrow(expect.objectContaining({ code })));
});
