import { createRequire } from "node:module";
import type { loadKernels as portable } from "./load-kernels.js";

/** At the first need, and without them where only TypeScript was compiled. */
export const loadKernels: typeof portable = () => {
  try {
    return createRequire(import.meta.url)("./kernels.js").kernels;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
};
