import type { FormulaContext, FormulaData } from "./formula-data.js";

/** How a search went. */
export interface SearchReport {
  readonly seed: number;
  /** Nodes times rows that were evaluated. */
  readonly work: number;
  /** Absent where only work was limited, so that the same call gives the same report. */
  readonly seconds?: number;
  /** What was tried, in order. */
  readonly stages: readonly { readonly name: string; readonly isFinished: boolean }[];
  /** Why it ended. */
  readonly ended: "solved" | "finished" | "budget" | "stopped";
  /** How many rows there were, where only a sample of them was used. */
  readonly rowsGiven?: number;
  /** What else a reader should know, one sentence each. */
  readonly notes?: readonly string[];
}

/** A discovery as plain data. */
export interface DiscoveryData {
  readonly type: "discovery";
  readonly version: 1;
  readonly context: FormulaContext;
  /** By ascending complexity. */
  readonly front: readonly FormulaData[];
  /** Formulas that are not on the front and describe the data nearly as shortly as the best. */
  readonly rivals: readonly FormulaData[];
  /** Position of the chosen formula on the front. */
  readonly chosen: number;
  /** Some of the rows, for figures: one list per variable, and the target. */
  readonly sample: {
    readonly columns: readonly (readonly number[])[];
    readonly target: readonly number[];
    readonly groups?: readonly number[];
  };
  readonly search?: SearchReport;
}
