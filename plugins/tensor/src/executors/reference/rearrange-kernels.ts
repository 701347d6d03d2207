import { stridesOf } from "../../graph/shape.js";
import { blocksOf, places } from "./blocks.js";
import type { Kernels } from "./kernel.js";

export const rearrangeKernels: Kernels = {
  reshape: ([x]) => x!.data,
  broadcast([x], { shape }) {
    const strides = stridesOf(x!.shape);
    const front = shape.length - x!.shape.length;
    return pick(
      x!.data,
      places(
        shape,
        shape.map((_, axis) => (x!.shape[axis - front] === 1 ? 0 : (strides[axis - front] ?? 0))),
      ),
    );
  },
  permuteAxes([x], { shape, attributes: { axes } }) {
    const strides = stridesOf(x!.shape);
    return pick(
      x!.data,
      places(
        shape,
        axes.map((axis: number) => strides[axis]!),
      ),
    );
  },
  reverse([x], { shape, attributes: { axes } }) {
    const strides = stridesOf(shape);
    const start = axes.reduce((at: number, axis: number) => at + (shape[axis]! - 1) * strides[axis]!, 0);
    return pick(
      x!.data,
      places(
        shape,
        strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride)),
        start,
      ),
    );
  },
  slice([x], { shape, attributes: { start, step } }) {
    const strides = stridesOf(x!.shape);
    const from = strides.reduce((at, stride, axis) => at + start[axis] * stride, 0);
    return pick(
      x!.data,
      places(
        shape,
        strides.map((stride, axis) => stride * step[axis]),
        from,
      ),
    );
  },
  pad([x], { shape, size, attributes: { before } }) {
    const strides = stridesOf(shape);
    const start = strides.reduce((at, stride, axis) => at + before[axis] * stride, 0);
    const padded = new Float64Array(size);
    places(x!.shape, strides, start).forEach((to, i) => {
      padded[to] = x!.data[i]!;
    });
    return padded;
  },
  concatenate(parts, { shape, size, attributes: { axis } }) {
    const { outer, inner } = blocksOf(shape, axis);
    const joined = new Float64Array(size);
    let at = 0;
    for (let i = 0; i < outer; i++) {
      for (const part of parts) {
        const width = part.shape[axis]! * inner;
        joined.set(part.data.subarray(i * width, (i + 1) * width), at);
        at += width;
      }
    }
    return joined;
  },
};

function pick(data: Float64Array, from: Int32Array): Float64Array {
  return Float64Array.from(from, (at) => data[at]!);
}
