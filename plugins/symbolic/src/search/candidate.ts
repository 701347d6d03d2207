import type { Expression } from "../expression/expression.js";

/** A formula that was fitted on all rows. */
export interface Candidate {
  readonly expression: Expression;
  /** Weighted mean of the squared residuals over the weighted variance of the target: 1 − R². */
  readonly loss: number;
  readonly complexity: number;
  /** Nats to write down the formula, its constants and what it leaves unexplained; the least is chosen. */
  readonly descriptionLength: number;
}
