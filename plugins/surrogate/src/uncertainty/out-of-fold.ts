import { type ArrayEstimator, type ArrayModel, NDArray, type Split } from "@mesoscope/core";
import { type ArrayLike, tick } from "@mesoscope/sdk";
import { hasPredictive } from "./has-predictive.js";
import type { RowsAndTargets } from "./read-rows.js";

/** What models say of rows that they have not seen. */
export interface Unseen {
  /** The number of each row. */
  readonly rows: Int32Array;
  readonly predicted: NDArray;
  /** Errors divided by the model's standard deviation, or as they are where it gives none; of the targets' shape. */
  readonly scores: NDArray;
}

/** Predictions and what errors are divided by: standard deviations where the model gives them, else 1. */
export function scaledPrediction(model: ArrayModel, X: ArrayLike): { mean: NDArray; scale: NDArray } {
  if (hasPredictive(model)) {
    const { mean, std } = model.predictive(X);
    return { mean: new NDArray(mean.data, mean.shape), scale: new NDArray(std.data, mean.shape) };
  }
  const { data, shape } = model.predict(X);
  return { mean: new NDArray(data, shape), scale: new NDArray(new Float64Array(data.length).fill(1), shape) };
}

/** Fits to the rows of one side of a split and looks at those of the other. */
export async function unseenOf(
  estimator: ArrayEstimator,
  { X, y }: RowsAndTargets,
  { train, test }: Split,
): Promise<Unseen & { readonly model: ArrayModel }> {
  const model = await estimator.fit(X.take(train), y.take(train));
  const { mean, scale } = scaledPrediction(model, X.take(test));
  const truth = y.take(test);
  // A certain and right prediction scores 0, a certain and wrong one is beyond every interval.
  const scores = truth.map((value, i) => (value === mean.data[i] ? 0 : (value - mean.data[i]) / scale.data[i]));
  return { model, rows: test, predicted: mean, scores };
}

/** As `unseenOf` for each split; each row is tested in exactly one, and the result is in the order of the rows. */
export async function outOfFold(
  estimator: ArrayEstimator,
  data: RowsAndTargets,
  splits: readonly Split[],
): Promise<Pick<Unseen, "predicted" | "scores">> {
  const { shape, size } = data.y;
  const [predicted, scores] = [new Float64Array(size), new Float64Array(size)];
  const outputs = size / shape[0];
  for (const [k, split] of splits.entries()) {
    await tick(k, splits.length);
    const found = await unseenOf(estimator, data, split);
    found.rows.forEach((row, i) => {
      predicted.set(found.predicted.data.subarray(i * outputs, (i + 1) * outputs), row * outputs);
      scores.set(found.scores.data.subarray(i * outputs, (i + 1) * outputs), row * outputs);
    });
  }
  return { predicted: new NDArray(predicted, shape), scores: new NDArray(scores, shape) };
}
