import { type ArrayEstimator, type ArrayModel, kFold, type Split, trainTestSplit } from "@mesoscope/core";
import {
  type ArrayLike,
  checkChoice,
  checkOptions,
  checkShare,
  checkWhole,
  type Displayable,
  displaySymbol,
  type Estimator,
  ShapeError,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import { Calibration } from "./calibration.js";
import { ConformalIntervalsModel } from "./conformal-intervals-model.js";
import { outOfFold, unseenOf } from "./out-of-fold.js";
import { type RowsAndTargets, readRows } from "./read-rows.js";

/** Options of `conformalIntervals`. */
export interface ConformalIntervalsOptions {
  /**
   * `cross` judges every row by a model that has not seen it and fits to all rows (the default); `split` keeps a fraction
   * of the rows apart and never fits to them.
   */
  readonly method?: "cross" | "split";
  /** Of the rows that `split` keeps apart; 0.3 unless given. */
  readonly fraction?: number;
  /** Of `cross`; 10 unless given, or as many as there are rows. */
  readonly folds?: number;
  /** Of the parting of the rows; 0 unless given. */
  readonly seed?: number;
}

/** A recipe for calibrated intervals around any model; made by `conformalIntervals`. */
export interface ConformalIntervals<M extends ArrayModel>
  extends Estimator<ArrayLike, ArrayLike, ConformalIntervalsModel<M>>,
    Displayable {
  readonly options: ConformalIntervalsOptions;
}

const fewestRows = 4;

/**
 * Intervals that hold new targets as often as they claim, around any estimator: the interval of a level reaches as far as
 * the `⌈(n + 1) level⌉`-th smallest error of n rows that the model had not seen. Errors are taken relative to the model's
 * standard deviations where it has `predictive`, and as they are where not; each output has its own.
 *
 * For exchangeable rows `split` covers between `level` and `level + 1/(n + 1)`, whatever the estimator gets wrong.
 * `cross` uses all rows for both ends, at one fit per fold and one more: it covers about `level`, rather more, as long as
 * a fold less of the rows changes the model little. Where a level asks for more rows than there are, the interval is
 * infinite.
 *
 * @example
 * const none = { options: {}, fit: async () => ({ predict: (X) => full(asArray(X).shape[0], 0), toJSON: () => 0 }) };
 * const y = [1, -2, 3, -4, 5, -6, 7, -8, 9];
 * const model = await conformalIntervals(none).fit(y.keys().toArray(), y);
 * model.predictive([0]).interval(0.8).upper.data; // [8]
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES, and as the estimator
 * @see Lei et al., J. Am. Stat. Assoc. 113 (2018) 1094, algorithm 2; Barber et al., Annals of Statistics 49 (2021) 486,
 *   section 1.2, for the folds
 */
export function conformalIntervals<M extends ArrayModel>(
  estimator: ArrayEstimator<M>,
  options: ConformalIntervalsOptions = {},
): ConformalIntervals<M> {
  const owner = "conformalIntervals";
  checkOptions(owner, options, ["method", "fraction", "folds", "seed"]);
  const { method = "cross", fraction = 0.3, folds = 10, seed = 0 } = options;
  if (typeof estimator?.fit !== "function") {
    throw new ValueError("BAD_OPTION", `${owner}: the first argument has no fit. Give an estimator, such as mlp().`);
  }
  checkChoice(owner, "method", method, ["cross", "split"]);
  checkShare(owner, "fraction", fraction);
  checkWhole(owner, "folds", folds, 2);
  const fit = async (X: ArrayLike, y: ArrayLike) => {
    const data = readRows(`${owner}.fit`, X, y);
    const n = data.y.shape[0];
    if (n < fewestRows) {
      throw new ShapeError("EMPTY", `${owner}.fit: X has ${n} rows, too few to keep some apart. Give ${fewestRows}.`);
    }
    return method === "split"
      ? fitApart(estimator, data, trainTestSplit(n, { fraction: keptShare(n, fraction), seed }))
      : fitCrossed(estimator, data, kFold(n, { folds: Math.min(folds, n), seed }));
  };
  return {
    options: Object.freeze({ ...options }),
    fit,
    [displaySymbol]: () => ({ "text/plain": `conformalIntervals (${method}), not fitted yet` }),
  };
}

async function fitApart<M extends ArrayModel>(estimator: ArrayEstimator<M>, data: RowsAndTargets, split: Split) {
  await tick(0, 1);
  const { model, scores } = await unseenOf(estimator, data, split);
  return new ConformalIntervalsModel(model as M, new Calibration(scores));
}

async function fitCrossed<M extends ArrayModel>(
  estimator: ArrayEstimator<M>,
  data: RowsAndTargets,
  splits: readonly Split[],
) {
  const { scores } = await outOfFold(estimator, data, splits);
  return new ConformalIntervalsModel(await estimator.fit(data.X, data.y), new Calibration(scores));
}

/** The share of the rows to fit to, which leaves two at least on either side. */
function keptShare(n: number, fraction: number): number {
  const apart = Math.min(Math.max(Math.round(fraction * n), 2), n - 2);
  return 1 - apart / n;
}
