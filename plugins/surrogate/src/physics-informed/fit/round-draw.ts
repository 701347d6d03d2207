import { concatenate, type NDArray, ones, type RandomStream } from "@mesoscope/core";
import type { Given } from "../conditions/condition.js";
import type { Problem } from "../problem.js";
import { drawByResidual } from "./draw-by-residual.js";
import type { FitSettings } from "./fit.js";
import type { Round } from "./loss.js";

/** The share of points that is drawn where residuals are large; the others are spread evenly. */
const adaptiveShare = 0.5;
/** The pool that they are drawn from has at least this many times as many points as a round. */
const poolFactor = 4;

/** The points of one round: a pool to look for large residuals in, and those of the conditions. */
export class RoundDraw {
  readonly pool: NDArray;
  readonly conditions: readonly Given[];
  readonly #problem: Problem;
  readonly #settings: FitSettings;
  readonly #stream: RandomStream;

  constructor(problem: Problem, settings: FitSettings, stream: RandomStream) {
    const size = 2 ** Math.ceil(Math.log2(poolFactor * settings.points));
    this.#problem = problem;
    this.#settings = settings;
    this.#stream = stream;
    this.pool = problem.domain.drawInside(owner, size, this.#seed(), {});
    this.conditions = problem.terms.map((term) => term.draw(this.#seed()));
  }

  /** The round that follows from the mean squares of the residuals over the pool. */
  round(squares: Float64Array, weights: NDArray): Round {
    const { points: count, causality } = this.#settings;
    const { domain } = this.#problem;
    const adaptive = Math.round(adaptiveShare * count);
    const even = domain.drawInside(owner, count - adaptive, this.#seed(), {});
    const points = concatenate([even, drawByResidual(this.pool, squares.map(Math.sqrt), adaptive, this.#seed())]);
    const shares = causality?.shares(domain, points, this.pool, squares) ?? ones([count, 1]);
    return { points, shares, conditions: this.conditions, weights };
  }

  #seed(): number {
    return this.#stream.integer(2 ** 32);
  }
}

const owner = "physicsInformed.fit";
