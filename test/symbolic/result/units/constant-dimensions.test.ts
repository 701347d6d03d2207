import { describe, expect, test } from "vitest";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import { constantDimensions } from "../../../../plugins/symbolic/dist/result/units/constant-dimensions.js";
import { unitText } from "../../../../plugins/symbolic/dist/result/units/unit-text.js";

const dimension = (exponents: Record<string, number>) =>
  ["m", "kg", "s", "A", "K", "mol", "cd", "bit"].map((unit) => exponents[unit] ?? 0);
const plain = dimension({});
const pressure = dimension({ kg: 1, m: -1, s: -2 });
const temperature = dimension({ K: 1 });
const mass = dimension({ kg: 1 });
const force = dimension({ kg: 1, m: 1, s: -2 });

function unitsOf(text: string, variables: Record<string, number[]>, target: number[]): (string | undefined)[] {
  const expression = parseExpression(text, Object.keys(variables));
  const found = constantDimensions(expression, Object.values(variables), target);
  return found!.map(({ dimension, isOpen }) => (isOpen ? undefined : unitText(dimension)));
}

describe("constantDimensions", () => {
  test("follow from the formula", () => {
    const gravitation = { m: mass, M: mass, r: dimension({ m: 1 }) };
    expect(unitsOf("2 * m * M / r^2", gravitation, force)).toEqual(["J m/kg^2"]);
    expect(unitsOf("2 * exp(-3 / T)", { T: temperature }, pressure)).toEqual(["Pa", "K"]);
    expect(unitsOf("2 + 3 * x * (T - 4)", { x: plain, T: temperature }, pressure)).toEqual(["Pa", "Pa/K", "K"]);
    expect(unitsOf("2 * exp(-(s / 3)^2)", { s: pressure }, plain)).toEqual(["", "Pa"]);
    expect(unitsOf("2 * s^2.5", { s: pressure }, plain)).toEqual(["1/Pa^2.5"]);
  });

  test("are open where only a product is determined", () => {
    expect(unitsOf("2 * exp(3 * x) / sqrt(4 * T)", { x: plain, T: temperature }, pressure)).toEqual([
      undefined,
      "",
      undefined,
    ]);
  });

  test("are one for a constant with a value per group", () => {
    expect(unitsOf("[1, 2, 3][group] * T", { T: temperature }, pressure)).toHaveLength(3);
    expect(new Set(unitsOf("[1, 2, 3][group] * T", { T: temperature }, pressure)).size).toBe(1);
    expect(unitsOf("[1, 2][group] * T", { T: temperature }, temperature)).toEqual(["", ""]);
  });
});
