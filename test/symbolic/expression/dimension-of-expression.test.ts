import { baseUnits, checkDimensions, dimensionOf, dimensionVector } from "@mesoscope/core";
import {
  agreesInDimension,
  dimensionOfExpression,
  type Expression,
  parseExpression,
  printExpression,
} from "@mesoscope/symbolic";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { fixed, nodesOf, variablesOf, withOperands } from "../../../plugins/symbolic/dist/expression/expression.js";
import { randomExpressions, runs, names as xyz } from "./random-expressions.ts";

const units: Record<string, string> = {
  sigma: "MPa",
  E: "GPa",
  eps: "1",
  K: "MPa m^0.5",
  a: "mm",
  v: "m/s",
  g: "m/s^2",
};
const names = Object.keys(units);
const dimensions = names.map((name) => [...dimensionVector(units[name]!).data]);
const found = (text: string, constantsMayHaveUnits = false) =>
  dimensionOfExpression(parseExpression(text, names), { dimensions, constantsMayHaveUnits });

describe("dimensionOfExpression", () => {
  test.each([
    "E * eps + sigma",
    "sigma * sqrt(pi * a) - 2 * K",
    "v^2 / 2",
    "sqrt(g * a) * exp(-sigma / E)",
    "a^(1/3)",
    "1 / v",
  ])("%s is sound", (text) => {
    expect(found(text) as number[]).toBeClose(dimensionVector(dimensionOf(text, units)), { absolute: 1e-9 });
  });

  test.each(["sigma + eps", "exp(a)", "sin(v / g)", "a^eps", "a^2.7", "2^a", "a + 1", "abs(a) - v", "tanh(sigma) * 2"])(
    "%s is not",
    (text) => {
      expect(found(text)).toBeUndefined();
    },
  );

  test("knows what checkDimensions knows", () => {
    const dimension = fc.constantFrom("", "m", "s", "m/s", "m^2", "Pa");
    let sound = 0;
    fc.assert(
      fc.property(randomExpressions, dimension, dimension, dimension, (tree, ...given) => {
        const expression = withoutFits(tree);
        fc.pre(hasPlainExponents(expression));
        const dimensions = given.map((unit) => [...dimensionVector(unit).data]);
        const here = dimensionOfExpression(expression, { dimensions, constantsMayHaveUnits: false });
        const symbols = Object.fromEntries(xyz.map((name, i) => [name, given[i]!]));
        const there = outcome(() => dimensionVector(dimensionOf(printExpression(expression, xyz), symbols)).data);
        expect(here === undefined).toBe(there === undefined);
        if (there) expect(here as number[]).toBeClose(there, { absolute: 1e-6 });
        if (there) sound++;
      }),
      runs(1000),
    );
    expect(sound).toBeGreaterThan(200);
  });

  test("lets constants carry units where they may", () => {
    expect(found("2 * a + 3 * v", true)).toBe("free");
    expect(found("2 * a + v", true)).toEqual(found("v"));
    expect(found("a + 1", true)).toBeUndefined();
    expect(found("exp(-3 * a) * v", true)).toEqual(found("v"));
    expect(found("2.5 * K^3.1", true)).toBe("free");
    expect(agreesInDimension(found("K^3.1", true)!, found("K")!)).toBe(false);
    expect(found("[1, 2][group] * a", true)).toBe("free");
    expect(found("[1, 2][group] * a")).toEqual(found("a"));
    expect(found("a^v", true)).toBeUndefined();
  });

  test("has nothing to say without units", () => {
    expect(dimensionOfExpression(parseExpression("a + exp(v)", names), { constantsMayHaveUnits: false })).toBe("free");
    expect(agreesInDimension("free", [1, 0, 0, 0, 0, 0, 0, 0])).toBe(true);
    expect(baseUnits.length).toBe(8);
    expect(checkDimensions("a = a", { a: "m" })).toEqual({ length: 1 });
  });
});

/** With all constants part of the structure, and written out, as core knows no others. */
function withoutFits(node: Expression): Expression {
  if (node.kind === "constant") return fixed(node.value === Math.PI ? 3 : node.value);
  return node.kind === "apply" ? withOperands(node, node.operands.map(withoutFits)) : node;
}

/** Whether every exponent is one number or varies: core also adds up the numbers of an exponent. */
function hasPlainExponents(expression: Expression): boolean {
  return [...nodesOf(expression)].every((node) => {
    const exponent = node.kind === "apply" && node.operator === "power" && node.operands[1]!;
    return !exponent || exponent.kind === "constant" || variablesOf(exponent).length > 0;
  });
}

function outcome<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
