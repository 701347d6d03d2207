import { type ArrayEstimator, covarianceMatrix, diagonal, kFold, type NDArray, type Split } from "@mesoscope/core";
import { DataError, MesoscopeError, StopError, tick } from "@mesoscope/sdk";
import { Calibration } from "../uncertainty/calibration.js";
import { ConformalIntervalsModel } from "../uncertainty/conformal-intervals-model.js";
import { outOfFold, type Unseen } from "../uncertainty/out-of-fold.js";
import type { RowsAndTargets } from "../uncertainty/read-rows.js";

/** How well an estimator predicts runs that it has not seen. */
export interface EstimatorScore {
  readonly name: string;
  /** The root mean square error relative to the standard deviation of the outputs; NaN where it could not be fitted. */
  readonly relativeError: number;
  /** The share of the outputs' variance that is explained, R²; the mean over the outputs. */
  readonly determination: number;
  /**
   * The share of the outputs that lie within 95 % intervals made of the errors on other runs; NaN with fewer runs than
   * such intervals need.
   */
  readonly coverage: number;
  /** Why it could not be fitted. */
  readonly error?: string;
}

/** What is known after some runs. */
export interface Learned {
  /** How many runs there were. */
  readonly runs: number;
  /** Best first. */
  readonly scores: readonly EstimatorScore[];
  /** The best estimator fitted to all runs. */
  readonly model: ConformalIntervalsModel;
  /** What the best estimator said of each run without it, of the outputs' shape. */
  readonly unseen: NDArray;
}

/** What may learn a simulator, by name. */
export type Estimators = Readonly<Record<string, ArrayEstimator>>;

/** Judges all estimators by cross-validation and fits the best to all rows. */
export async function learn(
  estimators: Estimators,
  data: RowsAndTargets,
  seed: number,
): Promise<Omit<Learned, "runs">> {
  const n = data.X.shape[0];
  const splits = kFold(n, { folds: Math.min(5, n), seed });
  const judged: { readonly score: EstimatorScore; readonly found?: Pick<Unseen, "predicted" | "scores"> }[] = [];
  for (const [name, estimator] of Object.entries(estimators)) {
    await tick(judged.length, Object.keys(estimators).length);
    judged.push(await judge(name, estimator, data, splits));
  }
  judged.sort((a, b) => compare(a.score.relativeError, b.score.relativeError));
  const [{ score: best, found }] = judged;
  if (!found) {
    throw new DataError(
      "NOT_FITTED",
      `surrogate: no estimator can be fitted to ${n} runs. ${best.name}: ${best.error}`,
    );
  }
  const model = await estimators[best.name].fit(data.X, data.y);
  return {
    scores: judged.map(({ score }) => score),
    model: new ConformalIntervalsModel(model, new Calibration(found.scores)),
    unseen: found.predicted,
  };
}

/** The standard deviation of each output, of shape [outputs]. */
export function spreadOf(y: NDArray): NDArray {
  return diagonal(covarianceMatrix(y.reshape([y.shape[0], -1]))).map(Math.sqrt);
}

async function judge(name: string, estimator: ArrayEstimator, data: RowsAndTargets, splits: readonly Split[]) {
  try {
    const found = await outOfFold(estimator, data, splits);
    return { score: { name, ...accuracy(data.y, found.predicted), coverage: coverageOf(found.scores, splits) }, found };
  } catch (error) {
    if (!(error instanceof MesoscopeError) || error instanceof StopError) throw error;
    const none = { relativeError: Number.NaN, determination: Number.NaN, coverage: Number.NaN };
    return { score: { name, ...none, error: error.message } };
  }
}

function accuracy(y: NDArray, predicted: NDArray) {
  const spread = spreadOf(y);
  const outputs = spread.size;
  const errors = new Float64Array(outputs);
  y.data.forEach((value, at) => {
    errors[at % outputs] += (predicted.data[at] - value) ** 2 / y.shape[0];
  });
  const shares = errors.map((error, k) => (error === 0 ? 0 : error / spread.data[k] ** 2));
  const mean = shares.reduce((sum, share) => sum + share, 0) / outputs;
  return { relativeError: Math.sqrt(mean), determination: 1 - mean };
}

/** Intervals are made of the scores of all folds but one and tried on that one. */
function coverageOf(scores: NDArray, splits: readonly Split[]): number {
  let held = 0;
  for (const { train, test } of splits) {
    const others = new Calibration(scores.take(train));
    const own = scores.take(test);
    const widths = Array.from({ length: others.outputs }, (_, k) => others.width(0.95, k));
    if (!widths.every(Number.isFinite)) return Number.NaN;
    held += own.data.filter((score, at) => Math.abs(score) <= widths[at % others.outputs]).length;
  }
  return held / scores.size;
}

/** By number, with NaN behind all others. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}
