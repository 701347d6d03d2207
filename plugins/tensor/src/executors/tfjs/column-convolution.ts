import { sizeOf } from "../../graph/shape.js";
import { type Geometry, outputLengths } from "../../primitives/convolution.js";
import { everyStep } from "./every-step.js";
import type { Tfjs, Value } from "./lowering.js";
import { withZeros } from "./with-zeros.js";

/** A convolution as one product of matrices: of any number of axes and groups, at the price of memory. */
export function convolveColumns(tf: Tfjs, x: Value, kernel: Value, geometry: Geometry): Value {
  const { groups } = geometry;
  const [outputs, channels] = kernel.shape as [number, number];
  const taps = tf.transpose(tf.reshape(kernel, [groups, outputs / groups, channels, -1]), [0, 3, 2, 1]);
  const columns = columnsOf(tf, x, geometry);
  const product = tf.matMul(columns, tf.reshape(taps, [groups, -1, outputs / groups]));
  const places = tf.reshape(product, [groups, x.shape[0]!, -1, outputs / groups]);
  return tf.transpose(places, [1, 0, 3, 2]);
}

export function columnsKernelGradient(tf: Tfjs, x: Value, cotangent: Value, geometry: Geometry): Value {
  const { groups, kernel } = geometry;
  const [count, outputs] = cotangent.shape as [number, number];
  const places = tf.transpose(tf.reshape(cotangent, [count, groups, outputs / groups, -1]), [1, 0, 3, 2]);
  const gradient = tf.matMul(columnsOf(tf, x, geometry), tf.reshape(places, [groups, -1, outputs / groups]), true);
  return tf.transpose(tf.reshape(gradient, [groups, sizeOf(kernel), -1, outputs / groups]), [0, 3, 2, 1]);
}

/** What each tap of the kernel meets: [groups, images and places, taps and channels]. */
function columnsOf(tf: Tfjs, x: Value, geometry: Geometry): Value {
  const { groups, kernel, strides, dilations, before, after, input } = geometry;
  const [count, channels] = [x.shape[0]!, x.shape[1]! / groups];
  const images = tf.transpose(tf.reshape(x, [count, groups, channels, sizeOf(input)]), [1, 0, 3, 2]);
  const padded = withZeros(
    tf,
    tf.reshape(images, [groups * count, ...input, channels]),
    [0, ...before, 0],
    [0, ...after, 0],
  );
  const output = outputLengths(geometry);
  const met = tapsOf(kernel).map((tap) => {
    const start = tap.map((at, i) => at * dilations[i]!);
    const size = [groups * count, ...output, channels];
    const part = everyStep(tf, padded, [0, ...start, 0], size, [1, ...strides, 1]);
    return tf.reshape(part, [groups, count * sizeOf(output), channels]);
  });
  return tf.concat(met, 2);
}

/** Indices of the entries of a kernel, in row-major order. */
function tapsOf(kernel: readonly number[]): number[][] {
  return kernel.reduce<number[][]>(
    (taps, length) => taps.flatMap((tap) => Array.from({ length }, (_, at) => [...tap, at])),
    [[]],
  );
}
