import { parseExpression, printExpression } from "@mesoscope/symbolic";
import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { apply, constant, fixed, variable } from "../../../plugins/symbolic/dist/expression/expression.js";
import { hasFiniteNumbers, names, pointsOf, randomExpressions, runs, valuesOf } from "./random-expressions.ts";

const mathjs = create(all!);
const [x, y] = [variable(0), variable(1)];

describe("printExpression", () => {
  test("read again has the same values, to the last bit", () => {
    fc.assert(
      fc.property(randomExpressions, (expression) => {
        fc.pre(hasFiniteNumbers(expression));
        const text = printExpression(expression, names);
        const again = parseExpression(text, names);
        expect(valuesOf(again)).toEqual(valuesOf(expression));
        expect(printExpression(again, names)).toBe(printExpression(parseExpression(text, names), names));
      }),
      runs(500),
    );
  });

  test("has the same values in mathjs, where they are real", () => {
    fc.assert(
      fc.property(randomExpressions, (expression) => {
        const code = mathjs.compile(printExpression(expression, names));
        const values = valuesOf(expression);
        pointsOf().forEach((point, i) => {
          const value = code.evaluate({ ...point });
          if (typeof value === "number" && Number.isFinite(values[i])) {
            expect(values[i]).toBeClose(value, { relative: 1e-9, absolute: 1e-12 });
          }
        });
      }),
      runs(200),
    );
  });

  test.each([
    [apply("subtract", x, apply("add", x, y)), "x - (x + y)"],
    [apply("add", x, apply("multiply", constant(-2.5), y)), "x - 2.5 * y"],
    [apply("divide", x, apply("multiply", x, y)), "x / (x * y)"],
    [apply("multiply", x, apply("inverse", y)), "x * (1 / y)"],
    [apply("square", apply("negate", x)), "(-x)^2"],
    [apply("negate", apply("square", x)), "-x^2"],
    [apply("power", constant(-2), apply("add", x, fixed(1))), "(-2)^(x + 1)"],
    [apply("power", x, fixed(1 / 3)), "x^(1/3)"],
    [apply("power", x, fixed(-1.5)), "x^-1.5"],
    [apply("power", apply("power", x, y), y), "(x^y)^y"],
    [apply("multiply", fixed(Math.PI), constant(0.1 + 0.2)), "pi * 0.30000000000000004"],
    [apply("multiply", { kind: "groupConstant", values: [1, 2.5] }, x), "[1, 2.5][group] * x"],
  ])("writes %j as %s", (expression, text) => {
    expect(printExpression(expression, names)).toBe(text);
  });

  test("writes names of any kind so that they can be read again", () => {
    const odd = ["crack length", "crack_length", "2nd", "σ/E", "x²", "mod", "exp", "", "e"];
    const expected = ["crack_length_2", "crack_length", "_2nd", "σ_E", "x2", "mod_2", "exp_2", "_", "e"];
    expected.forEach((name, i) => {
      expect(printExpression(variable(i), odd)).toBe(name);
      expect(parseExpression(name, odd)).toEqual(variable(i));
      expect(mathjs.evaluate(`${name} + 1`, { [name]: 3 })).toBe(4);
    });
  });
});
