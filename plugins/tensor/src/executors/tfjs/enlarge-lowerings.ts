import type { Shape } from "../../graph/shape.js";
import type { Lowerings } from "./lowering.js";
import { overRuns } from "./over-runs.js";

export const enlargeLowerings: Lowerings = {
  enlarge(tf, [x], { inputs, shape, attributes: { factors } }) {
    const apart = blocksApart(
      inputs[0]!.shape,
      factors.map(() => 1),
    );
    const repeated = overRuns(tf, x!, apart, isWithinBlock, (rows, { first }) =>
      tf.tile(rows, [1, factors[(first - 3) / 2], 1]),
    );
    return tf.reshape(repeated, [...shape]);
  },
  blockSum(tf, [x], { shape, attributes: { factors } }) {
    const sums = overRuns(tf, x!, blocksApart(shape, factors), isWithinBlock, (rows) => tf.sum(rows, 1));
    return tf.reshape(sums, [...shape]);
  },
};

/** [n, channels, …] with each spatial axis as two: blocks, and entries within them. */
function blocksApart([n, channels, ...lengths]: Shape, factors: Shape): number[] {
  return [n!, channels!, ...lengths.flatMap((length, i) => [length, factors[i]!])];
}

function isWithinBlock(axis: number): boolean {
  return axis >= 3 && axis % 2 === 1;
}
