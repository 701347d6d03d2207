import type { Case } from "./cases.ts";

/** What a tool says of the test rows of one case, in the unit of y. */
export interface Result {
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** Bounds of the 95 % interval; those of the normal distribution where left out. */
  readonly lower95?: readonly number[];
  readonly upper95?: readonly number[];
  /** CPU time of fit and prediction. */
  readonly seconds: number;
  readonly evaluations: number | null;
}

export interface Scores {
  readonly rmse: number;
  readonly nlpd: number;
  readonly coverage: number;
}

/**
 * Scores as the benchmark defines them: in units of the standard deviation of the training targets (of the test targets
 * with two fidelities; in ppm for CO₂). With two fidelities a variance of 1e-6 is added for all tools alike.
 */
export function scoresOf({ kind, parts }: Case, { mean, std, lower95, upper95 }: Result): Scores {
  const { y } = parts.test;
  const unit = kind === "co2" ? 1 : spread(kind === "mf" ? y : parts.train.y);
  const floor = kind === "mf" ? 1e-6 : 0;
  const rows = y.map((target, i) => {
    const error = (target - mean[i]) / unit;
    const variance = (std[i] / unit) ** 2 + floor;
    const reach = 1.959964 * Math.sqrt(variance) * unit;
    const inside = target >= (lower95?.[i] ?? mean[i] - reach) && target <= (upper95?.[i] ?? mean[i] + reach);
    return { square: error ** 2, nlpd: (Math.log(2 * Math.PI * variance) + error ** 2 / variance) / 2, inside };
  });
  const average = (value: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
  return {
    rmse: Math.sqrt(average((row) => row.square)),
    nlpd: average((row) => row.nlpd),
    coverage: average((row) => Number(row.inside)),
  };
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
