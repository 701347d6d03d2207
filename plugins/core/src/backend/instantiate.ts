import type { SharedKernel } from "./job-board.js";

/** The functions of the compiled modules; pointers and strides are in bytes. Documented in `kernels/`. */
export interface Kernels extends Record<SharedKernel, (...values: number[]) => number> {
  readonly scratchBytes: { readonly value: number };
  setThread(index: number, count: number, scratch: number, meeting: number): void;
  rotateRows(data: number, row: number, columns: number, rotations: number, count: number): void;
  solveVector(triangle: number, n: number, x: number, isTransposed: number): void;
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const abort = () => {
    throw new Error("The embedded kernels stopped.");
  };
  return new WebAssembly.Instance(module, { env: { memory, abort } }).exports as unknown as Kernels;
}
