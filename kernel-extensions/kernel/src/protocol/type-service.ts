/** What the kernel process asks of the type service, a process of its own. */

export interface CellText {
  /** A number that grows with every executed cell. */
  readonly run: number;
  readonly source: string;
  /** The front end's name for the cell: one that runs again takes the place of what it was. */
  readonly id?: string | undefined;
  /** The number that the reader sees before the cell. */
  readonly count?: number | undefined;
}

export type TypeMode = "warn" | "strict" | "off";

/** One finding of the type checker; line and column count from 1, the length in UTF-16 units, in the cell's own text. */
export interface TypeDiagnostic {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly code: number;
  readonly message: string;
}

export interface Completions {
  readonly matches: readonly string[];
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** One entry per match: kind as JupyterLab names it (`function`, `property`, …) and signature or type. */
  readonly types: readonly { readonly text: string; readonly type: string; readonly signature: string }[];
}

export interface Inspection {
  readonly found: boolean;
  /** Markdown and plain text: signature and documentation. */
  readonly markdown: string;
  readonly text: string;
}

/** Types of the notebook so far; every answer is optional for execution, which never waits for it except under strict. */
export interface TypeService {
  /** It has loaded what it needs to answer at once. */
  readonly ready: boolean;
  /** Tells the service that a cell was executed without a compile error, so later cells see its names. */
  executed(cell: CellText): void;
  /** What is wrong with a cell that follows the first `after` executed cells, or all of them. */
  diagnostics(source: string, after?: number): Promise<readonly TypeDiagnostic[]>;
  complete(source: string, cursor: number, detail?: "all"): Promise<Completions>;
  /** What is known at the cursor; with `detail` 1 the source of the declaration too. */
  inspect(source: string, cursor: number, detail?: number): Promise<Inspection>;
  /** Forget what is known of packages on disk. */
  packagesChanged(): void;
  close(): Promise<void>;
}
