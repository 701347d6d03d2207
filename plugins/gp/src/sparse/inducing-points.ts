import type { NDArray } from "@mesoscope/core";
import type { CovarianceFunction } from "../covariance/covariance.js";

/** A point that the others explain to this share of its variance would add nothing but rounding. */
const smallestShare = 1e-11;
/** Nor would one whose rest is this share of the noise variance teach anything. */
const noiseShare = 0.05;

/**
 * The rows of `candidates` that stand for all of them: each is the one that those before it explain worst.
 *
 * These are the pivots of a Cholesky factorisation of their covariance.
 *
 * @returns at most `count` row numbers
 * @see Burt, Rasmussen & van der Wilk, JMLR 21 (2020) 131, section 4.2.2
 */
export function inducingRows(
  candidates: NDArray,
  covariance: CovarianceFunction,
  noise: number,
  count: number,
): number[] {
  const rows = candidates.shape[0];
  const unexplained = Float64Array.from({ length: rows }, (_, i) => covariance.variance(candidates, i));
  const least = Math.max(smallestShare * unexplained.reduce((a, b) => Math.max(a, b)), noiseShare * noise ** 2);
  const factors: Float64Array[] = [];
  const chosen: number[] = [];
  const row = new Float64Array(rows);
  while (chosen.length < Math.min(count, rows)) {
    const pivot = unexplained.reduce((best, value, i) => (value > unexplained[best] ? i : best), 0);
    if (!(unexplained[pivot] > least)) break;
    covariance.row(candidates, pivot, candidates, rows, row);
    const factor = Float64Array.from(row);
    for (const earlier of factors) {
      const share = earlier[pivot];
      for (let i = 0; i < rows; i++) factor[i] -= share * earlier[i];
    }
    const scale = 1 / Math.sqrt(unexplained[pivot]);
    for (let i = 0; i < rows; i++) {
      factor[i] *= scale;
      unexplained[i] -= factor[i] ** 2;
    }
    unexplained[pivot] = 0;
    factors.push(factor);
    chosen.push(pivot);
  }
  return chosen;
}
