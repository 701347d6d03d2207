import type { Shape } from "../../graph/shape.js";
import { blocksOf } from "../reference/blocks.js";
import { asKind, asReal } from "./kinds.js";
import type { Lowerings, Tfjs, Value } from "./lowering.js";

export const indexingLowerings: Lowerings = {
  gather(tf, [x, indices], { inputs, shape, attributes: { axis } }) {
    const { outer, length, inner } = blocksOf(inputs[0]!.shape, axis);
    const taken = tf.gather(tf.reshape(x!, [outer, length, inner]), asKind(tf, indices!, "integer"), 1);
    return tf.reshape(taken, [...shape]);
  },
  scatterAdd(tf, [x, indices], { inputs, shape, attributes: { axis, length } }) {
    const { outer, length: count, inner } = blocksOf(inputs[0]!.shape, axis);
    const rows = tf.transpose(tf.reshape(asReal(tf, x!), [outer, count, inner]), [1, 0, 2]);
    const places = tf.reshape(asKind(tf, indices!, "integer"), [count, 1]);
    const sums = tf.scatterND(places, tf.reshape(rows, [count, outer * inner]), [length, outer * inner]);
    return tf.reshape(tf.transpose(tf.reshape(sums, [length, outer, inner]), [1, 0, 2]), [...shape]);
  },
  takeAlong(tf, [x, indices], { inputs, shape, attributes: { axis } }) {
    const places = flatPlaces(tf, indices!, shape, axis, inputs[0]!.shape[axis]!);
    return tf.reshape(tf.gather(tf.reshape(x!, [-1]), places), [...shape]);
  },
  scatterAlong(tf, [x, indices], { inputs, size, shape, attributes: { axis, length } }) {
    const places = tf.reshape(flatPlaces(tf, indices!, inputs[1]!.shape, axis, length), [-1, 1]);
    return tf.reshape(tf.scatterND(places, tf.reshape(asReal(tf, x!), [-1]), [size]), [...shape]);
  },
  topIndices(tf, [x], { inputs, shape, attributes: { count } }) {
    const lines = tf.reshape(x!, [-1, inputs[0]!.shape.at(-1)!]);
    return tf.reshape(tf.topk(lines, count).indices, [...shape]);
  },
};

/** Positions along an axis as positions in the row-major entries of a tensor with `length` along that axis. */
function flatPlaces(tf: Tfjs, indices: Value, shape: Shape, axis: number, length: number): Value {
  const { outer, length: count, inner } = blocksOf(shape, axis);
  const along = tf.reshape(asKind(tf, indices, "integer"), [outer, count, inner]);
  const block = tf.reshape(tf.range(0, outer * length * inner, length * inner, "int32"), [outer, 1, 1]);
  const within = tf.reshape(tf.range(0, inner, 1, "int32"), [1, 1, inner]);
  return tf.reshape(tf.add(tf.add(tf.mul(along, tf.scalar(inner, "int32")), block), within), [-1]);
}
