import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { evaluateExpression } from "../../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import {
  apply,
  constant,
  debugText,
  type Expression,
  fixed,
  sizeOf,
  variable,
} from "../../../../plugins/symbolic/dist/expression/expression.js";
import type { BinaryOperator, UnaryOperator } from "../../../../plugins/symbolic/dist/expression/operators.js";
import { foldConstants } from "../../../../plugins/symbolic/dist/search/evolution/fold-constants.js";
import "../../../contract/close.js";

const x = variable(0);

function randomTree(random: ReturnType<typeof randomStream>, depth: number): Expression {
  const draw = random.uniform();
  if (depth === 0 || draw < 0.2) return draw < 0.1 ? x : random.uniform() < 0.5 ? constant(random.normal()) : fixed(2);
  if (draw < 0.4) {
    const operators: UnaryOperator[] = ["negate", "inverse", "exp", "square", "sqrt", "log"];
    return apply(operators[random.integer(6)]!, randomTree(random, depth - 1));
  }
  const operators: BinaryOperator[] = ["add", "subtract", "multiply", "divide"];
  return apply(operators[random.integer(4)]!, randomTree(random, depth - 1), randomTree(random, depth - 1));
}

describe("foldConstants", () => {
  test("keeps the values and never lengthens a formula", () => {
    const random = randomStream(5);
    const columns = [Float64Array.of(0.7, 1.3, 2.1)];
    let shortened = 0;
    for (let i = 0; i < 2000; i++) {
      const tree = randomTree(random, 5);
      const folded = foldConstants(tree);
      const values = evaluateExpression(tree, columns, 3);
      if (!values.every((value) => Math.abs(value) < 1e8 && Math.abs(value) > 1e-6)) continue;
      expect(evaluateExpression(folded, columns, 3), debugText(tree)).toBeClose(values, { relative: 1e-6 });
      expect(sizeOf(folded)).toBeLessThanOrEqual(sizeOf(tree));
      if (sizeOf(folded) < sizeOf(tree)) shortened++;
    }
    expect(shortened).toBeGreaterThan(500);
  });

  test("joins numbers and keeps structure apart from what is fitted", () => {
    const twice = apply("multiply", constant(2), apply("multiply", x, constant(3)));
    expect(debugText(foldConstants(twice))).toBe("multiply(6, x0)");
    expect(foldConstants(apply("multiply", fixed(2), fixed(3)))).toEqual(fixed(6));
    expect(foldConstants(apply("multiply", fixed(2), constant(3)))).toEqual(constant(6));
    expect(foldConstants(apply("exp", apply("log", x)))).toBe(x);
    expect(debugText(foldConstants(apply("sqrt", apply("square", x))))).toBe("sqrt(square(x0))");
  });
});
