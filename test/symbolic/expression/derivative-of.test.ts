import { canonicalForm, derivativeOf, parseExpression, printExpression } from "@mesoscope/symbolic";
import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { evaluateExpression } from "../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import { names, randomExpressions, roundingOf, runs, valuesOf } from "./random-expressions.ts";

const mathjs = create(all!);

describe("derivativeOf", () => {
  test("is the limit of differences", () => {
    const step = 1e-5;
    let compared = 0;
    fc.assert(
      fc.property(randomExpressions, fc.nat(2), (expression, variable) => {
        const slope = derivativeOf(expression, variable);
        const at = (shift: number) => {
          const points = [[0.37, 1.31, 2.6], [1.7, 0.23, 0.91], [0.77, 2.3, 1.4]]; // biome-ignore format: one matrix
          points[variable] = points[variable]!.map((value) => value + shift);
          return evaluateExpression(expression, points, 3);
        };
        const [far, near, behind, farBehind] = [2 * step, step, -step, -2 * step].map(at) as Float64Array[];
        const rounding = roundingOf(expression);
        valuesOf(slope)
          .slice(0, 3)
          .forEach((value, i) => {
            const difference = (near![i]! - behind![i]!) / (2 * step);
            const coarse = (far![i]! - farBehind![i]!) / (4 * step);
            const uncertainty = Math.abs(difference - coarse) + (2 * rounding[i]!) / step;
            if (!(uncertainty < 1e-4 * Math.abs(difference)) || !(Math.abs(difference) < 1e50)) return;
            compared++;
            expect(Math.abs(value - difference)).toBeLessThan(1e-6 * Math.abs(difference) + 3 * uncertainty);
          });
      }),
      runs(1000),
    );
    expect(compared).toBeGreaterThan(500);
  });

  test.each([
    "x^2.5 * exp(-y * x)",
    "atan(x / y) - asin(x / 4) * acos(x / 4)",
    "tanh(x) + sinh(x) * cosh(y) + tan(x)",
    "(2 + x)^x",
    "abs(x) / cbrt(x)",
  ])("of %s is what mathjs finds", (text) => {
    const slope = mathjs.compile(mathjs.derivative(text, "x").toString());
    const points = [0.3, 1.2, 2.5];
    const found = evaluateExpression(derivativeOf(parseExpression(text, names), 0), [points, [2, 2, 2]], 3);
    expect(found).toBeClose(
      points.map((x) => slope.evaluate({ x, y: 2 })),
      { relative: 1e-10 },
    );
  });

  test("of what does not depend on the variable is 0", () => {
    expect(derivativeOf(parseExpression("exp(y) + [1, 2][group]", names), 0)).toMatchObject({ value: 0 });
    expect(printExpression(canonicalForm(derivativeOf(parseExpression("2.5 * x + y", names), 0)), names)).toBe("2.5");
  });
});
