import { sizeOf } from "../../graph/shape.js";
import { blocksOf } from "../reference/blocks.js";
import { everyStep } from "./every-step.js";
import { alike } from "./kinds.js";
import type { Lowerings } from "./lowering.js";
import { overRuns, runsOf } from "./over-runs.js";
import { withZeros } from "./with-zeros.js";

export const rearrangeLowerings: Lowerings = {
  reshape: (tf, [x], { shape }) => tf.reshape(x!, [...shape]),
  broadcast(tf, [x], { shape }) {
    const front = shape.length - x!.rank;
    const before = shape.map((_, axis) => x!.shape[axis - front] ?? 1);
    const repeated = overRuns(
      tf,
      x!,
      before,
      (axis) => before[axis] !== shape[axis],
      (rows, { first, count }) => tf.tile(rows, [1, sizeOf(shape.slice(first, first + count)), 1]),
    );
    return tf.reshape(repeated, [...shape]);
  },
  permuteAxes(tf, [x], { shape, attributes: { axes } }) {
    const runs = runsOf(shape.length, (axis) => axes[axis] === axes[axis - 1] + 1);
    const sources = runs.map(({ first }) => axes[first] as number);
    const inOrder = sources.toSorted((a, b) => a - b);
    const order = sources.map((source) => inOrder.indexOf(source));
    const lengths = inOrder.map((source, i) => sizeOf(x!.shape.slice(source, inOrder[i + 1])));
    return tf.reshape(tf.transpose(tf.reshape(x!, lengths), order), [...shape]);
  },
  reverse(tf, [x], { shape, attributes: { axes } }) {
    const chosen = (axis: number) => axes.includes(axis);
    return tf.reshape(
      overRuns(tf, x!, shape, chosen, (rows) => tf.reverse(rows, 1)),
      [...shape],
    );
  },
  slice: (tf, [x], { shape, attributes: { start, step } }) => everyStep(tf, x!, start, shape, step),
  pad: (tf, [x], { attributes: { before, after } }) => withZeros(tf, x!, before, after),
  concatenate(tf, parts, { shape, attributes: { axis } }) {
    const { outer, inner } = blocksOf(shape, axis);
    const rows = alike(tf, parts)
      .filter(({ size }) => size > 0)
      .map((part) => tf.reshape(part, [outer, part.shape[axis]! * inner]));
    return tf.reshape(tf.concat(rows, 1), [...shape]);
  },
};
