import { describe, expect, test } from "vitest";
import { constantsOf, debugText } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import { skeletonOf } from "../../../../plugins/symbolic/dist/expression/skeleton-of.js";
import { guessesStage } from "../../../../plugins/symbolic/dist/search/guesses/guesses-stage.js";
import { parseTemplate } from "../../../../plugins/symbolic/dist/search/guesses/template.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import "../../../contract/close.js";
import { problemOf, run } from "../problems.js";

const length = [1, 0, 0, 0, 0, 0, 0, 0];
const time = [0, 0, 1, 0, 0, 0, 0, 0];
const speed = [1, 0, -1, 0, 0, 0, 0, 0];

describe("guessesStage", () => {
  test("puts a fixed form with its constants on the front", () => {
    const problem = problemOf("3 * exp(-0.2 * x) + 5", { ranges: { x: [0, 20] } });
    const context = searchContext(problem);
    run(guessesStage([parseTemplate("a * exp(-b * x) + c", ["x"])]), context);
    expect(context.front.members).toHaveLength(1);
    expect(constantsOf(context.front.best!.expression)).toBeClose([3, 0.2, 5], { relative: 1e-8 });
  });

  test("finds the law one step away from a guess", () => {
    const problem = problemOf("2.5 * x * exp(-y) + 0.7 * y", { ranges: { x: [1, 3], y: [0, 2] } });
    const context = searchContext(problem);
    run(guessesStage([parseExpression("3 * x * exp(-y)", ["x", "y"])]), context);
    expect(context.isSolved).toBe(true);
  });

  test("finds what belongs in the placeholders and leaves the rest", () => {
    const problem = problemOf("(x^2 + y) * exp(-z) + 3 * z", { ranges: { x: [1, 3], y: [1, 4], z: [0, 2] } });
    const context = searchContext(problem);
    run(guessesStage([parseTemplate("f(x, y) * exp(-z) + a * z", problem.names)]), context, 3e9);
    expect(context.isSolved).toBe(true);
    for (const { expression } of context.front.members) {
      expect(debugText(expression)).toMatch(/^add\(multiply\(.*, exp\(negate\(x2\)\)\), multiply\(.*, x2\)\)$/);
    }
  });

  test("fills placeholders by formulas of the unit that is wanted", () => {
    const problem = problemOf("x / t + v * exp(-t / tau)", {
      ranges: { x: [1, 3], t: [1, 2], tau: [1, 3], v: [1, 5] },
      dimensions: [length, time, time, speed],
      targetDimension: speed,
    });
    const context = searchContext(problem);
    run(guessesStage([parseTemplate("f(x, t) + g(v, t, tau)", problem.names)]), context, 3e9);
    expect(context.isSolved).toBe(true);
  });

  test("takes the same course every time", () => {
    const problem = problemOf("x^2 * y + sin(x)", { ranges: { x: [1, 3], y: [1, 4] } });
    const skeletons = () => {
      const context = searchContext(problem);
      run(guessesStage([parseTemplate("f(x, y) + g(x)", problem.names)]), context, 2e8);
      return context.front.members.map(({ expression }) => skeletonOf(expression));
    };
    expect(skeletons()).toEqual(skeletons());
  });
});
