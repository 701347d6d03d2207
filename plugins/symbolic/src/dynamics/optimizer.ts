import type { Choice } from "./choose-support.js";
import type { SubsetRegression } from "./subset-regression.js";

/** A way to choose the terms of an equation; `stepwise`, `stlsq` and `sr3` make them. */
export interface SparseOptimizer {
  readonly name: string;
  /** Whether the terms may be chosen anew where solutions are matched to the data. */
  readonly selects: boolean;
  /** @internal */
  choose(regression: SubsetRegression): Choice;
}
