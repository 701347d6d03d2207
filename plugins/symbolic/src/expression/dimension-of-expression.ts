import type { DimensionVector, Problem } from "../search/problem.js";
import { isSameDimension } from "./dimensions.js";
import type { Expression } from "./expression.js";
import type { UnaryOperator } from "./operators.js";

/** "free": any dimension, for a constant that carries units can give it. */
export type ExpressionDimension = DimensionVector | "free";

/** What a formula says of units: those of the variables, and whether its constants may carry some. */
type Units = Pick<Problem, "dimensions" | "constantsMayHaveUnits">;

const plain: DimensionVector = [0, 0, 0, 0, 0, 0, 0, 0];

const powers: Partial<Readonly<Record<UnaryOperator, number>>> = {
  negate: 1,
  abs: 1,
  inverse: -1,
  square: 2,
  cube: 3,
  sqrt: 0.5,
};

/**
 * The dimension of a formula, or `undefined` where its units are inconsistent: sums need equal dimensions, functions such
 * as `exp` plain numbers, powers of a quantity a number as exponent.
 *
 * Fixed numbers are plain. Fitted constants are plain, too, or carry what units it takes where `constantsMayHaveUnits`;
 * then also a fitted exponent may stand above a quantity, as in the law of Paris. Without `dimensions` all is "free".
 *
 * @example
 * const units = { dimensions: [[1, 0, -1, 0, 0, 0, 0, 0]], constantsMayHaveUnits: false };
 * dimensionOfExpression(parseExpression("v^2 / 2", ["v"]), units); // [2, 0, -2, 0, 0, 0, 0, 0]
 */
export function dimensionOfExpression(expression: Expression, units: Units): ExpressionDimension | undefined {
  return units.dimensions ? dimensionOf(expression, units) : "free";
}

/** Whether both can be the dimension of one quantity. */
export function agreesInDimension(a: ExpressionDimension, b: ExpressionDimension): boolean {
  return a === "free" || b === "free" || isSameDimension(a, b);
}

function dimensionOf(node: Expression, units: Units): ExpressionDimension | undefined {
  if (node.kind === "variable") return units.dimensions?.[node.index] ?? plain;
  if (node.kind === "constant") return units.constantsMayHaveUnits && !node.fixed ? "free" : plain;
  if (node.kind === "groupConstant") return units.constantsMayHaveUnits ? "free" : plain;
  const [first, second] = node.operands as [Expression, Expression];
  const a = dimensionOf(first, units);
  if (a === undefined) return undefined;
  if (second === undefined) return ofFunction(node.operator as UnaryOperator, a);
  const b = dimensionOf(second, units);
  if (b === undefined) return undefined;
  switch (node.operator) {
    case "multiply":
      return combined(a, b, 1);
    case "divide":
      return combined(a, b, -1);
    case "power":
      return ofPower(a, b, second, units);
    default:
      return agreesInDimension(a, b) ? (a === "free" ? b : a) : undefined;
  }
}

function ofFunction(operator: UnaryOperator, a: ExpressionDimension): ExpressionDimension | undefined {
  const power = powers[operator];
  if (power !== undefined) return raised(a, power);
  return agreesInDimension(a, plain) ? plain : undefined;
}

function ofPower(
  base: ExpressionDimension,
  exponent: ExpressionDimension,
  exponentNode: Expression,
  units: Units,
): ExpressionDimension | undefined {
  const isNumber = exponentNode.kind === "constant" && (exponentNode.fixed || units.constantsMayHaveUnits);
  if (isNumber) return raised(base, exponentNode.value);
  return agreesInDimension(base, plain) && agreesInDimension(exponent, plain) ? plain : undefined;
}

function raised(a: ExpressionDimension, power: number): ExpressionDimension {
  if (a === "free" || power === 1) return a;
  return a.map((exponent) => exponent * power + 0);
}

function combined(a: ExpressionDimension, b: ExpressionDimension, power: 1 | -1): ExpressionDimension {
  if (a === "free" || b === "free") return "free";
  return a.map((exponent, i) => exponent + power * (b[i] ?? 0));
}
