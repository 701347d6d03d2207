import { sizeOf, stridesOf } from "../../graph/shape.js";
import type { Window } from "../../primitives/pooling.js";
import { places } from "./blocks.js";
import type { Kernel, Kernels } from "./kernel.js";

const pooled =
  (pick: (image: Float64Array, at: number) => number): Kernel =>
  ([x], { size, shape, attributes }) => {
    const { window, strides } = attributes as Window;
    const lengths = x!.shape.slice(2);
    const step = stridesOf(lengths);
    const corners = places(
      shape.slice(2),
      step.map((stride, axis) => stride * strides[axis]!),
    );
    const within = places(window, step);
    const found = new Float64Array(size);
    const imageSize = sizeOf(lengths);
    for (let i = 0; i < size; i++) {
      const image = Math.floor(i / corners.length);
      const values = x!.data.subarray(image * imageSize, (image + 1) * imageSize) as Float64Array;
      const corner = corners[i % corners.length]!;
      found[i] = pick(
        values,
        corner + within.reduce((best, at) => (values[corner + at]! > values[corner + best]! ? at : best), 0),
      );
    }
    return found;
  };

export const poolingKernels: Kernels = {
  maxPool: pooled((image, at) => image[at]!),
  maxPoolPositions: pooled((_image, at) => at),
};
