import { describe, expect, test } from "vitest";
import { constantsOf } from "../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { skeletonOf } from "../../../plugins/symbolic/dist/expression/skeleton-of.js";
import { searchContext } from "../../../plugins/symbolic/dist/search/search-context.js";
import { guessesFromOthers, vectorLaw } from "../../../plugins/symbolic/dist/search/vector-targets.js";
import "../../contract/close.js";
import { problemOf } from "./problems.js";

const ranges = { x: [1, 3], y: [1, 2] } as const;
const names = ["x", "y"];

/** A context for each law, on whose front stand the formulas of the second list. */
function contextsOf(laws: readonly string[], formulas: readonly string[], noise = 0.01) {
  return laws.map((law, i) => {
    const context = searchContext(problemOf(law, { ranges, noise, rows: 200 }));
    context.offer(parseExpression(formulas[i]!, names));
    return context;
  });
}

describe("vectorLaw", () => {
  test("finds the structure that all targets share, with constants of their own", () => {
    const contexts = contextsOf(
      ["3 * exp(-0.5 * x) * y", "8 * exp(-1.5 * x) * y"],
      ["2 * exp(-0.9 * x) * y", "5 * y / x^2"],
    );
    const { candidates, isShared } = vectorLaw(contexts)!;
    expect(isShared).toBe(true);
    expect(new Set(candidates.map(({ expression }) => skeletonOf(expression))).size).toBe(1);
    expect(candidates.map(({ expression }) => constantsOf(expression))).toBeClose(
      [
        [3, -0.5],
        [8, -1.5],
      ],
      { relative: 0.05 },
    );
  });

  test("keeps laws of their own where they have little in common", () => {
    const contexts = contextsOf(["3 * sin(2 * x)", "y^2 * x"], ["2.9 * sin(2.1 * x)", "0.9 * y^2 * x"]);
    const { candidates, isShared } = vectorLaw(contexts)!;
    expect(isShared).toBe(false);
    expect(candidates).toEqual(contexts.map(({ front }) => front.best));
  });

  test("has no law where one target has none", () => {
    const [first] = contextsOf(["x"], ["2 * x"]);
    expect(vectorLaw([first!, searchContext(problemOf("y", { ranges }))])).toBe(undefined);
  });
});

describe("guessesFromOthers", () => {
  test("offers structures of other targets and then their parts, each once", () => {
    const fronts = contextsOf(
      ["2 * exp(-x * y) + x", "exp(-x * y) / y", "x + y"],
      ["2 * exp(-x * y) + x", "exp(-x * y) / y", "x + y"],
    ).map(({ front }) => front.members);
    const guesses = guessesFromOthers(fronts, 2).map(skeletonOf);
    expect(guesses.slice(0, 2)).toEqual([fronts[0]!, fronts[1]!].map(([best]) => skeletonOf(best!.expression)));
    expect(guesses[2]).toBe(skeletonOf(parseExpression("exp(-x * y)", names)));
    expect(new Set(guesses).size).toBe(guesses.length);
  });
});
