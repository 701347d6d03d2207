import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { apply, variable } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { printExpression } from "../../../../plugins/symbolic/dist/expression/print-expression.js";
import { nullVector } from "../../../../plugins/symbolic/dist/search/exact/null-vector.js";
import {
  countToDegree,
  exponentsToDegree,
  polynomialExpression,
} from "../../../../plugins/symbolic/dist/search/exact/polynomial.js";
import { productExpression, roundedExponent } from "../../../../plugins/symbolic/dist/search/exact/products.js";
import { joined, targetQuery, transformed } from "../../../../plugins/symbolic/dist/search/exact/query.js";
import { allTransforms } from "../../../../plugins/symbolic/dist/search/target-transforms.js";
import "../../../contract/close.js";

const names = ["x", "z"];

describe("polynomialExpression", () => {
  const write = (terms: readonly (readonly [coefficient: number, exponents: number[]])[]) =>
    printExpression(
      polynomialExpression(
        terms.map(([, exponents]) => ({ exponents })),
        terms.map(([coefficient]) => coefficient),
      ),
      names,
    );

  test("gathers the square of a difference and takes a common factor out", () => {
    expect(
      write([
        [3, [2, 0]],
        [-6, [1, 1]],
        [3, [0, 2]],
      ]),
    ).toBe("3 * (x - z)^2");
    expect(
      write([
        [1, [2, 0]],
        [2, [1, 1]],
        [1, [0, 2]],
      ]),
    ).toBe("(x + z)^2");
  });

  test("takes common powers out", () => {
    expect(
      write([
        [1, [2, 1]],
        [-1, [1, 2]],
      ]),
    ).toBe("x * z * (x - z)");
  });
});

test("exponentsToDegree lists every product of powers once", () => {
  const all = exponentsToDegree(3, [0, 2], 4);
  expect(all).toHaveLength(countToDegree(2, 4));
  expect(new Set(all.map(String)).size).toBe(all.length);
  expect(all.every(([, other]) => other === 0)).toBe(true);
});

test("productExpression writes roots, squares and one quotient", () => {
  const powers = [
    { base: variable(0), exponent: 2 },
    { base: variable(1), exponent: -0.5 },
  ];
  expect(printExpression(productExpression(powers), names)).toBe("x^2 / sqrt(z)");
});

test("roundedExponent takes simple fractions for what is one apart from rounding", () => {
  expect(roundedExponent(-1.4999999)).toBe(-1.5);
  expect(roundedExponent(2 / 3 + 1e-8)).toBe(2 / 3);
  expect(roundedExponent(1.37)).toBe(1.37);
});

describe("nullVector", () => {
  const x = Float64Array.from({ length: 30 }, (_, i) => 1 + Math.sin(i));
  const ones = x.map(() => 1);

  test("is the one combination that vanishes, with exact zeros", () => {
    const vector = nullVector([ones, x, x.map((value) => value ** 3), x.map((value) => 2 * value - 3)])!;
    expect(vector[2]).toBe(0);
    expect(vector.map((value) => value / vector[3]!)).toBeClose([3, -2, 0, 1], { absolute: 1e-10 });
  });

  test("is none where none or two vanish", () => {
    expect(nullVector([ones, x, x.map(Math.exp)])).toBeUndefined();
    expect(nullVector([ones, x, x, ones])).toBeUndefined();
  });
});

test.each(allTransforms)("every transform of the target and every join is undone: %#", (transform) => {
  const target = Float64Array.from([0.11, 0.32, 0.53, 0.94]);
  const x = Float64Array.from([0.02, 0.013, 0.04, 0.05]);
  const evaluator = createEvaluator({ columns: [x, target], target });
  for (const join of ["add", "subtract", "multiply", "divide", "from"] as const) {
    const query = joined(transformed(targetQuery, transform), join, variable(0));
    // The quantity as a formula of the column that repeats the target.
    const values = query.valuesOn(evaluator);
    const repeated = createEvaluator({ columns: [x, values], target });
    expect(repeated.values(query.undo(apply("negate", apply("negate", variable(1)))))).toBeClose(target);
  }
});
