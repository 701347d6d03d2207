import { isEqual, parseExpression, printExpression, simplify } from "@mesoscope/symbolic";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complexityOf } from "../../../../plugins/symbolic/dist/expression/complexity.js";
import { EqualityGraph } from "../../../../plugins/symbolic/dist/expression/saturation/equality-graph.js";
import {
  withFewOperators,
  withFixedNumbers,
} from "../../../../plugins/symbolic/dist/expression/saturation/few-operators.js";
import { saturate } from "../../../../plugins/symbolic/dist/expression/saturation/saturate.js";
import { hasFiniteNumbers, keepsValues, names, randomExpressions, runs } from "../random-expressions.ts";

const parse = (text: string) => parseExpression(text, names);
const equal = (a: string, b: string, positive: number[] = []) => isEqual(parse(a), parse(b), { positive });

describe("isEqual", () => {
  test.each([
    ["(x + y)^2", "x^2 + 2 * x * y + y^2", []],
    ["(x + y) * (x - y)", "x^2 - y^2", []],
    ["(x^2 - y^2) / (x - y)", "x + y", []],
    ["1 / (1 / x + 1 / y)", "x * y / (x + y)", []],
    ["x / (x + y) + y / (x + y)", "1", []],
    ["sin(x)^2 + cos(x)^2", "1", []],
    ["1 + tan(x)^2", "1 / cos(x)^2", []],
    ["sin(2 * x)", "2 * sin(x) * cos(x)", []],
    ["exp(log(x))", "x", []],
    ["exp(x) * exp(y)", "exp(x + y)", []],
    ["log(x * y)", "log(x) + log(y)", [0, 1]],
    ["log(x^3)", "3 * log(x)", [0]],
    ["sqrt(x)^2", "x", []],
    ["cosh(x)^2 - sinh(x)^2", "1", []],
    ["sqrt(x^2)", "x", [0]],
    ["sqrt(x^2)", "abs(x)", []],
    ["sin(x + y)", "sin(x) * cos(y) + cos(x) * sin(y)", []],
    ["sinh(x) + cosh(x)", "exp(x)", []],
    ["(x - y)^2", "x^2 - 2 * x * y + y^2", []],
    ["log(x^2)", "2 * log(x)", []],
  ])("%s = %s", (a, b, positive) => {
    expect(equal(a, b, positive)).toBe(true);
  });

  test.each([
    ["x^2 - y^2", "x^2 + y^2"],
    ["log(x + y)", "log(x) + log(y)"],
    ["sqrt(x^2)", "x"],
    ["sin(x)", "cos(x)"],
    ["2 * x", "2.000001 * x"],
    ["x", "1"],
  ])("%s ≠ %s", (a, b) => {
    expect(equal(a, b)).toBe(false);
  });
});

describe("simplify", () => {
  test.each([
    ["x / (x + y) + y / (x + y) - cos(x)^2", "sin(x)^2"],
    ["sin(x) * cos(y) + cos(x) * sin(y)", "sin(x + y)"],
    ["exp(2 * log(x) + y)", "x^2 * exp(y)"],
    ["x * y + x * z", "x * (y + z)"],
    ["x^2 * y / (x * y^2 + x^2 * y)", "x / (x + y)"],
    ["3.5 * sin(x)^2 + 3.5 * cos(x)^2", "3.5"],
    ["1 / (1 + x)", "1 / (x + 1)"],
  ])("%s is %s", (text, simple) => {
    expect(printExpression(simplify(parse(text)), names)).toBe(simple);
  });

  test("takes fitted numbers for what they are, and exact ones for exact", () => {
    const square = parse("x^2 + 2 * x * y + y^2");
    expect(printExpression(simplify(square), names)).not.toBe("(x + y)^2");
    expect(printExpression(simplify(withFixedNumbers(square)), names)).toBe("(x + y)^2");
  });

  test("uses what is known of the variables", () => {
    const text = "log(x) + log(y) + sqrt(x^2)";
    expect(printExpression(simplify(parse(text), { positive: [0] }), names)).toBe("x + log(x * y)");
    expect(printExpression(simplify(parse(text)), names)).toBe("abs(x) + log(x * y)");
  });

  test("keeps the values and does not grow", () => {
    fc.assert(
      fc.property(randomExpressions.filter(hasFiniteNumbers), (expression) => {
        const simple = simplify(expression);
        expect(keepsValues(expression, simple), printExpression(simple, names)).toBe(true);
        expect(complexityOf(simplify(simple))).toBeLessThanOrEqual(complexityOf(simple));
        expect(simplify(expression)).toEqual(simple);
      }),
      runs(60),
    );
  });

  test("ends soon for formulas of many terms", () => {
    const terms = ["x * y", "sin(x)", "exp(y) * z", "log(x + y)", "x^2", "1 / (y + z)", "sqrt(z)", "x * z^3"];
    const graph = new EqualityGraph(() => false);
    graph.addTree(withFewOperators(parse(terms.join(" + "))));
    saturate(graph, () => false);
    expect(graph.size).toBeLessThan(2020);
  });
});
