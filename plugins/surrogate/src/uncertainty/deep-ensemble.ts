import type { ArrayEstimator, ArrayModel } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  checkWhole,
  type Displayable,
  displaySymbol,
  type Estimator,
  StopError,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import { DeepEnsembleModel } from "./deep-ensemble-model.js";
import { readRows } from "./read-rows.js";

/** Options of `deepEnsemble`. */
export interface DeepEnsembleOptions {
  /** How many models are fitted, 5 unless given. */
  readonly members?: number;
  /** The members' seeds follow from it: seed, seed + 1, …; 0 unless given. */
  readonly seed?: number;
}

/** A recipe for several models that differ in their seeds; made by `deepEnsemble`. */
export interface DeepEnsemble<M extends ArrayModel>
  extends Estimator<ArrayLike, ArrayLike, DeepEnsembleModel<M>>,
    Displayable {
  readonly options: DeepEnsembleOptions;
}

/**
 * The same estimator several times with other seeds, on all rows: where the models disagree, none of them is to be
 * trusted. The predictions are the equal mixture of the members'.
 *
 * Members that only predict points give the spread between models, without the noise of the targets; intervals that hold
 * what they claim come from `conformalIntervals(deepEnsemble(…))`. A stop request keeps the members fitted so far, from
 * two on.
 *
 * @param makeEstimator an estimator for a seed
 *
 * @example
 * const shifted = (seed) => ({
 *   options: { seed },
 *   fit: async () => ({ predict: (X) => asVector(X).map((x) => x + seed), toJSON: () => seed }),
 * });
 * const model = await deepEnsemble(shifted, { members: 3 }).fit([1, 2], [1, 2]);
 * model.predict([10]).data; // [11]
 * model.predictive([10]).std.data[0].toFixed(4); // "0.8165"
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES, and as the members
 * @see Lakshminarayanan, Pritzel & Blundell, NeurIPS 30 (2017), section 2.4
 */
export function deepEnsemble<M extends ArrayModel>(
  makeEstimator: (seed: number) => ArrayEstimator<M>,
  options: DeepEnsembleOptions = {},
): DeepEnsemble<M> {
  checkOptions("deepEnsemble", options, ["members", "seed"]);
  const { members = 5, seed = 0 } = options;
  checkWhole("deepEnsemble", "members", members, 2);
  if (typeof makeEstimator !== "function" || typeof makeEstimator(seed)?.fit !== "function") {
    throw new ValueError(
      "BAD_OPTION",
      "deepEnsemble: the first argument makes no estimator. Give a function such as (seed) => mlp({ seed }).",
    );
  }
  const fit = async (X: ArrayLike, y: ArrayLike) => {
    const data = readRows("deepEnsemble.fit", X, y);
    const fitted: M[] = [];
    try {
      for (let k = 0; k < members; k++) {
        await tick(k, members);
        fitted.push(await makeEstimator(seed + k).fit(data.X, data.y));
      }
    } catch (error) {
      if (!(error instanceof StopError) || fitted.length < 2) throw error;
    }
    return new DeepEnsembleModel(fitted);
  };
  return {
    options: Object.freeze({ ...options }),
    fit,
    [displaySymbol]: () => ({ "text/plain": `deepEnsemble of ${members} models, not fitted yet` }),
  };
}
