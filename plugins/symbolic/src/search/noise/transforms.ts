import { apply, type Expression, fixed } from "../../expression/expression.js";

/** A function that may stand around a law; undone on the target, what is inside can be searched for. */
export interface Transform {
  readonly forward: (y: number) => number;
  readonly slope: (y: number) => number;
  /** The formula of the target from that of the transformed one. */
  readonly undo: (inside: Expression) => Expression;
  /** The unit of the transformed target is that of the target to this power; `undefined`: only without a unit. */
  readonly power: number | undefined;
}

export const identity: Transform = { forward: (y) => y, slope: () => 1, undo: (inside) => inside, power: 1 };

const sine: Transform = {
  forward: (y) => (Math.abs(y) <= Math.PI / 2 ? Math.sin(y) : Number.NaN),
  slope: Math.cos,
  undo: (inside) => apply("asin", inside),
  power: undefined,
};

const cosine: Transform = {
  forward: (y) => (y >= 0 && y <= Math.PI ? Math.cos(y) : Number.NaN),
  slope: (y) => -Math.sin(y),
  undo: (inside) => apply("acos", inside),
  power: undefined,
};

const exponential: Transform = {
  forward: Math.exp,
  slope: Math.exp,
  undo: (inside) => apply("log", inside),
  power: undefined,
};

const logarithm: Transform = {
  forward: Math.log,
  slope: (y) => 1 / y,
  undo: (inside) => apply("exp", inside),
  power: undefined,
};

const lessOne: Transform = {
  forward: (y) => y - 1,
  slope: () => 1,
  undo: (inside) => apply("add", fixed(1), inside),
  power: undefined,
};

const reciprocal: Transform = {
  forward: (y) => 1 / y,
  slope: (y) => -1 / (y * y),
  undo: (inside) => apply("inverse", inside),
  power: -1,
};

const squared: Transform = {
  forward: (y) => y * y,
  slope: (y) => 2 * y,
  undo: (inside) => apply("sqrt", inside),
  power: 2,
};

const reciprocalSquared: Transform = {
  forward: (y) => 1 / (y * y),
  slope: (y) => -2 / y ** 3,
  undo: (inside) => apply("inverse", apply("sqrt", inside)),
  power: -2,
};

/** Around a product. */
export const productTransforms: readonly Transform[] = [identity, sine, cosine, exponential, lessOne];

/** Around a sum. */
export const sumTransforms: readonly Transform[] = [
  identity,
  reciprocal,
  squared,
  reciprocalSquared,
  sine,
  cosine,
  exponential,
  logarithm,
];
