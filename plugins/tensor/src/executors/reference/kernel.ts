import type { NDArray } from "@mesoscope/core";
import type { Tensor } from "../../graph/tensor.js";

/** The entries of a primitive's result, row-major; conditions are 0 and 1. */
// biome-ignore lint/suspicious/noExplicitAny: each kernel knows the attributes of its primitive
export type Kernel = (inputs: readonly NDArray[], result: Tensor<any>) => Float64Array;

export type Kernels = Readonly<Record<string, Kernel>>;
