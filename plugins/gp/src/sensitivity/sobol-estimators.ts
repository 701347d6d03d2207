/** Values at the rows of two samples A and B, and of A with each column taken from B. */
export interface SobolValues {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  /** One vector per input. */
  readonly mixed: readonly ArrayLike<number>[];
}

export interface SobolEstimates {
  readonly first: number[];
  readonly total: number[];
  readonly variance: number;
}

/**
 * First-order and total indices from the given rows.
 *
 * @see Saltelli et al., Variance based sensitivity analysis of model output, Comput. Phys. Commun. 181 (2010) 259, table
 *   2 (b) and (f)
 */
export function sobolEstimates({ a, b, mixed }: SobolValues, rows: ArrayLike<number>): SobolEstimates {
  const n = rows.length;
  let mean = 0;
  for (let k = 0; k < n; k++) mean += (a[rows[k]] + b[rows[k]]) / (2 * n);
  let variance = 0;
  for (let k = 0; k < n; k++) variance += ((a[rows[k]] - mean) ** 2 + (b[rows[k]] - mean) ** 2) / (2 * n);
  // Any centre is right on average; the mean of all values makes the estimate least uncertain.
  let centre = 2 * mean;
  for (const values of mixed) for (let k = 0; k < n; k++) centre += values[rows[k]] / n;
  centre /= mixed.length + 2;
  const first = mixed.map((values) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += (b[rows[k]] - centre) * (values[rows[k]] - a[rows[k]]);
    return variance === 0 ? 0 : sum / n / variance;
  });
  const total = mixed.map((values) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += (a[rows[k]] - values[rows[k]]) ** 2;
    return variance === 0 ? 0 : sum / (2 * n) / variance;
  });
  return { first, total, variance };
}
