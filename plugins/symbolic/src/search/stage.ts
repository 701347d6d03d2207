import type { RandomStream } from "@mesoscope/core";
import type { Evaluator } from "../engine/evaluator.js";
import type { Expression } from "../expression/expression.js";
import type { Candidate } from "./candidate.js";
import type { Front } from "./front.js";
import type { Problem } from "./problem.js";

/** What a stage sees of the search it works for. */
export interface SearchContext {
  readonly problem: Problem;
  /** All rows of the problem (of millions a sample). */
  readonly evaluator: Evaluator;
  /** At most so many rows, the same for the same number: a subsample spread over the rows. */
  sample(rows: number): Evaluator;
  readonly front: Front;
  readonly random: RandomStream;
  /**
   * Fits the constants on all rows, from the values in the expression, and puts it on the front where it belongs.
   * `undefined` where the formula has the wrong unit, breaks a constraint or is not finite on every row.
   */
  offer(expression: Expression): Candidate | undefined;
  /** Whether the formula leaves nothing but noise, as far as the rows can tell. */
  isAdequate(expression: Expression): boolean;
  /** Whether a formula without any error left is on the front: later stages have nothing to add. */
  readonly isSolved: boolean;
}

/**
 * One way to find formulas: it offers what it finds, and yields the work since the last time (nodes × rows) every few
 * milliseconds, so that whoever runs it can count a budget, pause, stop or hand in a guess. It ends when it has nothing
 * more to try. Its course depends on the problem and on `random` alone.
 */
export type Stage = (context: SearchContext) => Generator<number, void, void>;
