import { canonicalForm, formOf, hasSameForm, parseExpression, printExpression } from "@mesoscope/symbolic";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  constantsOf,
  type Expression,
  operandsOf,
  sizeOf,
  withOperands,
} from "../../../../plugins/symbolic/dist/expression/expression.js";
import { hasFiniteNumbers, keepsValues, names, randomExpressions, runs } from "../random-expressions.ts";

const parse = (text: string) => parseExpression(text, names);
const canonical = (text: string) => printExpression(canonicalForm(parse(text)), names);

describe("canonicalForm", () => {
  test.each([
    ["2.5 * (3 * x)", "7.5 * x"],
    ["x - -y", "x + y"],
    ["x + x - y + 0.5 * y", "2 * x - 0.5 * y"],
    ["x * x * y / x^3", "y / x"],
    ["1 / sqrt(1 - x^2)", "1 / sqrt(1 - x^2)"],
    ["exp(x) * exp(y) / exp(z)", "exp(x + y - z)"],
    ["exp(2 + x) * 3", `${3 * Math.exp(2)} * exp(x)`],
    ["exp(-2.5 * log(x))", "x^-2.5"],
    ["log(x * exp(y))", "y + log(x)"],
    ["log(2 * x) + 3", `log(${2 * Math.exp(3)} * x)`],
    ["(2 * x + 3 * y) * (4 * z + 5)", "8 * (x + 1.5 * y) * (z + 1.25)"],
    ["x / (2 + 4 * y)", "0.25 * x / (y + 0.5)"],
    ["2.5 * (x + y + 3 * z)", "2.5 * (x + y + 3 * z)"],
    ["2.5 * (x + 3 * z)", "2.5 * x + 7.5 * z"],
    ["sqrt(x) * sqrt(x * y)", "x * sqrt(y)"],
    ["sqrt(x) / sqrt(y)", "sqrt(x / y)"],
    ["sqrt(x^2 * y)", "sqrt(y) * abs(x)"],
    ["sqrt(9 * x)", "3 * sqrt(x)"],
    ["sqrt(x + y)^2", "x + y"],
    ["-2.5 / (x - y)", "2.5 / (y - x)"],
    ["sin(-x) + cos(-y)", "cos(y) - sin(x)"],
    ["sin(asin(x)) / -1", "-x"],
    ["x / (1 + 1)", "x / 2"],
    ["abs(-3 * x * y^2)", "3 * y^2 * abs(x)"],
    ["abs(x^y)", "abs(x^y)"],
    ["sqrt(exp(x) * y^2 + 1)^2", "y^2 * exp(x) + 1"],
    ["x - x", "0"],
    ["[1, 2][group] * (3 * x)", "[3, 6][group] * x"],
  ])("%s is %s", (text, form) => {
    expect(canonical(text)).toBe(form);
  });

  test("keeps the values", () => {
    fc.assert(
      fc.property(randomExpressions, (expression) => {
        expect(keepsValues(expression, canonicalForm(expression))).toBe(true);
      }),
      runs(2000),
    );
  });

  test("of itself is itself", () => {
    fc.assert(
      fc.property(randomExpressions, (expression) => {
        fc.pre(hasFiniteNumbers(expression));
        const form = canonicalForm(expression);
        expect(formOf(form)).toBe(formOf(expression));
      }),
      runs(500),
    );
  });

  test("has no more constants than were there", () => {
    fc.assert(
      fc.property(randomExpressions, (expression) => {
        expect(constantsOf(canonicalForm(expression)).length).toBeLessThanOrEqual(constantsOf(expression).length);
      }),
      runs(500),
    );
  });
});

describe("hasSameForm", () => {
  test("does not see the order of operands", () => {
    fc.assert(
      fc.property(randomExpressions, (expression) => {
        fc.pre(hasFiniteNumbers(expression));
        expect(hasSameForm(turned(expression), expression)).toBe(true);
      }),
      runs(500),
    );
  });

  test.each([
    ["2.5 * x + 3 * y", "y * 7 - x / 3", true],
    ["3.5 * x / (1 - x)", "2 * x / (x - 1)", true],
    ["x / (1 - x)", "x / (x - 1)", false],
    ["3 * exp(-2 * x) / (4 + y)", "-5 * exp(0.1 * x) / (2 * y - 7)", true],
    ["x^2.7 * (3 - x * y)", "-(x^-0.4) * (x * y + 3)", true],
    ["2 * x", "x", false],
    ["x^2.7", "x^2", false],
    ["2.5^x", "exp(3 * x)", true],
    ["sqrt(2 * x * y)", "3 * sqrt(x * y)", true],
    ["sin(2 * x)", "cos(2 * x)", false],
  ])("%s and %s: %s", (a, b, same) => {
    expect(hasSameForm(parse(a), parse(b))).toBe(same);
  });
});

test("the canonical form of a long sum stays of its length", () => {
  const text = Array.from({ length: 300 }, (_, k) => `${k + 0.5} * x^${k + 2}`).join(" + ");
  expect(sizeOf(canonicalForm(parse(text)))).toBeLessThan(6 * 300);
});

/** The same with the operands of sums and products the other way round. */
function turned(node: Expression): Expression {
  if (node.kind !== "apply") return node;
  const operands = operandsOf(node).map(turned);
  return withOperands(node, ["add", "multiply"].includes(node.operator) ? operands.reverse() : operands);
}
