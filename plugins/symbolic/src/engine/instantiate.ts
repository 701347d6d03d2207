import { loadKernels } from "#load-kernels";

/** The functions of the compiled module; pointers are in bytes. Documented in `kernels/`. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly blockBytes: { readonly value: number };
  freeFrom(): number;
  setRows(rows: number, totalWeight: number, columns: number, values: number): void;
  setSingleRows(columns: number, values: number): void;
  setTarget(column: number, mean: number): void;
  setTangents(tangents: number, factors: number, blockBytes: number): void;
  setProgram(
    code: number,
    length: number,
    fixed: number,
    parameters: number,
    numbers: number,
    spread: number,
    stack: number,
    blocks: number,
  ): void;
  evaluate(from: number, to: number, stops: boolean): number;
  evaluateSingle(from: number, to: number, stops: boolean): number;
  squaredError(): number;
  scaledError(): number;
  scaledErrorSingle(): number;
  addNormalEquations(from: number, to: number, parameters: number, sums: number, spare: number): void;
  storeTangents(from: number, to: number, parameters: number, rows: number, out: number): void;
}

let compiled: WebAssembly.Module | undefined | "not yet" = "not yet";

/** A new instance with a memory of its own; `undefined` where there are no kernels, or no vector instructions. */
export function instantiate(): Kernels | undefined {
  if (compiled === "not yet") compiled = compileKernels();
  if (!compiled) return undefined;
  const abort = () => {
    throw new Error("The kernels of symbolic stopped.");
  };
  const circular = { hostSin: Math.sin, hostCos: Math.cos };
  return new WebAssembly.Instance(compiled, { env: { abort }, circular }).exports as unknown as Kernels;
}

function compileKernels(): WebAssembly.Module | undefined {
  const text = loadKernels();
  if (text === undefined) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
}
