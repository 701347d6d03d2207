import { NumericError } from "@mesoscope/sdk";
import { blocksOf } from "./blocks.js";
import type { Kernels } from "./kernel.js";

export const indexingKernels: Kernels = {
  gather([x, indices], { size, attributes: { axis } }) {
    const { outer, length, inner } = blocksOf(x!.shape, axis);
    const taken = new Float64Array(size);
    const count = indices!.size;
    for (let i = 0; i < outer; i++) {
      indices!.data.forEach((index, k) => {
        const from = (i * length + checked("gather", index, length)) * inner;
        taken.set(x!.data.subarray(from, from + inner), (i * count + k) * inner);
      });
    }
    return taken;
  },
  scatterAdd([x, indices], { size, attributes: { axis, length } }) {
    const { outer, length: count, inner } = blocksOf(x!.shape, axis);
    const sums = new Float64Array(size);
    for (let i = 0; i < outer; i++) {
      indices!.data.forEach((index, k) => {
        const to = (i * length + checked("scatterAdd", index, length)) * inner;
        for (let j = 0; j < inner; j++) sums[to + j]! += x!.data[(i * count + k) * inner + j]!;
      });
    }
    return sums;
  },
  takeAlong([x, indices], { attributes: { axis } }) {
    const { length, inner } = blocksOf(x!.shape, axis);
    const { length: count } = blocksOf(indices!.shape, axis);
    return indices!.data.map((index, i) => {
      const outer = Math.floor(i / (count * inner));
      return x!.data[(outer * length + checked("takeAlong", index, length)) * inner + (i % inner)]!;
    });
  },
  scatterAlong([x, indices], { size, attributes: { axis, length } }) {
    const { length: count, inner } = blocksOf(indices!.shape, axis);
    const sums = new Float64Array(size);
    indices!.data.forEach((index, i) => {
      const outer = Math.floor(i / (count * inner));
      sums[(outer * length + checked("scatterAlong", index, length)) * inner + (i % inner)]! += x!.data[i]!;
    });
    return sums;
  },
  topIndices([x], { shape, attributes: { count } }) {
    const length = x!.shape.at(-1)!;
    const found = new Float64Array(shape.reduce((a: number, b: number) => a * b, 1));
    for (let line = 0; line * length < x!.size; line++) {
      const values = x!.data.subarray(line * length, (line + 1) * length);
      const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b);
      found.set(order.slice(0, count), line * count);
    }
    return found;
  },
};

function checked(owner: string, index: number, length: number): number {
  if (Number.isInteger(index) && index >= 0 && index < length) return index;
  throw new NumericError(
    "INDEX_OUT_OF_RANGE",
    `${owner}: index ${index} lies outside an axis of length ${length}. Give indices from 0 to ${length - 1}.`,
  );
}
