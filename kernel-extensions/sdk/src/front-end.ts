import type { CellProvenance } from "./provenance.js";

/** The target of the comm that a front end opens to hear what the kernel does. The kernel process answers it, also while a cell runs. */
export type FrontEndTarget = "mesoscope.front-end";

/** What a front end may want to be told of. */
export type FrontEndPart = "running" | "variables" | "plugins" | "provenance";

/** What a front end says. */
export type FrontEndMessage =
  /** From now on news of these parts, and the state of each at once. */
  | { readonly type: "watch"; readonly parts: readonly FrontEndPart[] }
  /** What does the type checker find in this text? Answered by `findings` with the same number. */
  | { readonly type: "check"; readonly ask: number; readonly source: string }
  /** Load or unload a plugin when what runs has ended; a failure is told by `failed`. */
  | { readonly type: "plugin"; readonly action: "load" | "unload"; readonly name: string };

/** What a front end is told. */
export type FrontEndNews =
  | { readonly type: "findings"; readonly ask: number; readonly findings: readonly TypeFinding[] }
  | { readonly type: "running"; readonly cells: readonly RunningCell[]; readonly waiting: readonly string[] }
  | ({ readonly type: "variables" } & VariableList)
  | { readonly type: "plugins"; readonly plugins: readonly PluginState[] }
  /** The cells whose provenance is new or has changed; `all` when they replace what was told before. */
  | { readonly type: "provenance"; readonly cells: readonly CellProvenance[]; readonly all: boolean }
  | { readonly type: "failed"; readonly message: string };

/** What the type checker finds: line and column from 1, the length in UTF-16 units. */
export interface TypeFinding {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly code: number;
  readonly message: string;
}

/** A cell that runs. */
export interface RunningCell {
  /** The front end's name for the cell. */
  readonly id: string;
  readonly count: number;
  /** For how long it has run when this was sent. */
  readonly seconds: number;
  readonly progress?: LoopProgress | undefined;
}

/** How far a loop is that calls `tick`. */
export interface LoopProgress {
  readonly step: number;
  readonly total?: number | undefined;
  readonly values?: Readonly<Record<string, number>> | undefined;
}

export interface VariableList {
  readonly variables: readonly Variable[];
  /** How many there are besides. */
  readonly more: number;
}

/** A variable of the notebook, as a list shows it. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  /** Its extent: `3 × 4`, `12 entries`. */
  readonly shape?: string | undefined;
  readonly units?: string | undefined;
  /** The start of its value. */
  readonly text: string;
  readonly thumbnail?: Thumbnail | undefined;
}

/** A few hundred bytes of what a value looks like. A level is one digit of base 36, from least to greatest; `.` is no number. */
export type Thumbnail =
  | { readonly kind: "line"; readonly levels: string }
  | { readonly kind: "heat"; readonly rows: readonly string[] }
  /** Two levels a point. */
  | { readonly kind: "points"; readonly levels: string; readonly joined: boolean }
  /** Red, green and blue of each pixel, base64. */
  | { readonly kind: "picture"; readonly width: number; readonly height: number; readonly rgb: string };

/** A plugin that is loaded or could be. */
export interface PluginState {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly loaded: boolean;
  readonly commands: readonly PluginCommand[];
  /** What else it contributes, in words. */
  readonly contributes: readonly string[];
  /** Its notebooks and data sets, by their paths from the folder of the notebook. */
  readonly notebooks: readonly string[];
  readonly datasets: readonly string[];
}

/** A line magic of a plugin: `%name`. */
export interface PluginCommand {
  readonly name: string;
  readonly title: string;
}
