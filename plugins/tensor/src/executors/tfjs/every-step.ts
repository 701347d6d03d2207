import { blocksOf } from "../reference/blocks.js";
import { asReal } from "./kinds.js";
import type { Tfjs, Value } from "./lowering.js";

/**
 * `count` entries from `start` along each axis, in steps; one axis after another, because on WebGPU the library takes four
 * axes at most.
 */
export function everyStep(
  tf: Tfjs,
  x: Value,
  start: readonly number[],
  count: readonly number[],
  steps: readonly number[],
): Value {
  return x.shape.reduce((left, length, axis) => {
    if (count[axis] === length) return left;
    const { outer, inner } = blocksOf(left.shape, axis);
    const rows = tf.reshape(left, [outer, length, inner]);
    const taken = alongAxis(tf, rows, start[axis]!, count[axis]!, steps[axis]!);
    return tf.reshape(taken, left.shape.with(axis, count[axis]!));
  }, x);
}

function alongAxis(tf: Tfjs, rows: Value, start: number, count: number, step: number): Value {
  const [outer, , inner] = rows.shape as [number, number, number];
  if (step === 1) return tf.slice(rows, [0, start, 0], [outer, count, inner]);
  const end = start + (count - 1) * step + 1;
  // On wasm the library takes steps over real numbers only.
  return tf.stridedSlice(asReal(tf, rows), [0, start, 0], [outer, end, inner], [1, step, 1]);
}
