import type { Kind, Tensor } from "../../graph/tensor.js";
import { alike, asKind, asReal } from "./kinds.js";
import type { Lowering, Lowerings, Tfjs, Value } from "./lowering.js";

/** Of real numbers: the library would keep the results of integers integer. */
const ofReal =
  (compute: (tf: Tfjs, x: Value) => Value): Lowering =>
  (tf, [x]) =>
    compute(tf, asReal(tf, x!));

const ofTwo =
  (compute: (tf: Tfjs, a: Value, b: Value) => Value): Lowering =>
  (tf, operands) => {
    const [a, b] = alike(tf, operands);
    return compute(tf, a!, b!);
  };

const ofTwoOf =
  (kind: Kind, compute: (tf: Tfjs, a: Value, b: Value) => Value): Lowering =>
  (tf, [a, b]) =>
    compute(tf, asKind(tf, a!, kind), asKind(tf, b!, kind));

/** With more, operations on entries fail on WebGPU, and those of two tensors give wrong results on wasm. */
const mostAxes = 4;

const repeatingLowerings: Lowerings = {
  add: ofTwo((tf, a, b) => tf.add(a, b)),
  subtract: ofTwo((tf, a, b) => tf.sub(a, b)),
  multiply: ofTwo((tf, a, b) => tf.mul(a, b)),
  divide: ofTwoOf("real", (tf, a, b) => tf.div(a, b)),
  power: ofTwoOf("real", (tf, a, b) => tf.pow(a, b)),
  largerOf: ofTwo((tf, a, b) => tf.maximum(a, b)),
  smallerOf: ofTwo((tf, a, b) => tf.minimum(a, b)),
  less: ofTwo((tf, a, b) => tf.less(a, b)),
  lessOrEqual: ofTwo((tf, a, b) => tf.lessEqual(a, b)),
  equal: ofTwo((tf, a, b) => tf.equal(a, b)),
  both: ofTwoOf("boolean", (tf, a, b) => tf.logicalAnd(a, b)),
  either: ofTwoOf("boolean", (tf, a, b) => tf.logicalOr(a, b)),
};

const others: Lowerings = {
  negative: (tf, [x]) => tf.neg(x!),
  abs: (tf, [x]) => tf.abs(x!),
  exp: ofReal((tf, x) => tf.exp(x)),
  log: ofReal((tf, x) => tf.log(x)),
  sin: ofReal((tf, x) => tf.sin(x)),
  cos: ofReal((tf, x) => tf.cos(x)),
  tanh: ofReal((tf, x) => tf.tanh(x)),
  sigmoid: ofReal((tf, x) => tf.sigmoid(x)),
  erf: ofReal((tf, x) => tf.erf(x)),
  sqrt: ofReal((tf, x) => tf.sqrt(x)),
  atan: ofReal((tf, x) => tf.atan(x)),
  sign: ofReal((tf, x) => tf.sign(x)),
  floor: ofReal((tf, x) => tf.floor(x)),
  not: (tf, [x]) => tf.logicalNot(asKind(tf, x!, "boolean")),
  where(tf, [condition, ...values]) {
    const [yes, no] = alike(tf, values);
    return tf.where(asKind(tf, condition!, "boolean"), yes!, no!);
  },
  cast: (tf, [x], { attributes: { kind } }) => asKind(tf, x!, kind),
};

export const elementwiseLowerings: Lowerings = Object.fromEntries(
  Object.entries({ ...repeatingLowerings, ...others }).map(([name, lowering]) => [name, inOneAxis(lowering)]),
);

/** Whether the library repeats axes of length 1 on the way, so that repeated operands need not be made. */
export function repeatsAxes({ primitive, rank }: Tensor): boolean {
  return primitive.name in repeatingLowerings && rank <= mostAxes;
}

function inOneAxis(lowering: Lowering): Lowering {
  return (tf, operands, result) => {
    if (result.rank <= mostAxes) return lowering(tf, operands, result);
    const flat = operands.map((x) => tf.reshape(x, [-1]));
    return tf.reshape(lowering(tf, flat, result), [...result.shape]);
  };
}
