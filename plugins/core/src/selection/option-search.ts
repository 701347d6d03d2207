import { ShownTable, shortNumber, type TextTable } from "@mesoscope/sdk";
import type { NDArray } from "../arrays/nd-array.js";
import type { ArrayEstimator, ArrayModel } from "./cross-validate.js";

/** One combination of options and how well it did. */
export interface Candidate<O> {
  readonly options: O;
  /** The mean over the splits; NaN where it could not be fitted. */
  readonly score: number;
  readonly std: number;
  /** Of shape [splits]. */
  readonly scores: NDArray;
  /** Why it could not be fitted. */
  readonly error?: string;
}

const rowsShown = 20;

/** The combinations that `gridSearch` or `randomSearch` tried, and the best one fitted to all rows. */
export class OptionSearch<O extends object, M extends ArrayModel> extends ShownTable {
  /** In the order of their scores, best first. */
  readonly candidates: readonly Candidate<O>[];
  /** The best options. */
  readonly best: O;
  /** The estimator with the best options. */
  readonly spec: ArrayEstimator<M>;
  /** What it learnt from all rows. */
  readonly model: M;

  /** @internal */
  constructor(candidates: readonly Candidate<O>[], spec: ArrayEstimator<M>, model: M) {
    super();
    this.candidates = candidates;
    this.best = candidates[0]!.options;
    this.spec = spec;
    this.model = model;
  }

  protected table(): TextTable {
    const names = [...new Set(this.candidates.flatMap(({ options }) => Object.keys(options)))];
    const shown = this.candidates.slice(0, rowsShown);
    const failed = this.candidates.filter(({ error }) => error !== undefined).length;
    const part = shown.length < this.candidates.length ? `, the best ${shown.length} shown` : "";
    return {
      caption: `${this.candidates.length} combinations of options${part}${failed ? `, ${failed} could not be fitted` : ""}`,
      headings: ["rank", ...names, "score", "std"],
      rows: shown.map(({ options, score, std, error }, i) => [
        String(i + 1),
        ...names.map((name) => optionText((options as Record<string, unknown>)[name])),
        error === undefined ? shortNumber(score) : "failed",
        error === undefined ? shortNumber(std) : "–",
      ]),
    };
  }
}

function optionText(value: unknown): string {
  if (typeof value === "number") return shortNumber(value);
  if (typeof value !== "object" || value === null) return String(value);
  const text = String(value);
  return text.startsWith("[object") ? (JSON.stringify(value) ?? "").slice(0, 40) : text;
}
