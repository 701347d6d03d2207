import { describe, expect, test } from "vitest";
import { spreadSample } from "../../../plugins/symbolic/dist/search/pick-rows.js";
import { problemOf } from "./problems.js";

const problem = problemOf("x", { ranges: { x: [0, 1] }, rows: 400, weights: new Float64Array(400).map((_, i) => i) });

describe("spreadSample", () => {
  test("takes rows at equal distances, with all that belongs to them", () => {
    const { rows, columns, target, weights } = spreadSample(problem, 40);
    expect(rows).toBe(40);
    expect(target).toEqual(columns[0]);
    expect([...weights!].slice(0, 3)).toEqual([5, 15, 25]);
  });

  test("takes of groups that take turns as many rows of each", () => {
    const groups = Int32Array.from({ length: 400 }, (_, row) => row % 2);
    const sample = spreadSample({ ...problem, groups }, 40);
    expect(sample.groups.reduce((sum, group) => sum + group, 0)).toBe(20);
    expect([...sample.groups]).toEqual([...sample.weights!].map((row) => row % 2));
  });
});
