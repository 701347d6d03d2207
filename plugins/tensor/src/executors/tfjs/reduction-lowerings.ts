import { blocksOf } from "../reference/blocks.js";
import { joinAxes } from "./join-axes.js";
import { asReal } from "./kinds.js";
import type { Lowerings } from "./lowering.js";

export const reductionLowerings: Lowerings = {
  sum(tf, [x], { inputs, shape, attributes: { axes } }) {
    const summed = (axis: number) => axes.includes(axis);
    const joined = joinAxes(inputs[0]!.shape, (axis) => summed(axis) === summed(axis - 1));
    const over = joined.flatMap(({ first }, i) => (summed(first) ? [i] : []));
    return tf.reshape(tf.sum(tf.reshape(x!, joined.map(({ length }) => length)), over), [...shape]);
  },
  maximum: (tf, [x], { attributes: { axis } }) => tf.max(x!, axis),
  argmax: (tf, [x], { attributes: { axis } }) => tf.argMax(x!, axis),
  cumulativeSum(tf, [x], { shape, attributes: { axis } }) {
    const { outer, length, inner } = blocksOf(shape, axis);
    return tf.reshape(tf.cumsum(tf.reshape(x!, [outer, length, inner]), 1), [...shape]);
  },
  softmax(tf, [x], { shape, attributes: { axis } }) {
    const { outer, length, inner } = blocksOf(shape, axis);
    const lines = tf.reshape(asReal(tf, x!), [outer, length, inner]);
    if (inner === 1) return tf.reshape(tf.softmax(tf.reshape(lines, [outer, length])), [...shape]);
    return tf.reshape(tf.transpose(tf.softmax(tf.transpose(lines, [0, 2, 1])), [0, 2, 1]), [...shape]);
  },
};
