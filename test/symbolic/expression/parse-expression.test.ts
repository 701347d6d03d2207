import { type Expression, parseExpression, printExpression } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { constantsOf, debugText } from "../../../plugins/symbolic/dist/expression/expression.js";

const code = (name: string) => expect.objectContaining({ code: name });
const names = ["x", "sigma_0", "crack length"];
const parsed = (text: string) => debugText(parseExpression(text, names));

describe("parseExpression", () => {
  test.each([
    ["x + sigma_0 * crack_length", "add(x0, multiply(x1, x2))"],
    ["-x^2", "negate(square(x0))"],
    ["2^-x", "power(2, negate(x0))"],
    ["x**3", "cube(x0)"],
    ["1 / x", "inverse(x0)"],
    ["x^-1", "inverse(x0)"],
    ["x^(1/2)", "sqrt(x0)"],
    ["x^(-3/2)", "power(x0, -1.5)"],
    ["cbrt(x)", `power(x0, ${1 / 3})`],
    ["nthRoot(x, 4)", "power(x0, 0.25)"],
    ["pow(x, sigma_0)", "power(x0, x1)"],
    ["ln(x) - log10(x)", `subtract(log(x0), divide(log(x0), ${Math.LN10}))`],
    ["log(x, 8)", `divide(log(x0), ${Math.log(8)})`],
    ["expm1(x) / log1p(x)", "divide(subtract(exp(x0), 1), log(add(1, x0)))"],
    ["arcsin(x) cot(x)", "multiply(asin(x0), inverse(tan(x0)))"],
    ["1e-30 x", "multiply(1e-30, x0)"],
    ["x / (2 * pi)", `divide(x0, ${2 * Math.PI})`],
    ["sqrt(2) + [1, -2.5][group] * x", `add(${Math.SQRT2}, multiply([1, -2.5], x0))`],
    ["-(-3)", "3"],
  ])("reads %s", (text, tree) => {
    expect(parsed(text)).toBe(tree);
  });

  test("takes 1, pi, e and simple exponents for structure, other numbers for constants", () => {
    const constants = (text: string) => constantsOf(parseExpression(text, names));
    expect(constants("pi * e * (1 - x^1.5 / sigma_0^(2/3)) + x^-7")).toEqual([]);
    expect(constants("2 * x + 3 * x^3.1 + 1/2")).toEqual([2, 3, 3.1, 0.5]);
    expect(constants("[4, 5][group]")).toEqual([4, 5]);
  });

  test("a variable goes before a number of its name", () => {
    expect(debugText(parseExpression("pi + e", ["e", "pi"]))).toBe("add(x1, x0)");
  });

  test("names what it does not know", () => {
    expect(() => parsed("x + sigma_1")).toThrow(code("UNKNOWN_SYMBOL"));
    expect(() => parsed("x + sigma_1")).toThrow(/there is no variable sigma_1. Did you mean sigma_0\?/);
    expect(() => parsed("sqr(x)")).toThrow(code("UNKNOWN_FUNCTION"));
    expect(() => parsed("sqr(x)")).toThrow(/"sqr\(x\)" has no known meaning. Did you mean sqrt\?/);
    expect(() => parsed("toString(x)")).toThrow(code("UNKNOWN_FUNCTION"));
    expect(() => parsed("sqrt()")).toThrow(code("UNKNOWN_FUNCTION"));
  });

  test.each(["y = x", "x +", "x > 1", "x!", '"x"', "[x]", "x[1]", "", "1/0", "NaN * x", "true"])(
    "refuses %s",
    (text) => {
      expect(() => parsed(text)).toThrow(code("BAD_EXPRESSION"));
    },
  );

  test("refuses what is no text", () => {
    expect(() => parseExpression(7 as unknown as string, names)).toThrow(
      'parseExpression: found a number. Give a formula as text, such as "E * (a + b)^2".',
    );
  });
});

test("a formula of many terms is read and written", () => {
  const text = Array.from({ length: 500 }, (_, k) => `${k}.5 * x^${k + 4}`).join(" + ");
  const expression: Expression = parseExpression(text, names);
  expect(printExpression(expression, names)).toBe(text);
});
