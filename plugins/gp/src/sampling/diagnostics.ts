/** How far chains agree about one variable. */
export interface Convergence {
  /**
   * The potential scale reduction of split chains: near 1 where they agree, above 1.01 where they may not; absent where
   * no chains ran.
   */
  readonly scaleReduction?: number;
  /** How many independent draws tell as much. */
  readonly effectiveSampleSize: number;
}

/**
 * Split R-hat and effective sample size of one variable in several chains of equal length.
 *
 * @see Gelman et al., Bayesian Data Analysis, 3rd edition, sections 11.4 and 11.5
 */
export function convergence(chains: readonly (readonly number[])[]): Required<Convergence> {
  const half = Math.floor(chains[0].length / 2);
  const parts = chains.flatMap((chain) => [chain.slice(0, half), chain.slice(chain.length - half)]);
  const means = parts.map(meanOf);
  const within = meanOf(parts.map((part, p) => part.reduce((sum, x) => sum + (x - means[p]) ** 2, 0) / (half - 1)));
  const centre = meanOf(means);
  const between = (half * means.reduce((sum, mean) => sum + (mean - centre) ** 2, 0)) / (means.length - 1);
  const total = ((half - 1) / half) * within + between / half;
  if (!(within > 0)) return { scaleReduction: 1, effectiveSampleSize: parts.length * half };

  const correlation = (lag: number) => {
    const products = parts.map((part, p) => {
      let sum = 0;
      for (let i = 0; i + lag < half; i++) sum += (part[i] - means[p]) * (part[i + lag] - means[p]);
      return sum / half;
    });
    return 1 - (within * ((half - 1) / half) - meanOf(products)) / total;
  };
  let time = -1;
  let smallest = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < half; lag += 2) {
    const pair = correlation(lag) + correlation(lag + 1);
    if (pair < 0) break;
    smallest = Math.min(smallest, pair);
    time += 2 * smallest;
  }
  const count = parts.length * half;
  return {
    scaleReduction: Math.sqrt(total / within),
    effectiveSampleSize: Math.min(count / Math.max(time, 1 / Math.log10(count)), count * Math.log10(count)),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
