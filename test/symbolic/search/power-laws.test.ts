import { expect, test } from "vitest";
import { constantsOf, variablesOf } from "../../../plugins/symbolic/dist/expression/expression.js";
import { powerLaws } from "../../../plugins/symbolic/dist/search/power-laws.js";
import { searchContext } from "../../../plugins/symbolic/dist/search/search-context.js";
import "../../contract/close.js";
import { problemOf, run } from "./problems.js";

function found(law: string, ranges: Record<string, readonly [low: number, high: number]>, noise: number) {
  const context = searchContext(problemOf(law, { ranges, noise }));
  run(powerLaws, context);
  return context.front.best;
}

test("powerLaws finds exponents among numbers of any size", () => {
  const { expression, loss } = found("3e-30 * K^3.1", { K: [8e6, 3e7] }, 0.02)!;
  expect(loss).toBeLessThan(1e-3);
  expect(constantsOf(expression)[1]!).toBeClose(3.1, { absolute: 0.05 });
  const ranges = { F: [1e-9, 1e-8], L: [0.001, 0.01], E: [7e10, 2e11] } as const;
  expect(found("F * L^3 / E", ranges, 0)!.loss).toBeLessThan(1e-20);
});

test("powerLaws leaves variables out that change their sign", () => {
  const { expression } = found("x * y^2", { x: [-1, 1], y: [1, 2] }, 0)!;
  expect(JSON.stringify(expression)).not.toContain('"index":0');
});

test("powerLaws reads exponents that are nearly halves as such", () => {
  const { expression, loss } = found("3 * x * sqrt(y) / z^2", { x: [1, 4], y: [1, 4], z: [1, 4] }, 0)!;
  expect(constantsOf(expression)).toHaveLength(1);
  expect(loss).toBeLessThan(1e-20);
  expect(
    constantsOf(found("3 * x * sqrt(y) / z^2", { x: [1, 4], y: [1, 4], z: [1, 4] }, 0.01)!.expression),
  ).toHaveLength(1);
});

test.each<[string, (x: Float64Array) => Float64Array]>([
  ["constant", (x) => x.map(() => 7)],
  ["a power of another", (x) => x.map((value) => value ** 2)],
])("powerLaws does without a column that is %s", (_, more) => {
  const problem = problemOf("3 * x * sqrt(y)", { ranges: { x: [1, 4], y: [1, 4] } });
  const [x] = problem.columns;
  for (const columns of [
    [...problem.columns, more(x!)],
    [more(x!), ...problem.columns],
  ]) {
    const context = searchContext({ ...problem, columns, names: ["a", "b", "c"] });
    run(powerLaws, context);
    expect(context.front.best!.loss).toBeLessThan(1e-20);
    expect(variablesOf(context.front.best!.expression)).toHaveLength(2);
  }
});

test("powerLaws tells nothing of fewer rows than exponents", () => {
  const ranges = { a: [1, 4], b: [1, 4], c: [1, 4], d: [1, 4], e: [1, 4] } as const;
  const context = searchContext(problemOf("a + b * sin(c) * d^2 + e", { ranges, rows: 5 }));
  run(powerLaws, context);
  for (const { expression } of context.front.members) expect(variablesOf(expression).length).toBeLessThan(2);
});
