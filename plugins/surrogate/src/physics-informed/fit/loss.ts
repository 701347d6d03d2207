import type { NDArray } from "@mesoscope/core";
import { add, concatenate, divide, mean, multiply, reshape, square, sum, type Tensor } from "@mesoscope/tensor";
import type { Given } from "../conditions/condition.js";
import type { Quantities } from "../mathematics/formula.js";
import type { Problem } from "../problem.js";

/** The points of one round and what they count. */
export interface Round {
  /** Where the equations are to hold, of shape [n, d]. */
  readonly points: NDArray;
  /** What each of them counts, of shape [n, 1]. */
  readonly shares: NDArray;
  readonly conditions: readonly Given[];
  /** What the mean square of each condition counts. */
  readonly weights: NDArray;
}

/** A round as the graph sees it. */
export type RoundTensors = {
  readonly points: Tensor;
  readonly shares: Tensor;
  readonly conditions: readonly { readonly points: Tensor; readonly extra: { readonly [name: string]: Tensor } }[];
  readonly weights: Tensor;
};

/** The residuals times their weight, of shape [n, equations]. */
export function weightedResiduals(problem: Problem, parameters: Tensor, points: Tensor): Tensor {
  const quantities = problem.quantities(parameters, points);
  const residuals = problem.residuals(quantities);
  return problem.weight ? multiply(problem.weight(quantities), residuals) : residuals;
}

/** What each condition leaves, of shape [n, 1] each. */
export function misfits(
  problem: Problem,
  parameters: Tensor,
  conditions: RoundTensors["conditions"],
): readonly Tensor[] {
  return problem.terms.map(({ formula }, i) => {
    const { points, extra } = conditions[i]!;
    const columns: Quantities = Object.fromEntries(
      Object.entries(extra).map(([name, values]) => [name, reshape(values, [-1, 1])]),
    );
    return formula({ ...problem.quantities(parameters, points), ...columns });
  });
}

/** Mean squares of what the conditions leave, of shape [conditions]. */
export function meanSquares(problem: Problem, parameters: Tensor, conditions: RoundTensors["conditions"]): Tensor {
  const means = misfits(problem, parameters, conditions).map((misfit) => reshape(mean(square(misfit)), [1]));
  return concatenate(means);
}

/** The mean square of the residuals, each with its share, and what the conditions add. */
export function lossOf(problem: Problem) {
  return (parameters: Tensor, { points, shares, conditions, weights }: RoundTensors): Tensor => {
    const squares = square(weightedResiduals(problem, parameters, points));
    const physics = divide(sum(multiply(shares, squares)), points.shape[0]!);
    if (problem.terms.length === 0) return physics;
    return add(physics, sum(multiply(weights, meanSquares(problem, parameters, conditions))));
  };
}
