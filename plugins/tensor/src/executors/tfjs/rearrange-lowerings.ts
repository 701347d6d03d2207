import { blocksOf } from "../reference/blocks.js";
import { type JoinedAxes, joinAxes } from "./join-axes.js";
import { alike } from "./kinds.js";
import type { Lowerings } from "./lowering.js";

export const rearrangeLowerings: Lowerings = {
  reshape: (tf, [x], { shape }) => tf.reshape(x!, [...shape]),
  broadcast(tf, [x], { shape }) {
    const front = shape.length - x!.rank;
    const before = shape.map((_, axis) => x!.shape[axis - front] ?? 1);
    const repeated = (axis: number) => before[axis] !== shape[axis];
    const joined = joinAxes(shape, (axis) => repeated(axis) === repeated(axis - 1));
    const from = joined.map(({ first, length }) => (repeated(first) ? 1 : length));
    const counts = joined.map(({ first, length }) => (repeated(first) ? length : 1));
    return tf.reshape(tf.tile(tf.reshape(x!, from), counts), [...shape]);
  },
  permuteAxes(tf, [x], { shape, attributes: { axes } }) {
    const joined = joinAxes(shape, (axis) => axes[axis] === axes[axis - 1] + 1);
    const sources = joined.map(({ first }) => axes[first] as number);
    const inOrder = sources.toSorted((a, b) => a - b);
    const from = inOrder.map((source) => joined[sources.indexOf(source)]!.length);
    const order = sources.map((source) => inOrder.indexOf(source));
    return tf.reshape(tf.transpose(tf.reshape(x!, from), order), [...shape]);
  },
  reverse(tf, [x], { shape, attributes: { axes } }) {
    const reversed = (axis: number) => axes.includes(axis);
    const joined = joinAxes(shape, (axis) => reversed(axis) === reversed(axis - 1));
    const along = joined.flatMap(({ first }, i) => (reversed(first) ? [i] : []));
    return tf.reshape(tf.reverse(tf.reshape(x!, lengths(joined)), along), [...shape]);
  },
  slice(tf, [x], { inputs, shape, attributes: { start, step } }) {
    const whole = (axis: number) => shape[axis] === inputs[0]!.shape[axis];
    const joined = joinAxes(inputs[0]!.shape, (axis) => whole(axis) && whole(axis - 1));
    const begin = joined.map(({ first }) => start[first] as number);
    const count = joined.map(({ first, length }) => (whole(first) ? length : shape[first]!));
    const steps = joined.map(({ first }) => step[first] as number);
    const of = tf.reshape(x!, lengths(joined));
    if (steps.every((one) => one === 1)) return tf.reshape(tf.slice(of, begin, count), [...shape]);
    const end = begin.map((from, i) => from + (count[i]! - 1) * steps[i]! + 1);
    return tf.reshape(tf.stridedSlice(of, begin, end, steps), [...shape]);
  },
  pad(tf, [x], { inputs, shape, attributes: { before, after } }) {
    const as = (axis: number) => before[axis] === 0 && after[axis] === 0;
    const joined = joinAxes(inputs[0]!.shape, (axis) => as(axis) && as(axis - 1));
    const counts = joined.map(({ first }): [number, number] => [before[first], after[first]]);
    return tf.reshape(tf.pad(tf.reshape(x!, lengths(joined)), counts), [...shape]);
  },
  concatenate(tf, parts, { shape, attributes: { axis } }) {
    const { outer, inner } = blocksOf(shape, axis);
    const rows = alike(tf, parts)
      .filter(({ size }) => size > 0)
      .map((part) => tf.reshape(part, [outer, part.shape[axis]! * inner]));
    return tf.reshape(tf.concat(rows, 1), [...shape]);
  },
};

function lengths(joined: readonly JoinedAxes[]): number[] {
  return joined.map(({ length }) => length);
}
