import type { CellText, Completions, Inspection, TypeDiagnostic } from "../protocol/type-service.js";

/** What the kernel process asks of the type process. `after` is the number of cells that the answer may build on. */
export type Question =
  | { readonly kind: "executed"; readonly cell: ExecutedText; readonly summary?: CellSummary }
  | { readonly kind: "diagnostics"; readonly source: string; readonly after: number }
  | { readonly kind: "complete"; readonly source: string; readonly cursor: number; readonly everything: boolean }
  | { readonly kind: "inspect"; readonly source: string; readonly cursor: number; readonly detail: number }
  | { readonly kind: "packages-changed" };

export type Answer = CellSummary | readonly TypeDiagnostic[] | Completions | Inspection | null;

/** What is told of an executed cell. */
export type ExecutedText = Pick<CellText, "source" | "id" | "count">;

/** A numbered question. */
export interface Request {
  readonly id: number;
  readonly question: Question;
}

/** The answer to a question; `null` where there is none. */
interface Response {
  readonly id: number;
  readonly answer: Answer;
}

/** Asks whether the type process hangs; one that does not says "here" at once, whatever it works at. */
export const areYouThere = "are you there?";

/**
 * What the type process says: that it has loaded, an answer, that it is there, or that it holds more memory than it
 * should and would like to be replaced.
 */
export type Said = Response | "ready" | "here" | "full";

/** What later cells need to know of an executed one: its declarations as `.d.ts` text and the names that it declares. */
export interface CellSummary {
  readonly declarations: string;
  readonly names: readonly DeclaredName[];
}

/** Of a cell of which nothing can be said. */
export const emptySummary: CellSummary = { declarations: "export {};", names: [] };

export interface DeclaredName {
  readonly name: string;
  /** Declared by `let` or `var`: later cells may assign to it. */
  readonly assignable: boolean;
}
