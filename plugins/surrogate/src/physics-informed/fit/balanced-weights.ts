import { NDArray } from "@mesoscope/core";
import type { Round } from "./loss.js";

/** How much of the weights before is kept. */
const memory = 0.5;

/**
 * Weights that give each condition as long a gradient as the equations have, so that neither hides the other.
 *
 * @see Wang, Teng & Perdikaris, Understanding and mitigating gradient flow pathologies in physics-informed neural
 *   networks, SIAM J. Sci. Comput. 43 (2021) A3055, algorithm 1, with norms of whole gradients
 */
export async function balancedWeights(
  objective: (round: Round) => Promise<{ readonly gradient: NDArray }>,
  round: Round,
  isFirst: boolean,
): Promise<NDArray> {
  const count = round.weights.size;
  if (count === 0) return round.weights;
  const lengthWith = async (shares: NDArray, weights: Float64Array) => {
    const { gradient } = await objective({ ...round, shares, weights: new NDArray(weights, [count]) });
    return Math.sqrt(gradient.data.reduce((sum, slope) => sum + slope * slope, 0));
  };
  const physics = await lengthWith(round.shares, new Float64Array(count));
  const none = round.shares.map(() => 0);
  const weights = round.weights.data.slice();
  for (let i = 0; i < count; i++) {
    const own = await lengthWith(none, new Float64Array(count).fill(1, i, i + 1));
    const balanced = physics / own;
    if (!(balanced > 0 && balanced < Infinity)) continue;
    weights[i] = isFirst ? balanced : memory * weights[i]! + (1 - memory) * balanced;
  }
  return new NDArray(weights, [count]);
}
