import { sizeOf, stridesOf } from "../../graph/shape.js";
import { keptShape } from "../../primitives/reduction.js";
import { blocksOf, places } from "./blocks.js";
import type { Kernels } from "./kernel.js";

export const reductionKernels: Kernels = {
  sum([x], { attributes: { axes }, size }) {
    const kept = keptShape(x!.shape, axes);
    const strides = stridesOf(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
    const to = places(x!.shape, strides);
    const totals = new Float64Array(size);
    x!.data.forEach((value, i) => {
      totals[to[i]!]! += value;
    });
    return totals;
  },
  maximum: ([x], { attributes: { axis } }) => alongAxis(x!, axis, (values, at) => values[at]!),
  argmax: ([x], { attributes: { axis } }) => alongAxis(x!, axis, (_values, at) => at),
  cumulativeSum([x], { attributes: { axis } }) {
    const { length, inner } = blocksOf(x!.shape, axis);
    const sums = x!.data.slice();
    for (let i = inner; i < sums.length; i++) if (Math.floor(i / inner) % length !== 0) sums[i]! += sums[i - inner]!;
    return sums;
  },
  softmax([x], { attributes: { axis } }) {
    const largest = alongAxis(x!, axis, (values, at) => values[at]!);
    const { length, inner } = blocksOf(x!.shape, axis);
    const lineOf = (i: number) => Math.floor(i / (length * inner)) * inner + (i % inner);
    const powers = x!.data.map((value, i) => Math.exp(value - largest[lineOf(i)]!));
    const totals = new Float64Array(largest.length);
    powers.forEach((value, i) => {
      totals[lineOf(i)]! += value;
    });
    return powers.map((value, i) => value / totals[lineOf(i)]!);
  },
};

function alongAxis(
  x: { readonly data: Float64Array; readonly shape: readonly number[] },
  axis: number,
  pick: (values: Float64Array, at: number) => number,
): Float64Array {
  const { outer, length, inner } = blocksOf(x.shape, axis);
  const found = new Float64Array(sizeOf([outer, inner]));
  const line = new Float64Array(length);
  for (let i = 0; i < found.length; i++) {
    const start = Math.floor(i / inner) * length * inner + (i % inner);
    for (let k = 0; k < length; k++) line[k] = x.data[start + k * inner]!;
    let at = 0;
    for (let k = 1; k < length; k++) if (line[k]! > line[at]!) at = k;
    found[i] = pick(line, at);
  }
  return found;
}
