import type { Step } from "./step.js";

/** A cell as JavaScript that the user process can evaluate in V8's REPL mode. */
export interface CompiledCell {
  readonly code: string;
  /** The way from the code back to the user's text. */
  readonly steps: readonly Step[];
  /** Magics in the order written, for those that the kernel must know before the cell runs (`%types`). */
  readonly magics: readonly { readonly name: string; readonly argument: string; readonly line: number }[];
}
