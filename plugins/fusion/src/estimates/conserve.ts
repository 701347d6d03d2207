import type { ArrayInput, GaussianPredictive } from "@mesoscope/core";
import { checkOptions } from "@mesoscope/sdk";
import { condition } from "./condition.js";
import { checkFiniteSource, type Source } from "./sources.js";

/** Balances that hold exactly. */
export interface Balance {
  /** One row of factors per balance, of shape [m, n]. */
  readonly operator: ArrayInput;
  /** What the rows add up to, of shape [m]: zeros for flows into and out of a node. */
  readonly values: ArrayInput;
}

/**
 * The estimate nearest to the given one, measured by its own uncertainty, that keeps every balance exactly.
 *
 * The least certain quantities move most, and all become surer.
 *
 * @example
 * const flows = gaussianPredictive({ mean: [10, 6, 5], std: [1, 0.5, 0.5] });
 * const balanced = conserve(flows, { operator: [[1, -1, -1]], values: [0] }); // what comes in goes out
 * const [inlet, left, right] = balanced.mean.data;
 * (inlet - left - right).toFixed(9); // "0.000000000"
 * balanced.std.data[0] < 1; // true
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_VALUE, NOT_FINITE, BAD_OPTION, NumericError INCONSISTENT
 * @see Simon, Optimal State Estimation (2006), section 7.5.1, with W the inverse covariance
 */
export function conserve(estimate: Source, balance: Balance): GaussianPredictive {
  checkOptions("conserve", balance, ["operator", "values"]);
  checkFiniteSource("conserve", estimate);
  return condition("conserve", estimate, balance);
}
