import { NDArray } from "@mesoscope/core";
import { mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import { relativeChange } from "../relative-change.js";
import { CompressionReport, type TensorCompression } from "./compression-report.js";
import { weightsOf } from "./weights-of.js";

/** A tensor in 8-bit whole numbers. */
export interface QuantizedTensor {
  readonly shape: readonly number[];
  /** From -127 to 127. */
  readonly values: Int8Array;
  /** What 1 stands for, in each output channel. */
  readonly scales: Float32Array;
  /** The axis of the output channels. */
  readonly axis: number;
}

/** Parameters in 8 bits. */
export interface Quantized<P> {
  /** By path; vectors, such as biases, are none of them. */
  readonly tensors: Readonly<Record<string, QuantizedTensor>>;
  /** All parameters as they are after rounding. */
  readonly parameters: P;
  readonly report: CompressionReport;
}

/**
 * Rounds matrices and kernels to 8-bit whole numbers, symmetric about 0, with a scale for each output channel: the last
 * axis of matrices, the first of kernels [channels, …]. Vectors, such as biases, are kept.
 *
 * @param parameters lists and objects of arrays, such as `model.parameters`
 *
 * @example
 * const { tensors } = quantize({ weights: asArray([[127, 1], [-63, 0.5]]) });
 * [...tensors.weights.values]; // [127, 127, -63, 64]
 *
 * @throws ShapeError EMPTY where there is no matrix
 * @see Nagel et al., A white paper on neural network quantization (2021), sections 2.2 and 2.4
 */
export function quantize<P>(parameters: P): Quantized<P> {
  const tree = parameters as ParameterTree<NDArray>;
  weightsOf("quantize", parameters);
  const tensors: Record<string, QuantizedTensor> = {};
  const costs: TensorCompression[] = [];
  const rounded = mapLeaves(tree, (leaf, path) => {
    const bytesBefore = 4 * leaf.size;
    const common = { path, shape: leaf.shape, bytesBefore };
    if (leaf.shape.length < 2) {
      costs.push({ ...common, bytesAfter: bytesBefore, relativeError: 0 });
      return leaf;
    }
    const quantized = quantizedOf(leaf);
    const back = dequantized(quantized);
    tensors[path] = quantized;
    const bytesAfter = leaf.size + 4 * quantized.scales.length;
    costs.push({ ...common, bytesAfter, relativeError: relativeChange(leaf.data, back.data) });
    return back;
  });
  return { tensors, parameters: rounded as P, report: new CompressionReport(costs) };
}

function quantizedOf({ data, shape }: NDArray): QuantizedTensor {
  const axis = shape.length === 2 ? 1 : 0;
  const channelOf = channels(shape, axis);
  const largest = new Float64Array(shape[axis]);
  data.forEach((value, at) => {
    largest[channelOf(at)] = Math.max(largest[channelOf(at)], Math.abs(value));
  });
  const scales = Float32Array.from(largest, (value) => value / 127 || 1);
  // A scale rounded down to 32 bits may lift the largest value above 127.
  const whole = (value: number) => Math.min(Math.max(Math.round(value), -127), 127);
  return { shape, values: Int8Array.from(data, (value, at) => whole(value / scales[channelOf(at)])), scales, axis };
}

function dequantized({ values, scales, shape, axis }: QuantizedTensor): NDArray {
  const channelOf = channels(shape, axis);
  return new NDArray(
    Float64Array.from(values, (value, at) => value * scales[channelOf(at)]),
    shape,
  );
}

/** The channel of an entry by its number. */
function channels(shape: readonly number[], axis: number): (at: number) => number {
  const inner = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  return (at) => Math.floor(at / inner) % shape[axis];
}
