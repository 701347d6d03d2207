import { expect, test } from "vitest";
import { relevantVariables } from "../../../../plugins/symbolic/dist/search/exact/relevant-variables.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import { drive } from "../drive.js";
import { problemOf } from "../problems.js";

const box = { a: [1, 5], b: [1, 2], p: [1, 5], q: [1, 5], c: [3, 9] } as const;

function relevantOf(problem: Problem): readonly number[] {
  const every = problem.names.map((_, k) => k);
  return drive(relevantVariables(searchContext(problem), every)).result;
}

test.each([
  ["a * b / sqrt(1 - b^2 / c^2)", "abc"],
  ["exp(-a * b) + c", "abc"],
  ["a^4 / c^3", "ac"],
  ["p * sin(q)", "pq"],
])("the variables of %s are %s", (law, variables) => {
  const problem = problemOf(law, { ranges: box, rows: 1000, drawSeed: 0 });
  const names = relevantOf(problem).map((index) => problem.names[index]);
  expect(names.join("")).toBe(variables);
});

test("of very many columns only those that the target goes with are kept", () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, k) => [`x${k}`, [1, 5] as const]));
  const problem = problemOf("x17 * x101", { ranges: many, rows: 1000, drawSeed: 0 });
  const found = relevantOf(problem);
  expect(found).toContain(17);
  expect(found).toContain(101);
  expect(found.length).toBeLessThan(15);
});
