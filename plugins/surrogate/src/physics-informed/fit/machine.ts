import { type NDArray, ones } from "@mesoscope/core";
import { compile, type Tensor, valueAndGrad } from "@mesoscope/tensor";
import type { Problem } from "../problem.js";
import { lossOf, meanSquares, type Round, type RoundTensors, weightedResiduals } from "./loss.js";
import type { RoundDraw } from "./round-draw.js";
import { standardErrors } from "./standard-errors.js";

/** The compiled functions of a problem. */
export class Machine {
  readonly #problem: Problem;
  readonly #slope;
  readonly #assess;

  constructor(problem: Problem) {
    const precision = "double";
    this.#problem = problem;
    const slope = valueAndGrad(lossOf(problem));
    this.#slope = compile((parameters: Tensor, round: RoundTensors) => slope(parameters, round), { precision });
    this.#assess = compile(
      (parameters: Tensor, pool: Tensor, conditions: RoundTensors["conditions"]) => ({
        residuals: weightedResiduals(problem, parameters, pool),
        ...(problem.terms.length === 0 ? {} : { conditions: meanSquares(problem, parameters, conditions) }),
      }),
      { precision },
    );
  }

  /** The loss and its gradient. */
  objective(parameters: Float64Array, round: Round): Promise<{ value: NDArray; gradient: NDArray }> {
    return this.#slope(parameters, round);
  }

  /** How well the equations and conditions hold on points that the search has not seen. */
  async assess(parameters: Float64Array, { pool, conditions }: RoundDraw) {
    const found = await this.#assess(parameters, pool, conditions);
    const [n, k] = found.residuals.shape as [number, number];
    const squares = new Float64Array(n);
    found.residuals.data.forEach((residual, i) => {
      squares[Math.floor(i / k)]! += residual * residual;
    });
    const mean = squares.reduce((sum, square) => sum + square, 0) / n;
    const left = [...(found.conditions?.data ?? [])];
    const loss = left.reduce((sum, square, i) => sum + this.#problem.terms[i]!.weight * square, mean);
    return { loss, residual: Math.sqrt(mean), conditions: left.map(Math.sqrt), squares };
  }

  /** Standard errors of the parameters of the unknowns. */
  async spreads(parameters: Float64Array, round: Round): Promise<Float64Array> {
    if (this.#problem.unknowns.length === 0) return new Float64Array();
    return standardErrors(this.#problem, parameters, { ...round, shares: ones(round.shares.shape) });
  }

  dispose(): void {
    this.#slope.dispose();
    this.#assess.dispose();
  }
}
