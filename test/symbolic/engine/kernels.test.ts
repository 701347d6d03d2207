import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { compiledExecutor } from "../../../plugins/symbolic/dist/engine/compiled-executor.js";
import { evaluatorWith } from "../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { apply, variable } from "../../../plugins/symbolic/dist/expression/expression.js";
import {
  type BinaryOperator,
  binaryFunctions,
  isBinary,
  type UnaryOperator,
  unaryFunctions,
} from "../../../plugins/symbolic/dist/expression/operators.js";

const random = randomStream(6);
const uniform = (low: number, high: number, rows = 4000) =>
  Float64Array.from({ length: rows }, () => low + (high - low) * random.uniform());
/** Of all sizes, of both signs. */
const scattered = (low: number, high: number) =>
  uniform(low, high).map((exponent) => (random.uniform() < 0.5 ? -1 : 1) * 10 ** exponent);

function valuesOf(operator: UnaryOperator | BinaryOperator, columns: readonly Float64Array[]): Float64Array {
  const evaluator = evaluatorWith({ columns, target: columns[0]! }, (layout) => compiledExecutor(layout)!);
  return evaluator.values(apply(operator, ...columns.map((_, i) => variable(i))));
}

function expectedOf(operator: UnaryOperator | BinaryOperator, [a, b]: readonly Float64Array[]): Float64Array {
  return a!.map((x, i) =>
    isBinary(operator) ? binaryFunctions[operator](x, b![i]!) : unaryFunctions[operator as UnaryOperator](x),
  );
}

/** The largest difference in units in the last place of the expected value. */
function largestError(found: Float64Array, expected: Float64Array): number {
  return expected.reduce((largest, value, i) => {
    if (Object.is(found[i], value)) return largest;
    const unit = 2 ** Math.max(Math.floor(Math.log2(Math.abs(value))) - 52, -1074);
    const error = Math.abs(found[i]! - value) / unit;
    return Math.max(largest, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
  }, 0);
}

describe("the kernels", () => {
  // The functions of the host are themselves off by up to a unit.
  test.each<[UnaryOperator | BinaryOperator, number, ...Float64Array[]]>([
    ["exp", 1, uniform(-700, 700)],
    ["exp", 1, scattered(-20, 2)],
    ["exp", 1, uniform(-745, -708)],
    ["log", 1, scattered(-300, 300).map(Math.abs)],
    ["log", 1, uniform(0.5, 2)],
    ["log", 1, uniform(1e-320, 1e-308)],
    ["sin", 3, uniform(-10, 10)],
    ["sin", 3, scattered(-10, 6)],
    ["sin", 1, scattered(6, 30)],
    ["cos", 3, uniform(-10, 10)],
    ["cos", 3, scattered(-10, 6)],
    ["tan", 4, uniform(-10, 10)],
    ["asin", 2, uniform(-1, 1)],
    ["acos", 2, uniform(-1, 1)],
    ["atan", 2, scattered(-10, 10)],
    ["sinh", 3, scattered(-10, 2.8)],
    ["cosh", 2, scattered(-10, 2.8)],
    ["tanh", 3, scattered(-10, 2)],
    ["power", 2, uniform(0.01, 100), uniform(-20, 20)],
    ["power", 3, uniform(1e-3, 1e3), uniform(-100, 100)],
    ["power", 1, scattered(-5, 5), uniform(-9, 9).map(Math.round)],
    ["cube", 0, scattered(-50, 50)],
    ["sqrt", 0, uniform(0, 1e9)],
  ])("give %s within %d units in the last place", (operator, units, ...columns) => {
    const error = largestError(valuesOf(operator, columns), expectedOf(operator, columns));
    expect(error).toBeLessThanOrEqual(units);
  });

  const ends = [0, -0, 1, -1, 0.5, 2, -3, 1e-320, -1e-320, 1e-310, 709.9, -746, 800, 1e300, -1e300];
  const edges = Float64Array.from([...ends, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]);

  test.each(Object.keys(unaryFunctions) as UnaryOperator[])("give %s at its edges", (operator) => {
    const expected = expectedOf(operator, [edges]);
    const found = valuesOf(operator, [edges]);
    // The last digits of denormal numbers are lost, and hyperbolic functions are infinite where half of exp would not be.
    edges.forEach((x, i) => {
      const isSame = Object.is(found[i], expected[i]) || found[i] === expected[i];
      const isClose = Math.abs(found[i]! - expected[i]!) <= 1e-15 * Math.abs(expected[i]!) + 1e-322;
      const overflows = x === 709.9 && found[i] === Number.POSITIVE_INFINITY;
      if (!isSame && !isClose && !overflows) expect.fail(`${operator}(${x}): ${found[i]} in place of ${expected[i]}`);
    });
  });

  test("give powers at their edges", () => {
    const pairs = [...edges].flatMap((a) => [...edges].map((b) => [a, b] as const));
    const columns = [Float64Array.from(pairs, ([a]) => a), Float64Array.from(pairs, ([, b]) => b)];
    const found = valuesOf("power", columns);
    const expected = expectedOf("power", columns);
    pairs.forEach(([a, b], i) => {
      const isSame = Object.is(found[i], expected[i]) || found[i] === expected[i];
      const isClose = Math.abs(found[i]! - expected[i]!) <= 1e-15 * Math.abs(expected[i]!);
      if (!isSame && !isClose) expect.fail(`${a} ** ${b}: ${found[i]} in place of ${expected[i]}`);
    });
  });

  test("scout in single precision to five digits", () => {
    const columns = [uniform(0.3, 3, 1000), uniform(-50, 50, 1000)];
    const target = columns[0]!.map((x, i) => x + Math.sin(columns[1]![i]!));
    const evaluator = evaluatorWith({ columns, target }, (layout) => compiledExecutor(layout)!);
    for (const operator of Object.keys(unaryFunctions) as UnaryOperator[]) {
      const argument = variable(["sin", "cos", "abs"].includes(operator) ? 1 : 0);
      const expression = apply("subtract", apply(operator, argument), variable(0));
      const exact = evaluator.scaledLoss(expression);
      if (!Number.isFinite(exact)) expect(evaluator.scoutLoss(expression)).toBe(exact);
      else expect(evaluator.scoutLoss(expression), operator).toBeCloseTo(exact, 5);
    }
  });
});
