import type { Step } from "./step.js";

/** A cell as JavaScript that the user process can evaluate in V8's REPL mode. */
export interface CompiledCell {
  readonly code: string;
  /** The way from the code back to the user's text. */
  readonly steps: readonly Step[];
  /** Magics in the order written, for those that the kernel must know before the cell runs (`%types`). */
  readonly magics: readonly { readonly name: string; readonly argument: string; readonly line: number }[];
  /** What the text tells of where the cell's values come from; looked for when it is asked for. */
  sources(): CellSources;
}

/** Where the values of a cell come from, as far as its text tells. */
export interface CellSources {
  /** Names that it takes from elsewhere. */
  readonly reads: ReadonlySet<string>;
  /** Names that it declares, assigns to or changes. */
  readonly writes: ReadonlySet<string>;
  /** Those of them that stand for what a module exports. */
  readonly imports: ReadonlySet<string>;
  /** Constants given as a seed, as written. */
  readonly seeds: readonly string[];
  /** Texts that may name files that it reads. */
  readonly paths: readonly string[];
  /** It holds magics only, or nothing. */
  readonly isEmpty: boolean;
}
