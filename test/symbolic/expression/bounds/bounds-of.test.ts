import { boundsOf, isDefinedOn, parseExpression, printExpression } from "@mesoscope/symbolic";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../../contract/close.ts";
import { evaluateExpression } from "../../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import { type Expression, nodesOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { names, randomExpressions, runs } from "../random-expressions.ts";

const parse = (text: string) => parseExpression(text, names);
const side = fc
  .tuple(fc.double({ min: -4, max: 4, noNaN: true }), fc.constantFrom(0, 1e-9, 0.1, 1, 7))
  .map(([low, width]) => ({ low, high: low + width }));
const places = [0, 1, 0.5, 0.13, 0.71, 0.97];

/** The values at points of the box. */
function inside(expression: Expression, box: readonly { low: number; high: number }[]): Float64Array {
  const columns = box.map(({ low, high }, k) =>
    places.map((_, i) => low + places[(i * (2 * k + 1)) % places.length]! * (high - low)),
  );
  return evaluateExpression(expression, columns, places.length);
}

describe("boundsOf", () => {
  test("encloses all values", () => {
    let enclosed = 0;
    fc.assert(
      fc.property(randomExpressions, side, side, side, (expression, ...box) => {
        const { low, high } = boundsOf(expression, box);
        const parts = [...nodesOf(expression)].map((node) => inside(node, box));
        inside(expression, box).forEach((value, i) => {
          if (!parts.every((values) => Number.isFinite(values[i]))) return;
          enclosed++;
          const place = `${printExpression(expression, names)}: ${value} in ${low}, ${high}`;
          expect(low <= value && value <= high, place).toBe(true);
        });
      }),
      runs(3000),
    );
    expect(enclosed).toBeGreaterThan(5000);
  });

  test.each([
    ["x^2", -1, 3, 0, 9],
    ["1 / x", 2, 4, 0.25, 0.5],
    ["sin(x)", 0, 2, 0, 1],
    ["cos(x)", 3, 7, -1, 1],
    ["exp(-x^2)", -1, 2, Math.exp(-4), 1],
    ["x^-2", -2, 1, 0.25, Number.POSITIVE_INFINITY],
    ["tan(x)", -1, 1, -Math.tan(1), Math.tan(1)],
    ["sqrt(x)", -4, 9, 0, 3],
    ["2^x", -1, 3, 0.5, 8],
    ["abs(x) + 1", -3, 2, 1, 4],
    ["cosh(x)", -1, 2, 1, Math.cosh(2)],
  ])("of %s from %d to %d are sharp", (text, low, high, least, most) => {
    const found = boundsOf(parse(text), [{ low, high }]);
    expect([found.low, found.high]).toBeClose([least, most], { relative: 1e-13, absolute: 1e-13 });
  });

  test("are none where the formula has no value", () => {
    expect(boundsOf(parse("log(x)"), [{ low: -2, high: -1 }])).toEqual({ low: Number.NaN, high: Number.NaN });
    expect(boundsOf(parse("1 / (x - x)"), [{ low: 1, high: 1 }])).toEqual({ low: Number.NaN, high: Number.NaN });
    expect(boundsOf(parse("[1, 3][group] * x"), [{ low: 2, high: 2 }]).high).toBeCloseTo(6);
  });
});

describe("isDefinedOn", () => {
  test.each([
    ["1 / x", false],
    ["1 / (x + 2)", true],
    ["sqrt(x + 1)", true],
    ["sqrt(x)", false],
    ["log(x + 1)", false],
    ["asin(x)", true],
    ["acos(2 * x)", false],
    ["x^1.5", false],
    ["(x + 1)^1.5", true],
    ["x^-2", false],
    ["tan(2 * x)", false],
    ["exp(x) / cosh(x)", true],
    ["exp(1000 * (x + 1))", false],
  ])("%s on −1 to 1: %s", (text, defined) => {
    expect(isDefinedOn(parse(text), [{ low: -1, high: 1 }])).toBe(defined);
  });

  test("is right where it says yes", () => {
    fc.assert(
      fc.property(randomExpressions, side, side, side, (expression, ...box) => {
        fc.pre(isDefinedOn(expression, box));
        expect([...inside(expression, box)].every(Number.isFinite)).toBe(true);
      }),
      runs(1000),
    );
  });
});
