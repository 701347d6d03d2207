import { apply, type Expression } from "../expression/expression.js";

/** A function of the target, after which the rest of the formula may be simpler. */
export interface TargetTransform {
  readonly of: (value: number) => number;
  /** The formula of the target, from that of the transformed target. */
  readonly undo: (expression: Expression) => Expression;
  /** The power of the target that it is; 0 for functions that only numbers without a unit have. */
  readonly power: number;
}

export const identity: TargetTransform = { of: (y) => y, undo: (e) => e, power: 1 };
export const inverse: TargetTransform = { of: (y) => 1 / y, undo: (e) => apply("inverse", e), power: -1 };
export const square: TargetTransform = { of: (y) => y * y, undo: (e) => apply("sqrt", e), power: 2 };
export const inverseSquare: TargetTransform = {
  of: (y) => 1 / (y * y),
  undo: (e) => apply("inverse", apply("sqrt", e)),
  power: -2,
};
const squareRoot: TargetTransform = { of: Math.sqrt, undo: (e) => apply("square", e), power: 1 / 2 };
export const logarithm: TargetTransform = { of: Math.log, undo: (e) => apply("exp", e), power: 0 };
export const exponential: TargetTransform = { of: Math.exp, undo: (e) => apply("log", e), power: 0 };
export const sine: TargetTransform = { of: Math.sin, undo: (e) => apply("asin", e), power: 0 };
export const cosine: TargetTransform = { of: Math.cos, undo: (e) => apply("acos", e), power: 0 };
const tangent: TargetTransform = { of: Math.tan, undo: (e) => apply("atan", e), power: 0 };
const arcSine: TargetTransform = { of: Math.asin, undo: (e) => apply("sin", e), power: 0 };
const arcCosine: TargetTransform = { of: Math.acos, undo: (e) => apply("cos", e), power: 0 };
const areaTangent: TargetTransform = { of: Math.atanh, undo: (e) => apply("tanh", e), power: 0 };

/** Those after which a sum of terms is sought. */
export const powerTransforms = [identity, inverse, square, inverseSquare, squareRoot];

/** Those that change more than a factor and a power of a product. */
export const functionTransforms = [
  ...[logarithm, exponential, sine, cosine, tangent],
  ...[arcSine, arcCosine, areaTangent],
];

/** Those after which a product of powers is sought; powers of the target would give the same products again. */
export const productTransforms = [identity, exponential, sine, cosine, tangent, logarithm];

export const allTransforms = [...powerTransforms, ...functionTransforms];
