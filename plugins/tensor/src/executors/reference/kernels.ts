import { convolutionKernels } from "./convolution-kernels.js";
import { elementwiseKernels } from "./elementwise-kernels.js";
import { enlargeKernels } from "./enlarge-kernels.js";
import { indexingKernels } from "./indexing-kernels.js";
import type { Kernels } from "./kernel.js";
import { leafKernels } from "./leaf-kernels.js";
import { matmulKernel } from "./matmul-kernel.js";
import { poolingKernels } from "./pooling-kernels.js";
import { randomKernels } from "./random-kernels.js";
import { rearrangeKernels } from "./rearrange-kernels.js";
import { reductionKernels } from "./reduction-kernels.js";

/** How each primitive is computed, by its name. */
export const kernels: Kernels = {
  ...leafKernels,
  ...elementwiseKernels,
  ...reductionKernels,
  ...rearrangeKernels,
  ...indexingKernels,
  ...convolutionKernels,
  ...poolingKernels,
  ...enlargeKernels,
  ...randomKernels,
  matmul: matmulKernel,
};
