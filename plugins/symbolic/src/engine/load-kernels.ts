import { kernels } from "./kernels.js";

/** The compiled kernels as base64; `undefined` where the build left them out. */
export function loadKernels(): string | undefined {
  return kernels;
}
