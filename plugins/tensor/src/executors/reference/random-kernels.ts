import { type RandomStream, randomStream } from "@mesoscope/core";
import type { Kernel, Kernels } from "./kernel.js";

const drawn =
  (draw: (stream: RandomStream) => number): Kernel =>
  ([key], { size }) => {
    const stream = randomStream(key!.data[0]!);
    return Float64Array.from({ length: size }, () => draw(stream));
  };

export const randomKernels: Kernels = {
  uniform: drawn((stream) => stream.uniform()),
  normal: drawn((stream) => stream.normal()),
};
