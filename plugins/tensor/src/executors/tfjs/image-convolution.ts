import type { Tensor4D } from "@tensorflow/tfjs-core";
import type { Shape } from "../../graph/shape.js";
import type { Geometry } from "../../primitives/convolution.js";
import type { Tfjs, Value } from "./lowering.js";

type Pair = [number, number];

/** Whether the library convolves so: over one axis or two, without groups, not with both strides and dilations. */
export function convolvesImages(geometry: Geometry): boolean {
  const { strides, groups, input } = geometry;
  return input.length <= 2 && groups === 1 && (isOne(strides) || !isDilated(geometry));
}

export function isDilated({ dilations }: Geometry): boolean {
  return !isOne(dilations);
}

export function convolveImages(tf: Tfjs, x: Value, kernel: Value, geometry: Geometry): Value {
  const images = padded(tf, toImages(tf, x, geometry.input), geometry);
  const result = tf.conv2d(
    images,
    toTaps(tf, kernel, geometry),
    pair(geometry.strides, 1),
    padding(geometry),
    "NHWC",
    pair(geometry.dilations, 1),
  );
  return channelsFirst(tf, result);
}

export function imagesInputGradient(tf: Tfjs, cotangent: Value, kernel: Value, geometry: Geometry): Value {
  const [height, width] = pair(geometry.input, 1);
  const [top, left] = marginsBefore(geometry);
  const [bottom, right] = marginsAfter(geometry);
  const [count, channels] = [cotangent.shape[0]!, kernel.shape[1]!];
  const whole = tf.conv2dTranspose(
    toImages(tf, cotangent, cotangent.shape.slice(2)),
    toTaps(tf, kernel, geometry),
    [count, height + top + bottom, width + left + right, channels],
    pair(geometry.strides, 1),
    padding(geometry),
  );
  return channelsFirst(tf, tf.slice(whole, [0, top, left, 0], [count, height, width, channels]));
}

/** Undefined where the library has no kernel for it on the active device. */
export function imagesKernelGradient(tf: Tfjs, x: Value, cotangent: Value, geometry: Geometry): Value | undefined {
  if (!tf.getKernel(tf.Conv2DBackpropFilter, tf.getBackend())) return undefined;
  const images = padded(tf, toImages(tf, x, geometry.input), geometry);
  const [channels, outputs] = [x.shape[1]!, cotangent.shape[1]!];
  const operands = { x: images, dy: toImages(tf, cotangent, cotangent.shape.slice(2)) };
  const attributes = {
    strides: pair(geometry.strides, 1),
    pad: padding(geometry),
    dataFormat: "NHWC",
    filterShape: [...pair(geometry.kernel, 1), channels, outputs],
  };
  const gradient: Value = tf.engine().runKernel(tf.Conv2DBackpropFilter, operands, attributes);
  return tf.transpose(gradient, [3, 2, 0, 1]);
}

function toImages(tf: Tfjs, x: Value, lengths: Shape): Tensor4D {
  return tf.transpose(tf.reshape(x, [x.shape[0]!, x.shape[1]!, ...pair(lengths, 1)]), [0, 2, 3, 1]) as Tensor4D;
}

function channelsFirst(tf: Tfjs, images: Value): Value {
  return tf.transpose(images, [0, 3, 1, 2]);
}

function toTaps(tf: Tfjs, kernel: Value, geometry: Geometry): Tensor4D {
  const [outputs, channels] = kernel.shape as Pair;
  return tf.transpose(tf.reshape(kernel, [outputs, channels, ...pair(geometry.kernel, 1)]), [2, 3, 1, 0]) as Tensor4D;
}

/** Zeros that the library does not put around the images itself. */
function padded(tf: Tfjs, images: Tensor4D, geometry: Geometry): Tensor4D {
  const [[top, left], [bottom, right]] = [marginsBefore(geometry), marginsAfter(geometry)];
  if (top + left + bottom + right === 0) return images;
  return tf.pad(images, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
}

function marginsBefore(geometry: Geometry): Pair {
  return padding(geometry) === "same" ? [0, 0] : pair(geometry.before, 0);
}

function marginsAfter(geometry: Geometry): Pair {
  return padding(geometry) === "same" ? [0, 0] : pair(geometry.after, 0);
}

/** "same" where it means the same to the library. */
function padding({ strides, dilations, kernel, before, after }: Geometry): "same" | "valid" {
  const same = kernel.every((length, i) => {
    const both = (length - 1) * dilations[i]!;
    return before[i] === Math.floor(both / 2) && after[i] === Math.ceil(both / 2);
  });
  return same && isOne(strides) ? "same" : "valid";
}

/** A signal is an image of height 1. */
function pair(values: Shape, height: number): Pair {
  return values.length === 1 ? [height, values[0]!] : (values as Pair);
}

function isOne(values: Shape): boolean {
  return values.every((value) => value === 1);
}
