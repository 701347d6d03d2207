import { DataError, ShapeError, UnitError, ValueError } from "@mesoscope/sdk";
import { describe, expect, it } from "vitest";
import { readProblem } from "../../../plugins/symbolic/dist/discover/read-problem.js";
import type { RowInformation } from "../../../plugins/symbolic/dist/discover/row-information.js";

const X = [
  [1, 10],
  [2, 30],
  [3, 20],
  [4, 50],
];
const y = [1, 4, 9, 16];

describe("readProblem", () => {
  it("converts columns and target to SI and keeps their dimensions", () => {
    const { problem, presentation } = readProblem(X, y, {}, { units: ["mm", "degC"], target: { unit: "kN" } });
    expect([...(problem.columns[0] ?? [])]).toEqual([0.001, 0.002, 0.003, 0.004]);
    expect(problem.columns[1]?.[0]).toBe(283.15);
    expect([...problem.target]).toEqual([1000, 4000, 9000, 16000]);
    expect(problem.dimensions).toEqual([
      [1, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 1, 0, 0, 0],
    ]);
    expect(problem.targetDimension).toEqual([1, 1, -2, 0, 0, 0, 0, 0]);
    expect(presentation.units).toEqual(["mm", "degC"]);
  });

  it("takes the names of a table, numbers the groups and turns errors into weights", () => {
    const column = (j: number) => ({ length: X.length, toArray: () => X.map((row) => row[j] as number) });
    const table = { columns: ["a", "b"], getColumn: (name: string) => column(name === "a" ? 0 : 1) };
    const about = { errors: [1, 2, 1, 0.5], groups: ["steel", "epoxy", "steel", "epoxy"] };
    const { problem, presentation } = readProblem(table, y, about, {});
    expect(problem.names).toEqual(["a", "b"]);
    expect([...(problem.groups ?? [])]).toEqual([0, 1, 0, 1]);
    expect([...(problem.weights ?? [])]).toEqual([1, 0.25, 1, 4]);
    expect(presentation.groups).toEqual(["steel", "epoxy"]);
  });

  it("takes rows at equal distances from millions, and the most telling of hundreds of columns", () => {
    const rows = 200_000;
    const long = Float64Array.from({ length: rows }, (_, i) => i);
    const { problem, presentation } = readProblem(long, long, {}, {});
    expect(problem.rows).toBe(20_000);
    expect(presentation.rows).toBe(rows);
    expect(problem.target[1]).toBe(15);

    const wide = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 500 }, (_, j) => (Math.sin((i + 1) * (j + 1) * 12.9898) * 43758.5453) % 1),
    );
    const chosen = readProblem(
      wide,
      wide.map((row) => Math.cos(6 * (row[77] as number)) + (row[400] as number) ** 2),
      {},
      {},
    );
    expect(chosen.problem.columns).toHaveLength(20);
    expect(chosen.presentation.columns).toEqual(expect.arrayContaining([77, 400]));
    expect(chosen.presentation.width).toBe(500);
  });

  it("refuses data without a law, naming the place", () => {
    expect(() => readProblem(X, [1, 2, 3], {}, {})).toThrow(ShapeError);
    expect(() => readProblem([[1, 2]], [1], {}, {})).toThrow(/1 rows/);
    expect(() => readProblem(X, [3, 3, 3, 3], {}, {})).toThrow(/y is 3 in all 4 rows/);
    expect(() => readProblem([[1], [2], [Number.NaN], [4]], y, {}, { names: ["stress"] })).toThrow(
      /stress is NaN in row 2/,
    );
    expect(() => readProblem(X, [1, 2, Number.POSITIVE_INFINITY, 4], {}, {})).toThrow(DataError);
    expect(() => readProblem(X, y, {}, { units: ["mm"] })).toThrow(/units has 1 entries but X has 2 columns/);
    expect(() => readProblem(X, y, {}, { units: ["mm", "furlong-ish"] })).toThrow(UnitError);
    expect(() => readProblem(X, y, { errors: [1, 1, 0, 1] }, {})).toThrow(/errors is 0 in row 2/);
  });

  it.each<[string, object, RegExp]>([
    [
      "a name that is none",
      { error: [1, 1, 1, 1] },
      /^discover.fit: there is no option error\. Did you mean errors\?$/,
    ],
    ["errors and weights both", { errors: [1, 1, 1, 1], weights: [1, 1, 1, 1] }, /errors and weights say the same/],
  ])("refuses %s in what is known of rows", (_, about, message) => {
    const read = () => readProblem(X, y, about as RowInformation, {});
    expect(read).toThrow(ValueError);
    expect(read).toThrow(expect.objectContaining({ code: "BAD_OPTION", message: expect.stringMatching(message) }));
  });

  it.each(["errors", "weights", "groups"])("refuses %s for other rows than those of X", (name) => {
    for (const count of [3, 5]) {
      const read = () => readProblem(X, y, { [name]: new Array<number>(count).fill(1) }, {});
      expect(read).toThrow(ShapeError);
      expect(read).toThrow(`discover.fit: X has 4 rows but ${name} has ${count}. Give one for each row.`);
    }
  });
});
