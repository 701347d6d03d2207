import { type Shape, sizeOf, stridesOf } from "../../graph/shape.js";
import { type Geometry, outputLengths } from "../../primitives/convolution.js";
import type { Kernels } from "./kernel.js";

type Visit = (x: number, kernel: number, output: number) => void;

export const convolutionKernels: Kernels = {
  convolution([x, kernel], { size, attributes, shape }) {
    const result = new Float64Array(size);
    eachProduct(shape[0]!, kernel!.shape, attributes, (i, k, o) => {
      result[o]! += x!.data[i]! * kernel!.data[k]!;
    });
    return result;
  },
  convolutionInputGradient([cotangent, kernel], { size, attributes, shape }) {
    const result = new Float64Array(size);
    eachProduct(shape[0]!, kernel!.shape, attributes, (i, k, o) => {
      result[i]! += cotangent!.data[o]! * kernel!.data[k]!;
    });
    return result;
  },
  convolutionKernelGradient([x, cotangent], { size, attributes, shape }) {
    const result = new Float64Array(size);
    eachProduct(x!.shape[0]!, shape, attributes, (i, k, o) => {
      result[k]! += x!.data[i]! * cotangent!.data[o]!;
    });
    return result;
  },
};

/** Visits each product that a convolution sums, with the places of its factors and of the sum. */
function eachProduct(count: number, kernel: Shape, geometry: Geometry, visit: Visit): void {
  const { input, groups } = geometry;
  const output = outputLengths(geometry);
  const [outputs, inputs] = kernel as [number, number];
  const taps = tapsOf(geometry, output);
  const [inputSize, outputSize, kernelSize] = [sizeOf(input), sizeOf(output), sizeOf(geometry.kernel)];
  for (let n = 0; n < count; n++) {
    for (let o = 0; o < outputs; o++) {
      const group = Math.floor(o / (outputs / groups));
      for (let c = 0; c < inputs; c++) {
        const x = (n * inputs * groups + group * inputs + c) * inputSize;
        const k = (o * inputs + c) * kernelSize;
        const y = (n * outputs + o) * outputSize;
        for (const [i, j, l] of taps) visit(x + i, k + j, y + l);
      }
    }
  }
}

/** Places within one image, kernel and result that meet; padding meets nothing. */
function tapsOf({ input, kernel, strides, dilations, before }: Geometry, output: Shape): [number, number, number][] {
  const [inputStrides, kernelStrides, outputStrides] = [input, kernel, output].map(stridesOf) as [
    number[],
    number[],
    number[],
  ];
  let taps: [number, number, number][] = [[0, 0, 0]];
  input.forEach((length, axis) => {
    taps = taps.flatMap(([i, j, l]) => {
      const next: [number, number, number][] = [];
      for (let out = 0; out < output[axis]!; out++) {
        for (let tap = 0; tap < kernel[axis]!; tap++) {
          const at = out * strides[axis]! + tap * dilations[axis]! - before[axis]!;
          if (at < 0 || at >= length) continue;
          next.push([i + at * inputStrides[axis]!, j + tap * kernelStrides[axis]!, l + out * outputStrides[axis]!]);
        }
      }
      return next;
    });
  });
  return taps;
}
