import { blocksOf } from "../reference/blocks.js";
import type { Tfjs, Value } from "./lowering.js";

/** Zeros before and after along each axis, one after another: on WebGPU the library pads four axes at most. */
export function withZeros(tf: Tfjs, x: Value, before: readonly number[], after: readonly number[]): Value {
  return x.shape.reduce((padded, length, axis) => {
    const [front, back] = [before[axis]!, after[axis]!];
    if (front === 0 && back === 0) return padded;
    const { outer, inner } = blocksOf(padded.shape, axis);
    const zeros: [number, number][] = [
      [0, 0],
      [front, back],
      [0, 0],
    ];
    const shape = padded.shape.with(axis, length + front + back);
    return tf.reshape(tf.pad(tf.reshape(padded, [outer, length, inner]), zeros), shape);
  }, x);
}
