import { checkOptions, checkWhole } from "@mesoscope/sdk";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { isCount, type Shape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { add } from "./arithmetic.js";
import { cast } from "./comparison.js";
import { shapeError } from "./shape-errors.js";

/** How a kernel goes over its input; one number for each spatial axis. */
export interface Geometry {
  readonly strides: Shape;
  readonly dilations: Shape;
  readonly before: Shape;
  readonly after: Shape;
  readonly groups: number;
  /** Spatial lengths of the input. */
  readonly input: Shape;
  /** Spatial lengths of the kernel. */
  readonly kernel: Shape;
}

/** Options of `convolution`; a single number holds for each spatial axis. */
export interface ConvolutionOptions {
  /** Entries between two places of the kernel, 1 unless given. */
  readonly strides?: number | Shape;
  /** Entries between two taps of the kernel, 1 unless given. */
  readonly dilations?: number | Shape;
  /** Zeros on each side, or "same" for as many as keep the length at stride 1; 0 unless given. */
  readonly padding?: "same" | number | Shape;
  /** Groups of channels that do not mix, 1 unless given. */
  readonly groups?: number;
}

type Bilinear = (a: Tensor, b: Tensor, geometry: Geometry) => Tensor;

const convolutionPrimitive = bilinear(
  "convolution",
  () => convolve,
  () => inputGradient,
  () => (g, x, at) => kernelGradient(x, g, at),
);
const inputGradientPrimitive = bilinear(
  "convolutionInputGradient",
  () => inputGradient,
  () => convolve,
  () => kernelGradient,
);
const kernelGradientPrimitive = bilinear(
  "convolutionKernelGradient",
  () => kernelGradient,
  () => (v, g, at) => inputGradient(g, v, at),
  () => (v, x, at) => convolve(x, v, at),
);

/**
 * The cross-correlation of [n, channels, …lengths] with kernels [outputs, channels / groups, …lengths], as networks use
 * it, over one spatial axis or more: shape [n, outputs, …].
 *
 * @example
 * evaluate(() => convolution(tensor([[[1, 2, 3]]]), tensor([[[1, 1]]]))).data; // [3, 5]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function convolution(x: Operand, kernel: Operand, options: ConvolutionOptions = {}): Tensor {
  const [of, taps] = [cast(x, "real"), cast(kernel, "real")];
  const geometry = geometryOf("convolution", of, taps.shape, taps.shape[1]! * (options.groups ?? 1), options);
  if (outputLengths(geometry).every(isCount)) return convolve(of, taps, geometry);
  const found = `a kernel ${showShape(taps.shape)} is longer than ${showShape(of.shape)}`;
  throw shapeError("convolution", found, "Give padding or a smaller kernel.");
}

/**
 * The transposed convolution: [n, channels, …] with kernels [channels, outputs / groups, …] to [n, outputs, …], which
 * lengthens each axis by the stride.
 *
 * @example
 * evaluate(() => transposedConvolution(tensor([[[1, 2]]]), tensor([[[1, 1]]]), { strides: 2 })).data; // [1, 1, 2, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function transposedConvolution(x: Operand, kernel: Operand, options: ConvolutionOptions = {}): Tensor {
  const [of, taps] = [cast(x, "real"), cast(kernel, "real")];
  const geometry = geometryOf("transposedConvolution", of, taps.shape, taps.shape[0]!, options);
  const input = of.shape.slice(2).map((length, i) => {
    const reach = (geometry.kernel[i]! - 1) * geometry.dilations[i]! + 1;
    return (length - 1) * geometry.strides[i]! + reach - geometry.before[i]! - geometry.after[i]!;
  });
  if (input.every(isCount)) return inputGradient(of, taps, { ...geometry, input });
  const found = `the padding takes all that a kernel ${showShape(taps.shape)} makes of ${showShape(of.shape)}`;
  throw shapeError("transposedConvolution", found, "Give less.");
}

/** Spatial lengths of what a kernel of this geometry gives. */
export function outputLengths({ input, kernel, strides, dilations, before, after }: Geometry): Shape {
  return input.map((length, i) => {
    const reach = (kernel[i]! - 1) * dilations[i]! + 1;
    return Math.floor((length + before[i]! + after[i]! - reach) / strides[i]!) + 1;
  });
}

export function convolve(x: Tensor, kernel: Tensor, geometry: Geometry): Tensor {
  const shape = [x.shape[0]!, kernel.shape[0]!, ...outputLengths(geometry)];
  return node(convolutionPrimitive, [x, kernel], geometry, { shape, kind: "real" });
}

function inputGradient(cotangent: Tensor, kernel: Tensor, geometry: Geometry): Tensor {
  const shape = [cotangent.shape[0]!, kernel.shape[1]! * geometry.groups, ...geometry.input];
  return node(inputGradientPrimitive, [cotangent, kernel], geometry, { shape, kind: "real" });
}

function kernelGradient(x: Tensor, cotangent: Tensor, geometry: Geometry): Tensor {
  const shape = [cotangent.shape[1]!, x.shape[1]! / geometry.groups, ...geometry.kernel];
  return node(kernelGradientPrimitive, [x, cotangent], geometry, { shape, kind: "real" });
}

/** A product of two tensors whose cotangents are products again: `toFirst(cotangent, second)`, `toSecond(cotangent, first)`. */
function bilinear(
  name: string,
  self: () => Bilinear,
  toFirst: () => Bilinear,
  toSecond: () => Bilinear,
): Primitive<Geometry> {
  return {
    name,
    forward({ inputs: [a, b], attributes }, [da, db]) {
      const left = da && self()(da, b!, attributes);
      const right = db && self()(a!, db, attributes);
      return left && right ? add(left, right) : (left ?? right);
    },
    backward: ({ inputs: [a, b], attributes }, cotangent, [first, second]) => [
      first ? toFirst()(cotangent, b!, attributes) : undefined,
      second ? toSecond()(cotangent, a!, attributes) : undefined,
    ],
  };
}

function geometryOf(owner: string, x: Tensor, kernel: Shape, channels: number, options: ConvolutionOptions): Geometry {
  const axes = x.rank - 2;
  checkOptions(owner, options, ["strides", "dilations", "padding", "groups"]);
  checkWhole(owner, "groups", options.groups ?? 1, 1);
  if (axes < 1 || kernel.length !== x.rank || x.shape[1] !== channels || kernel[0]! % (options.groups ?? 1) !== 0) {
    throw shapeError(
      owner,
      `a kernel ${showShape(kernel)} does not fit ${showShape(x.shape)} in ${options.groups ?? 1} groups`,
      "Give [n, channels, …] and a kernel whose channels are those of a group.",
    );
  }
  const each = (name: string, value: number | Shape, least: number) => {
    const values = typeof value === "number" ? new Array<number>(axes).fill(value) : value;
    for (const one of values) checkWhole(owner, name, one, least);
    if (values.length === axes) return values;
    const found = `${name} ${showShape(values)} for ${showShape(x.shape)}`;
    throw shapeError(owner, found, `Give one number, or ${axes}.`);
  };
  const dilations = each("dilations", options.dilations ?? 1, 1);
  const taps = kernel.slice(2);
  const { padding: given = 0 } = options;
  const padding =
    given === "same" ? taps.map((length, i) => ((length - 1) * dilations[i]!) / 2) : each("padding", given, 0);
  const geometry = {
    strides: each("strides", options.strides ?? 1, 1),
    dilations,
    before: padding.map(Math.floor),
    after: padding.map(Math.ceil),
    groups: options.groups ?? 1,
    input: x.shape.slice(2),
    kernel: taps,
  };
  return geometry;
}
