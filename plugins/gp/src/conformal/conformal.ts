import { kFold, randomStream } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type ProbabilisticModel,
  ShapeError,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import { readMeasured } from "../fit/training-data.js";
import { ConformalModel, type Fold } from "./conformal-model.js";

/** An estimator whose models say how sure they are. */
export interface ProbabilisticEstimator {
  fit(X: ArrayLike, y: ArrayLike): Promise<ProbabilisticModel<ArrayLike>>;
}

/** Options of `conformal`. */
export interface ConformalOptions {
  /**
   * `split` keeps a fraction of the rows apart, `cross` predicts every row from a model that has not seen it (CV+, the
   * default); with as many folds as rows that is jackknife+.
   */
  readonly method?: "split" | "cross";
  /** Of the rows that `split` keeps apart; 0.3 by default. */
  readonly fraction?: number;
  /** Of `cross`; 10 by default, or as many as there are rows. */
  readonly folds?: number;
  /** Of the parting of the rows; 0 by default. */
  readonly seed?: number;
}

/** A recipe for calibrated intervals; made by `conformal`. */
export interface Conformal extends Displayable {
  readonly options: ConformalOptions;
  /** X of shape [n, d], y of shape [n]. */
  fit(X: ArrayLike, y: ArrayLike): Promise<ConformalModel>;
}

/**
 * Intervals that hold a new target with the probability that they claim, whatever the estimator gets wrong, as long as
 * the rows are exchangeable: an estimator's standard deviations are scaled by scores `|y − mean| / std` of rows that it
 * has not seen.
 *
 * With n scores, `split` covers between `level` and `level + 1/(n + 1)` on average over data; `cross` uses all rows for
 * both ends, covers at least `2 level − 1` always and about `level` in practice.
 *
 * @example
 * const X = Array.from({ length: 40 }, (_, i) => i / 10);
 * const model = await conformal(gaussianProcess(), { method: "split" }).fit(X, X.map(Math.sin));
 * model.predictive([2.05]).interval(0.9).lower.data[0] <= Math.sin(2.05); // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 * @see Lei et al., J. Am. Stat. Assoc. 113 (2018) 1094; Barber et al., Predictive inference with the jackknife+, Annals of
 *   Statistics 49 (2021) 486, for `cross`
 */
export function conformal(estimator: ProbabilisticEstimator, options: ConformalOptions = {}): Conformal {
  check(estimator, options);
  return {
    options: Object.freeze({ ...options }),
    fit: (X, y) => fitConformal(estimator, options, X, y),
    [displaySymbol]: () => ({ "text/plain": `conformal, not fitted yet: ${options.method ?? "cross"}` }),
  };
}

async function fitConformal(
  estimator: ProbabilisticEstimator,
  { method = "cross", fraction = 0.3, folds, seed = 0 }: ConformalOptions,
  X: ArrayLike,
  y: ArrayLike,
): Promise<ConformalModel> {
  const data = readMeasured(X, y, "conformal.fit");
  const n = data.y.size;
  if (n < 4) {
    throw new ShapeError("EMPTY", `conformal.fit: X has ${n} rows, too few to keep some apart. Give at least 4.`);
  }
  const parts =
    method === "split" ? [splitOnce(n, fraction, seed)] : kFold(n, { folds: folds ?? Math.min(10, n), seed });
  const kept: Fold[] = [];
  for (const [k, { train, test }] of parts.entries()) {
    await tick(k, parts.length);
    const model = await estimator.fit(data.X.take(train), data.y.take(train));
    const { mean, std } = model.predictive(data.X.take(test));
    const scores = Array.from(test, (row, i) => scoreOf(data.y.data[row] - mean.data[i], std.data[i]));
    kept.push({ model, scores });
  }
  return new ConformalModel(kept, method);
}

function splitOnce(n: number, fraction: number, seed: number) {
  const order = randomStream(seed).permutation(n);
  const count = Math.min(Math.max(Math.round(fraction * n), 1), n - 2);
  return { test: order.slice(0, count), train: order.slice(count) };
}

/** A certain and right prediction scores 0, a certain and wrong one is beyond every interval. */
function scoreOf(error: number, std: number): number {
  return error === 0 ? 0 : error / std;
}

function check(estimator: ProbabilisticEstimator, options: ConformalOptions): void {
  checkOptions("conformal", options, ["method", "fraction", "folds", "seed"]);
  const { method = "cross", fraction = 0.3, folds = 10 } = options;
  const fail = (message: string) => {
    throw new ValueError("BAD_OPTION", `conformal: ${message}`);
  };
  if (typeof estimator?.fit !== "function")
    fail("the first argument is no estimator. Give one, as in conformal(gaussianProcess()).");
  if (method !== "split" && method !== "cross") fail(`method is ${method}. Choose "split" or "cross".`);
  if (!(fraction > 0 && fraction < 1)) fail(`fraction is ${fraction}. Give one between 0 and 1, such as 0.3.`);
  if (!(Number.isInteger(folds) && folds >= 2)) fail(`folds is ${folds}. Give a whole number of at least 2.`);
}
