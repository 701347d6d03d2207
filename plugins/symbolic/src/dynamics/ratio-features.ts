import type { Features } from "./features.js";
import type { Term } from "./term-library.js";

/** Whether the denominator that the coefficients make is 0 or changes its sign along a trajectory. */
export function hasPole(
  { terms, features }: { readonly terms: readonly Term[]; readonly features: readonly Features[] },
  coefficients: Float64Array,
): boolean {
  const below = coefficients.map((value, l) => (terms[l].divides ? value : 0));
  if (below.every((value) => value === 0)) return false;
  return features.some(({ values }) => {
    const denominator = summed(below, values);
    return !denominator.every((value) => value * denominator[0] > 0);
  });
}

/**
 * The rate x′ = P/Q near given coefficients, linear in their changes: term/Q for the terms of P, without the bias that noise
 * gives it, and −term P/Q² for those of Q.
 */
export function ratioFeatures(
  terms: readonly Term[],
  features: Features,
  coefficients: Float64Array,
  noise: readonly number[],
): Features {
  const { values, slopes } = features;
  const part = (divides: boolean) => coefficients.map((value, l) => (terms[l].divides === divides ? value : 0));
  const below = part(true);
  if (below.every((value) => value === 0)) return features;
  const p = summed(part(false), values);
  const q = summed(below, values);
  const relativeSlopes = noise.map((_, j) => {
    const slope = summed(
      below,
      slopes.map((each) => each[j]),
    );
    return slope.map((value, i) => value / q[i]);
  });
  return {
    values: terms.map(({ divides }, l) =>
      values[l].map((value, i) => {
        if (divides) return (-value * p[i]) / q[i] ** 2;
        const bias = noise.reduce((sum, deviation, j) => {
          const relative = relativeSlopes[j][i];
          return sum + deviation ** 2 * relative * (value * relative - slopes[l][j][i]);
        }, 0);
        return (value - bias) / q[i];
      }),
    ),
    slopes: terms.map((_, l) =>
      relativeSlopes.map((relative, j) => slopes[l][j].map((slope, i) => (slope - values[l][i] * relative[i]) / q[i])),
    ),
  };
}

function summed(factors: Float64Array, columns: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(columns[0].length);
  factors.forEach((factor, l) => {
    if (factor !== 0) for (let i = 0; i < sum.length; i++) sum[i] += factor * columns[l][i];
  });
  return sum;
}
