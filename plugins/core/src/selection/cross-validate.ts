import {
  type ArrayLike,
  checkOptions,
  type Estimator,
  type Model,
  type NDArrayLike,
  type Predictive,
  type ProbabilisticModel,
  ShapeError,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { rootMeanSquareError } from "../metrics/point-metrics.js";
import { checkSameRows } from "../statistics/check-same-rows.js";
import { CrossValidation } from "./cross-validation.js";
import { kFold, type Split } from "./splits.js";

/** A recipe that learns from arrays. */
export type ArrayEstimator<M extends ArrayModel = ArrayModel> = Estimator<ArrayLike, ArrayLike, M>;

/** What such a recipe learnt. */
export type ArrayModel = Model<ArrayLike, NDArrayLike>;

/** A score of predictions, such as `rootMeanSquareError`. */
export type Metric = (y: ArrayInput, predicted: ArrayInput) => number;

/** A score of predictions with their uncertainty, such as `negativeLogPredictiveDensity`. */
export type PredictiveMetric = (y: ArrayInput, predictive: Predictive) => number;

export interface CrossValidateOptions {
  /** Row numbers to learn from and to judge by; `kFold(n)` unless given. */
  readonly splits?: readonly Split[];
  /** Scores by their names; the root mean squared error unless any are given. */
  readonly metrics?: Readonly<Record<string, Metric>>;
  /** Scores of what `model.predictive` gives. */
  readonly predictiveMetrics?: Readonly<Record<string, PredictiveMetric>>;
}

/**
 * How well an estimator predicts rows that it has not seen: one fit and its scores for every split.
 *
 * @param X samples along the first axis
 * @param y one target, or row of targets, per sample
 *
 * @example
 * const average = { options: {}, fit: async (X, y) => ({ predict: (rows) => full(asArray(rows).shape[0], mean(y)), toJSON: () => 0 }) };
 * const found = await crossValidate(average, [[1], [2], [3], [4], [5]], [2, 2, 2, 2, 2]);
 * found.mean("rootMeanSquareError"); // 0
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_VALUE, BAD_OPTION; and as the estimator
 */
export async function crossValidate(
  spec: ArrayEstimator,
  X: ArrayInput,
  y: ArrayInput,
  options: CrossValidateOptions = {},
): Promise<CrossValidation> {
  checkEstimator("crossValidate", spec);
  checkOptions("crossValidate", options, ["splits", "metrics", "predictiveMetrics"]);
  const rows = asArray(X, "crossValidate: X");
  const targets = asArray(y, "crossValidate: y");
  const n = rows.shape[0] ?? 0;
  checkSameRows("crossValidate", n, targets.shape[0] ?? 0);
  const { splits = kFold(n, { folds: Math.min(5, n) }), predictiveMetrics = {} } = options;
  const { metrics = options.predictiveMetrics ? {} : { rootMeanSquareError } } = options;
  checkSplits(splits, n);
  const scores = new Map(
    [...Object.keys(metrics), ...Object.keys(predictiveMetrics)].map((name) => [name, [] as number[]]),
  );
  for (const [fold, { train, test }] of splits.entries()) {
    await tick(fold, splits.length);
    const model = await spec.fit(rows.take(train), targets.take(train));
    const [unseen, truth] = [rows.take(test), targets.take(test)];
    const predicted = model.predict(unseen);
    for (const [name, metric] of Object.entries(metrics)) scores.get(name)!.push(metric(truth, predicted));
    const uncertain = Object.entries(predictiveMetrics);
    if (uncertain.length === 0) continue;
    const predictive = predictiveOf(model, unseen);
    for (const [name, metric] of uncertain) scores.get(name)!.push(metric(truth, predictive));
  }
  return new CrossValidation(
    splits,
    Object.fromEntries(Array.from(scores, ([name, values]) => [name, new NDArray(Float64Array.from(values))])),
  );
}

/** Throws unless the estimator has a `fit`. */
function checkEstimator(owner: string, spec: ArrayEstimator): void {
  if (typeof spec?.fit === "function") return;
  throw new ValueError(
    "BAD_VALUE",
    `${owner}: the first argument has no fit. Give an estimator, such as a factory returns.`,
  );
}

function predictiveOf(model: ArrayModel, X: NDArray): Predictive {
  const { predictive } = model as Partial<ProbabilisticModel<ArrayLike>>;
  if (typeof predictive === "function") return predictive.call(model, X);
  throw new ValueError(
    "BAD_OPTION",
    "crossValidate: predictiveMetrics were given, but the model has no predictive. Give metrics, or another estimator.",
  );
}

function checkSplits(splits: readonly Split[], n: number): void {
  const isFull = splits.length > 0 && splits.every(({ train, test }) => train.length > 0 && test.length > 0);
  const largest = Math.max(
    ...splits.flatMap(({ train, test }) => [train, test]).map((rows) => rows.reduce((a, b) => Math.max(a, b), 0)),
  );
  if (isFull && largest < n) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    isFull
      ? `crossValidate: a split holds row ${largest} but there are ${n} rows. Make the splits from as many rows as X has.`
      : "crossValidate: a split has no rows to learn from or to test. Make splits with kFold, timeSplit or another of them.",
  );
}
