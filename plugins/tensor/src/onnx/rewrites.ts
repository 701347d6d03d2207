import { tensor } from "../graph/leaves.js";
import { isSameShape, type Shape, sizeOf, stridesOf } from "../graph/shape.js";
import type { Tensor } from "../graph/tensor.js";
import { add } from "../primitives/arithmetic.js";
import { concatenate } from "../primitives/concatenate.js";
import { type Geometry, outputLengths } from "../primitives/convolution.js";
import { enlargedByBroadcast, summedByReshape } from "../primitives/enlarge.js";
import { gather } from "../primitives/indexing.js";
import { matmul } from "../primitives/matmul.js";
import { pad, padOrCut } from "../primitives/pad.js";
import type { Window } from "../primitives/pooling.js";
import { permuteAxes, reshape, transpose } from "../primitives/rearrange.js";
import { argmax, maximum, sum } from "../primitives/reduction.js";
import { slice } from "../primitives/slice.js";
import { gradientByFlippedKernel, rectified, withBias } from "./convolution-rewrites.js";
import { atanInSteps, erfBySeries } from "./double-functions.js";
import type { Rewrites } from "./rewrite.js";

/** What is faster in other operators: a kernel gradient as a convolution has a kernel as large as the image. */
export const singleRewrites: Rewrites = {
  add: ([a, b], _, isOnlyUse) => withBias([a!, b!], isOnlyUse) ?? toRows(a!, b!) ?? toRows(b!, a!),
  largerOf: ([a, b], _, isOnlyUse) => rectified([a!, b!], isOnlyUse),
  convolutionKernelGradient: ([x, cotangent], geometry: Geometry) =>
    x!.shape[1]! > 1 &&
    geometry.kernel.length === 2 &&
    geometry.groups === 1 &&
    geometry.strides.every((stride) => stride === 1)
      ? byShifts(x!, cotangent!, geometry)
      : byPatches(x!, cotangent!, geometry),
  convolutionInputGradient: ([cotangent, kernel], geometry: Geometry) =>
    isPointwise(geometry)
      ? byPoints(cotangent!, kernel!, geometry)
      : gradientByFlippedKernel(cotangent!, kernel!, geometry),
};

/** In simpler primitives what onnxruntime lacks in 64-bit numbers. */
export const doubleRewrites: Rewrites = {
  ...singleRewrites,
  atan: ([x]) => atanInSteps(x!),
  erf: ([x]) => erfBySeries(x!),
  enlarge: ([x], { factors }) => enlargedByBroadcast(x!, factors),
  blockSum: ([x], { factors }) => summedByReshape(x!, factors),
  convolution: ([x, kernel], geometry: Geometry) => {
    const { groups } = geometry;
    const [n, outputs] = [x!.shape[0]!, kernel!.shape[0]!];
    const rows = reshape(kernel!, [1, groups, outputs / groups, -1]);
    return reshape(matmul(rows, patches(x!, geometry)), [n, outputs, ...outputLengths(geometry)]);
  },
  convolutionInputGradient: ([cotangent, kernel], geometry: Geometry) => {
    const { groups, kernel: taps } = geometry;
    const [n, outputs] = [cotangent!.shape[0]!, kernel!.shape[0]!];
    const columns = permuteAxes(reshape(kernel!, [1, groups, outputs / groups, -1]), [0, 1, 3, 2]);
    const parts = matmul(columns, reshape(cotangent!, [n, groups, outputs / groups, -1]));
    const lengths = outputLengths(geometry);
    const split = reshape(parts, [n, groups * kernel!.shape[1]!, taps.reduce((a, b) => a * b, 1), ...lengths]);
    return eachTap(taps)
      .map((tap, k) => {
        const part = slice(split, [0, 0, k, ...lengths.map(() => 0)], [n, split.shape[1]!, k + 1, ...lengths]);
        return placed(reshape(part, [n, split.shape[1]!, ...lengths]), tap, geometry);
      })
      .reduce(add);
  },
};

/** In other operators what onnxruntime lacks on WebGPU. */
export const webgpuRewrites: Rewrites = {
  convolutionInputGradient: (inputs, geometry: Geometry, isOnlyUse) => {
    const rewrites = geometry.kernel.length > 2 ? doubleRewrites : singleRewrites;
    return rewrites.convolutionInputGradient!(inputs, geometry, isOnlyUse);
  },
  maxPool: ([x], over: Window) => {
    const taps = windowTaps(x!, over);
    return reshape(maximum(taps, 2), [...taps.shape.slice(0, 2), ...pooledLengths(x!, over)]);
  },
  maxPoolPositions: ([x], over: Window) => {
    const taps = windowTaps(x!, over);
    const strides = stridesOf(x!.shape.slice(2));
    const offset = eachTap(over.window).map((tap) => tap.reduce((at, step, axis) => at + step * strides[axis]!, 0));
    const lengths = pooledLengths(x!, over);
    const corner = eachTap(lengths).map((tap) =>
      tap.reduce((at, step, i) => at + step * over.strides[i]! * strides[i]!, 0),
    );
    const chosen = argmax(taps, 2);
    const offsets = gather(tensor(offset, "integer"), reshape(chosen, [-1]));
    const places = add(reshape(offsets, chosen.shape), tensor(corner, "integer"));
    return reshape(places, [...chosen.shape.slice(0, 2), ...lengths]);
  },
};

/** A vector is added to the rows of a matrix before these are shaped anew: onnxruntime joins it with their product. */
function toRows(rows: Tensor, vector: Tensor): Tensor | undefined {
  const [matrix, entries] = [rows.inputs[0], vector.inputs[0]];
  const isShapedAnew = rows.primitive.name === "reshape" && matrix!.rank === 2;
  if (!isShapedAnew || vector.primitive.name !== "broadcast") return undefined;
  const [, length] = matrix!.shape as [number, number];
  if (rows.shape.at(-1) !== length || !isSameShape(entries!.shape, [length])) return undefined;
  return reshape(add(matrix!, entries!), rows.shape);
}

/** The entries of each window, [n, channels, entries of a window, windows]. */
function windowTaps(x: Tensor, { window, strides }: Window): Tensor {
  const [n, channels, ...input] = x.shape as [number, number, ...number[]];
  const none = window.map(() => 0);
  const geometry = {
    kernel: window,
    strides,
    dilations: window.map(() => 1),
    before: none,
    after: none,
    groups: 1,
    input,
  };
  return reshape(patches(x, geometry), [n, channels, sizeOf(window), -1]);
}

function pooledLengths(x: Tensor, { window, strides }: Window): Shape {
  return window.map((length, i) => Math.floor((x.shape[i + 2]! - length) / strides[i]!) + 1);
}

function isPointwise({ kernel, strides, before, after, groups }: Geometry): boolean {
  const isPlain = [...before, ...after].every((count) => count === 0) && groups === 1;
  return isPlain && kernel.every((length) => length === 1) && strides.every((stride) => stride === 1);
}

/** Of a kernel that covers one point, the input gradient is a product with its transposed matrix. */
function byPoints(cotangent: Tensor, kernel: Tensor, { input }: Geometry): Tensor {
  const [outputs, channels] = kernel.shape as [number, number];
  const n = cotangent.shape[0]!;
  const columns = reshape(cotangent, [n, outputs, -1]);
  return reshape(matmul(transpose(reshape(kernel, [outputs, channels])), columns), [n, channels, ...input]);
}

/**
 * At stride 1 the columns' shifts are applied to the input and the rows' to the cotangent, so that one product of
 * kernel-width and kernel-height copies gives all taps.
 */
function byShifts(x: Tensor, cotangent: Tensor, { kernel, dilations, before, input }: Geometry): Tensor {
  const [n, channels] = x.shape as [number, number];
  const outputs = cotangent.shape[1]!;
  const [rows, columns] = kernel as [number, number];
  const width = cotangent.shape[3]!;
  const height = input[0]!;
  const shiftedX = Array.from({ length: columns }, (_, j) => windowed(x, 3, j * dilations[1]! - before[1]!, width));
  const shiftedG = Array.from({ length: rows }, (_, i) =>
    windowed(cotangent, 2, before[0]! - i * dilations[0]!, height),
  );
  const left = reshape(concatenate(shiftedX, 1), [n, columns * channels, height * width]);
  const right = reshape(concatenate(shiftedG, 1), [n, rows * outputs, height * width]);
  const products = sum(matmul(left, permuteAxes(right, [0, 2, 1])), 0);
  return permuteAxes(reshape(products, [columns, channels, rows, outputs]), [3, 1, 2, 0]);
}

function byPatches(x: Tensor, cotangent: Tensor, geometry: Geometry): Tensor {
  const { groups, kernel } = geometry;
  const [n, outputs] = cotangent.shape as [number, number];
  const g = reshape(cotangent, [n, groups, outputs / groups, -1]);
  const products = sum(matmul(g, permuteAxes(patches(x, geometry), [0, 1, 3, 2])), 0);
  return reshape(products, [outputs, x.shape[1]! / groups, ...kernel]);
}

/** What the kernel meets at each place: [n, groups, channels of a group × taps, places]. */
function patches(x: Tensor, geometry: Geometry): Tensor {
  const { groups, kernel, strides, dilations, before, after } = geometry;
  const [n, channels] = x.shape as [number, number];
  const lengths = outputLengths(geometry);
  const padded = pad(x, [0, 0, ...before], [0, 0, ...after]);
  const taken = eachTap(kernel).map((tap) => {
    const start = tap.map((at, axis) => at * dilations[axis]!);
    const stop = start.map((from, axis) => from + (lengths[axis]! - 1) * strides[axis]! + 1);
    const part = slice(padded, [0, 0, ...start], [n, channels, ...stop], [1, 1, ...strides]);
    return reshape(part, [n, channels, 1, -1]);
  });
  return reshape(concatenate(taken, 2), [n, groups, (channels / groups) * taken.length, -1]);
}

/** What one tap contributes, at its place in the input. */
function placed(part: Tensor, tap: readonly number[], { strides, dilations, before, input }: Geometry): Tensor {
  const spread = part.shape.slice(2).reduce((x, _, axis) => interleaved(x, axis + 2, strides[axis]!), part);
  return input.reduce(
    (x, length, axis) => windowed(x, axis + 2, before[axis]! - tap[axis]! * dilations[axis]!, length),
    spread,
  );
}

/** Zeros between neighbours along an axis. */
function interleaved(x: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return x;
  const length = x.shape[axis]!;
  const split = reshape(x, x.shape.toSpliced(axis + 1, 0, 1));
  const after = split.shape.map((_, i) => (i === axis + 1 ? step - 1 : 0));
  const wide = reshape(
    pad(
      split,
      after.map(() => 0),
      after,
    ),
    x.shape.with(axis, length * step),
  );
  return slice(
    wide,
    wide.shape.map(() => 0),
    wide.shape.with(axis, (length - 1) * step + 1),
  );
}

/** Entries `from` to before `from + length` along an axis, zero where there are none. */
function windowed(x: Tensor, axis: number, from: number, length: number): Tensor {
  const along = (value: number) => x.shape.map((_, i) => (i === axis ? value : 0));
  return padOrCut(x, along(-from), along(from + length - x.shape[axis]!));
}

function eachTap(kernel: readonly number[]): number[][] {
  return kernel.reduce<number[][]>(
    (taps, length) => taps.flatMap((tap) => Array.from({ length }, (_, at) => [...tap, at])),
    [[]],
  );
}
