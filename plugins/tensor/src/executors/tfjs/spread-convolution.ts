import type { Geometry } from "../../primitives/convolution.js";
import type { Tfjs, Value } from "./lowering.js";
import { withZeros } from "./with-zeros.js";

/** The cotangent with zeros between its entries and around them, so that a plain convolution gives the input's. */
export function spread(tf: Tfjs, cotangent: Value, { strides, dilations, before, kernel, input }: Geometry): Value {
  const front = cotangent.shape.slice(0, 2);
  const lengths = cotangent.shape.slice(2);
  let images = tf.reshape(cotangent, [front[0]! * front[1]!, ...lengths]);
  lengths.forEach((length, i) => {
    const reach = (kernel[i]! - 1) * dilations[i]!;
    const missing = input[i]! + reach - ((length - 1) * strides[i]! + 1);
    images = padAxis(
      tf,
      spaced(tf, images, i + 1, strides[i]!),
      i + 1,
      reach - before[i]!,
      missing - reach + before[i]!,
    );
  });
  return tf.reshape(images, [...front, ...images.shape.slice(1)]);
}

/** Its kernel: inputs and outputs exchanged in each group, taps in the opposite order. */
export function flippedKernel(tf: Tfjs, kernel: Value, { groups, kernel: lengths }: Geometry): Value {
  const [outputs, channels] = kernel.shape as [number, number];
  const grouped = tf.reshape(kernel, [groups, outputs / groups, channels, -1]);
  const exchanged = tf.transpose(tf.reverse(grouped, 3), [0, 2, 1, 3]);
  return tf.reshape(exchanged, [groups * channels, outputs / groups, ...lengths]);
}

/** Its geometry. */
export function stretchedGeometry(geometry: Geometry): Geometry {
  const { input, kernel, dilations } = geometry;
  const none = input.map(() => 0);
  return {
    ...geometry,
    strides: input.map(() => 1),
    before: none,
    after: none,
    input: input.map((length, i) => length + (kernel[i]! - 1) * dilations[i]!),
  };
}

/** Steps less one zeros between neighbours along an axis. */
function spaced(tf: Tfjs, x: Value, axis: number, step: number): Value {
  if (step === 1) return x;
  const length = x.shape[axis]!;
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const apart = padAxis(tf, tf.reshape(x, [...before, length, 1, ...after]), axis + 1, 0, step - 1);
  return padAxis(tf, tf.reshape(apart, [...before, length * step, ...after]), axis, 0, 1 - step);
}

/** Zeros before and after along an axis; less than none cut off. */
function padAxis(tf: Tfjs, x: Value, axis: number, before: number, after: number): Value {
  const only = (count: number) => x.shape.map((_, i) => (i === axis ? count : 0));
  const start = only(Math.max(-before, 0));
  const size = x.shape.map((length, i) => length - start[i]! - (i === axis ? Math.max(-after, 0) : 0));
  return withZeros(tf, tf.slice(x, start, size), only(Math.max(before, 0)), only(Math.max(after, 0)));
}
