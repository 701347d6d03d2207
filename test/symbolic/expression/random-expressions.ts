import fc from "fast-check";
import { evaluateExpression } from "../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import {
  apply,
  constant,
  type Expression,
  fixed,
  nodesOf,
  variable,
  variablesOf,
} from "../../../plugins/symbolic/dist/expression/expression.js";
import {
  binaryFunctions,
  isBinary,
  unaryFunctions,
  unaryOperators,
} from "../../../plugins/symbolic/dist/expression/operators.js";
import { powerOf } from "../../../plugins/symbolic/dist/expression/power-of.js";

export const names = ["x", "y", "z"];

const numbers = fc.double({ min: -20, max: 20, noNaN: true }).filter((value) => Math.abs(value) > 1e-3);
const leaf = fc.oneof(
  fc.nat(2).map(variable),
  fc.nat(2).map(variable),
  numbers.map(constant),
  fc.constantFrom(fixed(1), fixed(2), fixed(-1), fixed(Math.PI)),
);

/** The same formulas every time. */
export const runs = (numRuns: number) => ({ numRuns, seed: 1 });

/** Formulas in x, y and z of at most some twenty nodes. */
export const randomExpressions: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.tuple(fc.constantFrom(...unaryOperators), tie("tree")).map(([operator, a]) => apply(operator, a)),
    fc
      .tuple(fc.constantFrom("add", "subtract", "multiply", "divide"), tie("tree"), tie("tree"))
      .map(([operator, a, b]) => apply(operator, a, b)),
    fc
      .tuple(tie("tree"), fc.constantFrom(4, -2, 1.5, -0.5, 1 / 3, 2.7))
      .map(([base, exponent]) => powerOf(base, fixed(exponent))),
    fc.tuple(tie("tree"), tie("tree")).map(([base, exponent]) => powerOf(base, exponent)),
  ),
})).tree;

const x = [0.37, 1.31, 2.6, 0.11, 1.9, -0.7, 2.2, -1.3];
const y = [1.7, 0.23, 0.91, 2.9, 1.2, 1.1, -0.4, -2.1];
const z = [0.77, 2.3, 1.4, 0.55, 1.05, 0.3, 0.9, -0.2];

/** Some points, in part negative. */
export function pointsOf(): { x: number; y: number; z: number }[] {
  return x.map((value, i) => ({ x: value, y: y[i]!, z: z[i]! }));
}

/** The values of a formula at those points. */
export function valuesOf(expression: Expression): Float64Array {
  return evaluateExpression(expression, [x, y, z], x.length);
}

/**
 * How far rounding may take each of these values: every step of the computation is disturbed by some 1e-13 of its result.
 * Not finite where a value is none, or may be none.
 */
export function roundingOf(expression: Expression): Float64Array {
  const values = valuesOf(expression);
  const worst = new Float64Array(values.length);
  for (let k = 1; k <= 6; k++) {
    let step = k;
    const disturbed = (value: number) =>
      Number.isFinite(value) ? value * (1 + 1e-13 * Math.sin(91 * step++)) : Number.NaN;
    worst.forEach((far, i) => {
      const value = evaluate(expression, (index) => disturbed([x, y, z][index]![i]!), disturbed);
      worst[i] = Math.max(far, Math.abs(value - values[i]!));
    });
  }
  return worst;
}

function evaluate(node: Expression, at: (index: number) => number, round: (value: number) => number): number {
  if (node.kind === "variable") return at(node.index);
  if (node.kind !== "apply") return round(node.kind === "constant" ? node.value : node.values[0]!);
  const [a, b] = node.operands.map((operand) => evaluate(operand, at, round)) as [number, number];
  return round(isBinary(node.operator) ? binaryFunctions[node.operator](a, b) : unaryFunctions[node.operator](a));
}

/** Whether `other` has the values of `expression` wherever that has some, but for rounding. */
export function keepsValues(expression: Expression, other: Expression): boolean {
  const values = valuesOf(expression);
  const found = valuesOf(other);
  const rounding = roundingOf(expression);
  return values.every((value, i) => {
    const isSure = Math.abs(Math.log10(Math.abs(value))) < 100 && rounding[i]! < 1e-3 * Math.abs(value);
    return !isSure || Math.abs(found[i]! - value) <= 1e-9 * Math.abs(value) + 100 * rounding[i]!;
  });
}

/** Whether all parts without variables have a value: others are refused when they are read. */
export function hasFiniteNumbers(expression: Expression): boolean {
  return [...nodesOf(expression)].every((node) => variablesOf(node).length > 0 || Number.isFinite(valuesOf(node)[0]));
}
