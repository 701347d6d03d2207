import { describe, expect, test } from "vitest";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { searchContext } from "../../../plugins/symbolic/dist/search/search-context.js";
import { untilSettled } from "../../../plugins/symbolic/dist/search/until-settled.js";
import { problemOf } from "./problems.js";

const problem = problemOf("x * y^2", { ranges: { x: [0, 3], y: [1, 2] }, noise: 0.05 });

/** Work until it ends, at most 10^10; the formula is found when so much is done. */
function workUntilSettled(formula: string, foundAt = 0): number {
  const context = searchContext(problem);
  let total = 0;
  function* steps() {
    while (total < 1e10) {
      if (total >= foundAt) context.offer(parseExpression(formula, problem.names));
      total += 1e7;
      yield 1e7;
    }
  }
  for (const _ of untilSettled(context, steps()));
  return total;
}

describe("untilSettled", () => {
  test("ends some time after a formula that leaves nothing but noise", () => {
    const early = workUntilSettled("x * y^2");
    expect(early).toBeLessThan(2e9);
    expect(workUntilSettled("x * y^2", 3e8)).toBe(early + 3e8);
  });

  test("waits as long as it is told", () => {
    const context = searchContext(problem);
    context.offer(parseExpression("x * y^2", problem.names));
    const steps = Array.from({ length: 100 }, () => 1e7)[Symbol.iterator]() as Generator<number>;
    expect([...untilSettled(context, steps, 1e8)].length).toBe(10);
  });

  test("goes on with a formula that leaves more", () => {
    expect(workUntilSettled("x * y")).toBe(1e10);
  });

  test("ends when the steps do", () => {
    const works = [...untilSettled(searchContext(problem), [1, 2, 3][Symbol.iterator]() as Generator<number>)];
    expect(works).toEqual([1, 2, 3]);
  });
});
