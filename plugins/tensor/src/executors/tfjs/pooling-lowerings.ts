import { sizeOf } from "../../graph/shape.js";
import type { Window } from "../../primitives/pooling.js";
import { everyStep } from "./every-step.js";
import { asKind } from "./kinds.js";
import type { Lowerings, Tfjs, Value } from "./lowering.js";

export const poolingLowerings: Lowerings = {
  maxPool(tf, [x], { inputs, shape, attributes }) {
    const values = images(tf, x!, inputs[0]!.shape);
    const [largest] = overAxes(tf, [values], attributes, ([a], [b]) => [tf.maximum(a!, b!)]);
    return tf.reshape(largest!, [...shape]);
  },
  maxPoolPositions(tf, [x], { inputs, shape, attributes }) {
    const values = images(tf, x!, inputs[0]!.shape);
    const lengths = values.shape.slice(1);
    const positions = tf.reshape(tf.range(0, sizeOf(lengths), 1, "float32"), [1, ...lengths]);
    const first = tf.tile(positions, [values.shape[0]!, ...lengths.map(() => 1)]);
    const [, at] = overAxes(tf, [values, first], attributes, ([a, i], [b, j]) => {
      const later = tf.greater(b!, a!);
      return [tf.maximum(a!, b!), tf.where(later, j!, i!)];
    });
    return tf.reshape(asKind(tf, at!, "integer"), [...shape]);
  },
};

type Merge = (before: readonly Value[], next: readonly Value[]) => Value[];

/** Merges what lies in each window, one axis after another: the last first, so that of equal entries the first stays. */
function overAxes(tf: Tfjs, start: readonly Value[], { window, strides }: Window, merge: Merge): readonly Value[] {
  return window.reduceRight<readonly Value[]>((values, length, i) => {
    const parts = Array.from({ length }, (_, tap) =>
      values.map((x) => everyStride(tf, x, i + 1, tap, length, strides[i]!)),
    );
    return parts.reduce<readonly Value[]>((before, next, tap) => (tap === 0 ? next : merge(before, next)), []);
  }, start);
}

/** The entries that one tap of a window of a length meets along an axis. */
function everyStride(tf: Tfjs, x: Value, axis: number, tap: number, length: number, stride: number): Value {
  const places = Math.floor((x.shape[axis]! - length) / stride) + 1;
  const start = x.shape.map((_, i) => (i === axis ? tap : 0));
  const steps = x.shape.map((_, i) => (i === axis ? stride : 1));
  return everyStep(tf, x, start, x.shape.with(axis, places), steps);
}

function images(tf: Tfjs, x: Value, shape: readonly number[]): Value {
  return tf.reshape(x, [shape[0]! * shape[1]!, ...shape.slice(2)]);
}
