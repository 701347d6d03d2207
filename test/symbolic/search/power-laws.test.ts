import { expect, test } from "vitest";
import { constantsOf } from "../../../plugins/symbolic/dist/expression/expression.js";
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
