import { NDArray, normalCdf } from "@mesoscope/core";
import { type Input, type InputDistribution, readInputs } from "../propagation/input-distribution.js";
import { evaluateAt, type Simulated } from "../propagation/simulator-function.js";

/** A limit state over independent standard normal variables; failure is where it is at most 0. */
export interface NormalLimitState {
  readonly size: number;
  /** How often it was evaluated so far. */
  readonly evaluations: () => number;
  /** Its value at every row of `u`. */
  at(u: NDArray): Promise<Float64Array>;
  /** The inputs themselves. */
  inputs(u: NDArray): NDArray;
}

const farthest = 8.2;

/** A limit state of inputs with the given distributions, as one of standard normal variables. */
export function normalLimitState(owner: string, limitState: Simulated, inputs: readonly Input[]): NormalLimitState {
  const distributions: readonly InputDistribution[] = readInputs(owner, inputs);
  const size = distributions.length;
  let evaluations = 0;
  const inputsOf = (u: NDArray) =>
    new NDArray(
      u.data.map((z, at) => distributions[at % size].quantile(normalCdf(Math.min(Math.max(z, -farthest), farthest)))),
      u.shape,
    );
  return {
    size,
    evaluations: () => evaluations,
    async at(u) {
      evaluations += u.shape[0];
      return (await evaluateAt(owner, limitState, inputsOf(u))).data;
    },
    inputs: inputsOf,
  };
}
