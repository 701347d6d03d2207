import { stopGradient } from "../derivatives/stop-gradient.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { add, multiply, subtract } from "./arithmetic.js";
import { cast } from "./comparison.js";
import { exp, log } from "./functions.js";
import { reshape } from "./rearrange.js";
import { keptShape, maximum, sum } from "./reduction.js";
import { frontAxis } from "./shape-errors.js";

interface Axis {
  readonly axis: number;
}

/** One primitive, because executors have it in one pass over memory. */
const softmaxPrimitive: Primitive<Axis> = {
  name: "softmax",
  forward: (result, [tangent]) => tangent && along(result, tangent),
  backward: (result, cotangent) => [along(result, cotangent)],
};

/**
 * `eˣ / Σ eˣ` along an axis, the last unless given.
 *
 * @example
 * evaluate(() => softmax(tensor([0, 0]))).data; // [0.5, 0.5]
 */
export function softmax(x: Operand, axis = -1): Tensor {
  const of = cast(x, "real");
  return node(softmaxPrimitive, [of], { axis: frontAxis("softmax", axis, of.rank) }, { shape: of.shape, kind: "real" });
}

/**
 * `log Σ eˣ` along an axis, the last unless given, without overflow.
 *
 * @example
 * evaluate(() => logSumExp([1000, 1000])).data; // [1000.6931471805599]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function logSumExp(x: Operand, axis = -1): Tensor {
  const of = cast(x, "real");
  const over = frontAxis("logSumExp", axis, of.rank);
  // Any constant gives the same sum, so the largest need not be differentiated.
  const largest = stopGradient(maximum(of, over));
  const scaled = exp(subtract(of, reshape(largest, keptShape(of.shape, [over]))));
  return add(largest, log(sum(scaled, over)));
}

/**
 * `log (eˣ / Σ eˣ)` along an axis, the last unless given, without overflow.
 *
 * @example
 * evaluate(() => logSoftmax([0, 1000])).data; // [-1000, 0]
 *
 * @throws ShapeError BAD_AXIS, with the line of the user's code
 */
export function logSoftmax(x: Operand, axis = -1): Tensor {
  const of = cast(x, "real");
  const over = frontAxis("logSoftmax", axis, of.rank);
  return subtract(of, reshape(logSumExp(of, over), keptShape(of.shape, [over])));
}

/** The Jacobian of softmax is symmetric: y (v - Σ y v). */
function along(y: Tensor<Axis>, v: Tensor): Tensor {
  const { axis } = y.attributes;
  const weighted = reshape(sum(multiply(y, v), axis), keptShape(y.shape, [axis]));
  return multiply(y, subtract(v, weighted));
}
