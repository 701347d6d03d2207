import { plain, relaxed } from "./kernels.js";

/** The compiled kernels as base64, without and with relaxed SIMD; `undefined` where the build left them out. */
export function loadKernels(): { readonly plain: string; readonly relaxed: string } | undefined {
  return { plain, relaxed };
}
