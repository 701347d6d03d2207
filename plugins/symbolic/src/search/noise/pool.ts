import type { Evaluator } from "../../engine/evaluator.js";
import { fitConstants } from "../../engine/fit-constants.js";
import { type Expression, sizeOf } from "../../expression/expression.js";
import { skeletonOf } from "../../expression/skeleton-of.js";
import { descriptionLengthOf } from "../description-length.js";
import { shortest } from "./matches.js";

export interface Scouted {
  readonly expression: Expression;
  readonly loss: number;
  readonly descriptionLength: number;
}

/** Enough to tell formulas apart; the best are fitted to the end when they are offered. */
const iterations = 8;

/** Formulas fitted on a sample of the rows, each structure once. */
export class Pool {
  readonly #evaluator: Evaluator;
  readonly #rows: number;
  readonly #isAllowed: (expression: Expression) => boolean;
  readonly #known = new Map<string, Scouted | undefined>();
  #work = 0;

  /** @param rows of the whole problem, of which those of the evaluator are a sample */
  constructor(evaluator: Evaluator, rows: number, isAllowed: (expression: Expression) => boolean) {
    this.#evaluator = evaluator;
    this.#rows = rows;
    this.#isAllowed = isAllowed;
  }

  /** Work since the last call. */
  takeWork(): number {
    const work = this.#work;
    this.#work = 0;
    return work;
  }

  /** Fits and keeps the formula, unless one of its structure is here or its units are wrong. */
  consider(expression: Expression): void {
    const key = skeletonOf(expression);
    if (this.#known.has(key)) return;
    this.#known.set(key, this.#isAllowed(expression) ? this.#fit(expression) : undefined);
  }

  /** The shortest descriptions. */
  best(count: number): readonly Scouted[] {
    return shortest(
      [...this.#known.values()].filter((scouted) => scouted !== undefined),
      count,
    );
  }

  #fit(start: Expression): Scouted | undefined {
    this.#work += typicalWorkOfFit(start, this.#evaluator.rows);
    const { expression, loss } = fitConstants(start, this.#evaluator, { maxIterations: iterations });
    if (!Number.isFinite(loss)) return undefined;
    return { expression, loss, descriptionLength: descriptionLengthOf(expression, loss, this.#rows) };
  }
}

/** Of a fit of its constants, whatever their number. */
export function typicalWorkOfFit(expression: Expression, rows: number): number {
  return 2 * iterations * sizeOf(expression) * rows;
}
