import type { Kernels } from "./kernel.js";

export const leafKernels: Kernels = {
  fill: (_inputs, result) => new Float64Array(result.size).fill(result.attributes.value),
  constant: (_inputs, result) => result.attributes.values.data,
};
