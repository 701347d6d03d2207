import type { NDArrayLike } from "@mesoscope/sdk";
import type { CovarianceFunction } from "../covariance/covariance.js";

/** A covariance as a function of `s = Σ_j ((x_j − x′_j) / ℓ_j)²`, with its first two derivatives by `s`. */
export interface SmoothProfile {
  value(s: number): number;
  first(s: number): number;
  second(s: number): number;
}

/** The kernels that have derivatives here; a Matérn process of smoothness 5/2 has two, so its gradient has a covariance. */
export const smoothProfiles = {
  rbf: {
    value: (s: number) => Math.exp(-s / 2),
    first: (s: number) => -Math.exp(-s / 2) / 2,
    second: (s: number) => Math.exp(-s / 2) / 4,
  },
  matern: {
    value(s: number) {
      const r = Math.sqrt(5 * s);
      return (1 + r + (r * r) / 3) * Math.exp(-r);
    },
    first(s: number) {
      const r = Math.sqrt(5 * s);
      return (-5 / 6) * (1 + r) * Math.exp(-r);
    },
    second: (s: number) => (25 / 12) * Math.exp(-Math.sqrt(5 * s)),
  },
} satisfies Record<string, SmoothProfile>;

/** The numbers of a covariance of values and slopes. */
export interface DerivativeNumbers {
  /** The variance of the function about its mean, and that of the mean. */
  readonly variance: number;
  readonly meanVariance: number;
  /** One per input. */
  readonly lengths: readonly number[];
}

/**
 * The covariance of values and slopes of one process, on rows that end with the number of the input by which the function
 * is differentiated there, or −1 for its value.
 *
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), section 9.4
 */
export function derivativeCovariance(
  profile: SmoothProfile,
  { variance, meanVariance, lengths }: DerivativeNumbers,
): Omit<CovarianceFunction, "gradient"> {
  const columns = lengths.length;
  const width = columns + 1;
  const between = (X: NDArrayLike, i: number, Z: NDArrayLike, j: number) => {
    const away = (k: number) => (X.data[i * width + k] - Z.data[j * width + k]) / lengths[k];
    let s = 0;
    for (let k = 0; k < columns; k++) s += away(k) ** 2;
    const [a, b] = [X.data[i * width + columns], Z.data[j * width + columns]];
    if (a < 0 && b < 0) return variance * profile.value(s) + meanVariance;
    if (a < 0) return (-2 * variance * profile.first(s) * away(b)) / lengths[b];
    if (b < 0) return (2 * variance * profile.first(s) * away(a)) / lengths[a];
    const bend = -4 * profile.second(s) * away(a) * away(b) - (a === b ? 2 * profile.first(s) : 0);
    return (variance * bend) / (lengths[a] * lengths[b]);
  };
  return {
    row(X, i, Z, count, out) {
      for (let j = 0; j < count; j++) out[j] = between(X, i, Z, j);
    },
    variance: (X, i) => between(X, i, X, i),
  };
}
