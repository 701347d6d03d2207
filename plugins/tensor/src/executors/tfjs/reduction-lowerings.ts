import type { Shape } from "../../graph/shape.js";
import { blocksOf } from "../reference/blocks.js";
import { asReal } from "./kinds.js";
import type { Lowerings, Tfjs, Value } from "./lowering.js";
import { overRuns } from "./over-runs.js";

export const reductionLowerings: Lowerings = {
  sum(tf, [x], { inputs, shape, attributes: { axes } }) {
    const chosen = (axis: number) => axes.includes(axis);
    return tf.reshape(
      overRuns(tf, x!, inputs[0]!.shape, chosen, (rows) => tf.sum(rows, 1)),
      [...shape],
    );
  },
  maximum: (tf, [x], { inputs, shape, attributes: { axis } }) =>
    tf.reshape(tf.max(rowsAlong(tf, x!, inputs[0]!.shape, axis), 1), [...shape]),
  argmax: (tf, [x], { inputs, shape, attributes: { axis } }) =>
    tf.reshape(tf.argMax(rowsAlong(tf, x!, inputs[0]!.shape, axis), 1), [...shape]),
  cumulativeSum: (tf, [x], { shape, attributes: { axis } }) =>
    tf.reshape(tf.cumsum(rowsAlong(tf, x!, shape, axis), 1), [...shape]),
  softmax(tf, [x], { shape, attributes: { axis } }) {
    const rows = rowsAlong(tf, asReal(tf, x!), shape, axis);
    if (rows.shape[2] === 1) return tf.reshape(tf.softmax(tf.reshape(rows, rows.shape.slice(0, 2))), [...shape]);
    return tf.reshape(tf.transpose(tf.softmax(tf.transpose(rows, [0, 2, 1])), [0, 2, 1]), [...shape]);
  },
};

/** The tensor with an axis as the middle one of three. */
function rowsAlong(tf: Tfjs, x: Value, shape: Shape, axis: number): Value {
  const { outer, length, inner } = blocksOf(shape, axis);
  return tf.reshape(x, [outer, length, inner]);
}
