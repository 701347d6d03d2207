import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { evaluateExpression } from "../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import { printExpression } from "../../../plugins/symbolic/dist/expression/print-expression.js";
import { tidyNumber } from "../../../plugins/symbolic/dist/result/tidy-number.js";

const textOf = (value: number, standardError = 0) => {
  const tidy = tidyNumber(value, standardError);
  return tidy && printExpression(tidy.expression, []);
};

describe("tidyNumber", () => {
  test.each([
    [0.5, "1 / 2"],
    [-2 / 3, "-2 / 3"],
    [4 * Math.PI, "4 * pi"],
    [Math.PI / 6, "pi / 6"],
    [1 / (4 * Math.PI), "1 / (4 * pi)"],
    [Math.PI ** 2 / 12, "pi^2 / 12"],
    [Math.sqrt(2), "sqrt(2)"],
    [1 / Math.sqrt(2 * Math.PI), "sqrt(1 / (2 * pi))"],
    [0.15, "0.15"],
    [6.674e-11, "6.674e-11"],
    [-9.81, "-9.81"],
  ])("%d is %s", (value, text) => {
    expect(textOf(value)).toBe(text);
    expect(textOf(value * (1 + 3e-10))).toBe(text);
    const { expression, value: given } = tidyNumber(value, 0)!;
    expect(evaluateExpression(expression, [], 1)[0]).toBeCloseTo(value, 14);
    expect(given).toBeCloseTo(value, 14);
  });

  test("stays within twice the standard error, and says nothing where that is wide", () => {
    expect(textOf(3.13, 0.01)).toBe("pi");
    expect(textOf(3.13, 0.001)).toBeUndefined();
    expect(textOf(0.512, 0.2)).toBeUndefined();
    expect(textOf(0.1, 0.2)).toBeUndefined();
  });

  test("finds a meaning in some 5 % of the numbers that have none", () => {
    const numbers = randomStream(3)
      .uniforms([2000])
      .data.map((share) => 10 ** (4 * share - 2));
    for (const share of [1e-1, 1e-2, 1e-3, 1e-4, 1e-6, 0]) {
      const misread = numbers.filter((value) => tidyNumber(value, share * value) !== undefined);
      expect(misread.length / numbers.length).toBeLessThan(0.08);
    }
  });

  test("takes no zero and nothing infinite", () => {
    for (const value of [0, Number.NaN, Number.POSITIVE_INFINITY]) expect(tidyNumber(value, 0)).toBeUndefined();
  });
});
