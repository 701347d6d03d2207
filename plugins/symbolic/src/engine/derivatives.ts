import type { BinaryOperator, UnaryOperator } from "../expression/operators.js";

/** The derivative of every operator at `a`, where it has the value `v`. */
export const unaryDerivatives: Readonly<Record<UnaryOperator, (a: number, v: number) => number>> = {
  negate: () => -1,
  inverse: (_, v) => -v * v,
  square: (a) => 2 * a,
  cube: (a) => 3 * a * a,
  sqrt: (_, v) => 0.5 / v,
  abs: (a) => Math.sign(a),
  exp: (_, v) => v,
  log: (a) => 1 / a,
  sin: (a) => Math.cos(a),
  cos: (a) => -Math.sin(a),
  tan: (_, v) => 1 + v * v,
  asin: (a) => 1 / Math.sqrt((1 - a) * (1 + a)),
  acos: (a) => -1 / Math.sqrt((1 - a) * (1 + a)),
  atan: (a) => 1 / (1 + a * a),
  sinh: (a) => Math.cosh(a),
  cosh: (a) => Math.sinh(a),
  tanh: (_, v) => 1 - v * v,
};

type Partial = (a: number, b: number, v: number) => number;

/** The derivatives by the first and the second operand. */
export const binaryDerivatives: Readonly<Record<BinaryOperator, readonly [Partial, Partial]>> = {
  add: [() => 1, () => 1],
  subtract: [() => 1, () => -1],
  multiply: [(_, b) => b, (a) => a],
  divide: [(_, b) => 1 / b, (_, b, v) => -v / b],
  // 0 to any positive power stays 0, though its logarithm is infinite.
  power: [(a, b) => b * a ** (b - 1), (a, _, v) => (v === 0 ? 0 : v * Math.log(a))],
};
