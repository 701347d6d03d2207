import {
  asVector,
  evidenceWeights,
  kFold,
  type MixturePredictive,
  mixturePredictive,
  NDArray,
  stackingWeights,
} from "@mesoscope/core";
import {
  type ArrayLike,
  checkChoice,
  checkOptions,
  checkWhole,
  type Displayable,
  displaySymbol,
  type Estimator,
  type MimeBundle,
  type ProbabilisticModel,
  tableBundle,
  tick,
  ValueError,
} from "@mesoscope/sdk";

import { trainingData } from "../common/training-data.js";

type Member = ProbabilisticModel<ArrayLike>;
type MemberEstimator = Estimator<ArrayLike, ArrayLike, Member>;

export interface ModelAveragingOptions {
  /** Recipes of models that say how sure they are. */
  readonly estimators: readonly MemberEstimator[];
  /**
   * How the models are weighed: by their common density of held-out targets (`"stacking"`, the default), or by their
   * evidence (`"evidence"`), which each model must state as `logMarginalLikelihood`.
   */
  readonly weights?: "stacking" | "evidence";
  /** Into how many parts the rows are split to hold targets out, 5 by default. */
  readonly folds?: number;
  /** Of the splits, 0 by default. */
  readonly seed?: number;
}

/** A recipe that joins the predictions of several models; made by `modelAveraging`. */
export type ModelAveraging = Estimator<ArrayLike, ArrayLike, ModelAverage>;

/**
 * Several models as one, each with the weight that it has earned.
 *
 * Stacking asks which mixture predicts best and works when no model is true; evidence asks which model is true. Densities
 * of held-out targets are those of normal numbers with the predicted mean and standard deviation.
 *
 * @example
 * const constant = (value, std) => ({
 *   options: {},
 *   fit: async () => ({
 *     predict: (X) => asMatrix(X).column(0).map(() => value),
 *     predictive: (X) => gaussianPredictive({ mean: asMatrix(X).column(0).map(() => value), std: asMatrix(X).column(0).map(() => std) }),
 *     toJSON: () => value,
 *   }),
 * });
 * const model = await modelAveraging({ estimators: [constant(1, 0.1), constant(9, 0.1)] }).fit([0, 1, 2, 3, 4], [1, 1.1, 0.9, 1, 1]);
 * allClose(model.weights, [1, 0], { absolute: 1e-9 }); // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH; ValueError NOT_FINITE, EMPTY, NO_UNCERTAINTY; and what
 *   the estimators throw
 * @see Yao, Vehtari, Simpson & Gelman, Bayesian Analysis 13 (2018) 917
 */
export function modelAveraging(options: ModelAveragingOptions): ModelAveraging {
  check(options);
  return { options: Object.freeze({ ...options }), fit: (X, y) => fit(options, X, y) };
}

async function fit(options: ModelAveragingOptions, X: ArrayLike, y: ArrayLike): Promise<ModelAverage> {
  const { estimators, weights = "stacking", folds = 5, seed = 0 } = options;
  const { inputs, targets } = trainingData("modelAveraging.fit", X, y);
  const members: Member[] = [];
  for (const [k, estimator] of estimators.entries()) {
    await tick(k, estimators.length);
    members.push(await estimator.fit(inputs, targets));
  }
  const shares =
    weights === "evidence"
      ? evidenceWeights(members.map(evidenceOf))
      : stackingWeights(await heldOutDensities(estimators, inputs, targets, { folds, seed }));
  return new ModelAverage(members, shares);
}

/** Log density of each target under each model fitted without it, of shape [targets, models]. */
async function heldOutDensities(
  estimators: readonly MemberEstimator[],
  X: NDArray,
  y: NDArray,
  options: { folds: number; seed: number },
): Promise<NDArray> {
  if (y.size < 2) {
    throw new ValueError("EMPTY", `modelAveraging.fit: ${y.size} rows cannot be held out. Give at least two.`);
  }
  const splits = kFold(y.size, { ...options, folds: Math.min(options.folds, y.size) });
  const table = new NDArray(new Float64Array(y.size * estimators.length), [y.size, estimators.length]);
  for (const [fold, { train, test }] of splits.entries()) {
    for (const [k, estimator] of estimators.entries()) {
      await tick(fold * estimators.length + k, splits.length * estimators.length);
      const model = await estimator.fit(X.take(train), y.take(train));
      const { mean, std } = model.predictive(X.take(test));
      const certain = std.data.findIndex((value) => !(value > 0 && value < Infinity));
      if (certain >= 0) throw uncertain(k, std.data[certain]);
      test.forEach((row, i) => {
        const z = (y.data[row] - mean.data[i]) / std.data[i];
        table.data[row * estimators.length + k] = (-z * z) / 2 - Math.log(std.data[i]);
      });
    }
  }
  return table;
}

function uncertain(k: number, std: number): ValueError {
  return new ValueError(
    "NO_UNCERTAINTY",
    `modelAveraging.fit: estimator ${k} predicts a held-out target with the standard deviation ${std}. Give models that say how sure they are.`,
  );
}

function evidenceOf(model: Member): number {
  const { logMarginalLikelihood } = model as { logMarginalLikelihood?: unknown };
  if (typeof logMarginalLikelihood === "number") return logMarginalLikelihood;
  throw new ValueError(
    "BAD_OPTION",
    'modelAveraging.fit: a model has no logMarginalLikelihood. Leave weights at "stacking", which needs none.',
  );
}

/** Models that predict together; made by `modelAveraging(…).fit`. */
export class ModelAverage implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly members: readonly Member[];
  /** One weight per member, adding up to 1. */
  readonly weights: NDArray;

  /** @internal */
  constructor(members: readonly Member[], weights: NDArray) {
    this.members = members;
    this.weights = weights;
  }

  /** The weighted mean of what the members expect. */
  predict(X: ArrayLike): NDArray {
    const parts = this.members.map((member) => asVector(member.predict(X) as ArrayLike).data);
    return new NDArray(parts[0].map((_, i) => parts.reduce((sum, part, k) => sum + this.weights.data[k] * part[i], 0)));
  }

  /** The mixture of what the members predict. */
  predictive(X: ArrayLike): MixturePredictive {
    return mixturePredictive(
      this.members.map((member) => member.predictive(X)),
      this.weights,
    );
  }

  /** Plain data from which `loadModelAverage` makes the same model. */
  toJSON(): ModelAverageData {
    return {
      type: "modelAverage",
      version: 1,
      weights: [...this.weights.data],
      members: this.members.map((member) => member.toJSON()),
    };
  }

  [displaySymbol](): MimeBundle {
    return tableBundle({
      caption: `Average of ${this.members.length} models`,
      headings: ["model", "weight"],
      rows: this.members.map((_, k) => [String(k), this.weights.data[k].toFixed(4)]),
    });
  }
}

/** A model average as plain data. */
export interface ModelAverageData {
  readonly type: "modelAverage";
  readonly version: 1;
  readonly weights: readonly number[];
  readonly members: readonly unknown[];
}

/**
 * The model whose `toJSON` gave `data`.
 *
 * @param load one function for all members, or one for each, that reads what their `toJSON` gave
 * @throws ValueError BAD_VALUE
 */
export function loadModelAverage(data: ModelAverageData, load: Loader | readonly Loader[]): ModelAverage {
  if (data?.type !== "modelAverage" || data.version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadModelAverage: this is no model average of version 1. Give what toJSON gave.",
    );
  }
  const loaders = typeof load === "function" ? data.members.map(() => load) : load;
  if (loaders.length !== data.members.length) {
    throw new ValueError(
      "BAD_VALUE",
      `loadModelAverage: there are ${loaders.length} functions for ${data.members.length} members. Give one for each, or one for all.`,
    );
  }
  const members = data.members.map((member, k) => loaders[k](member));
  return new ModelAverage(members, new NDArray(Float64Array.from(data.weights)));
}

// biome-ignore lint/suspicious/noExplicitAny: a load function reads its own package's format
type Loader = (data: any) => Member;

function check(options: ModelAveragingOptions): void {
  checkOptions("modelAveraging", options, ["estimators", "weights", "folds", "seed"]);
  const { estimators, weights = "stacking", folds = 5 } = options;
  if (!Array.isArray(estimators) || estimators.length === 0) {
    throw new ValueError(
      "BAD_OPTION",
      "modelAveraging: there are no estimators. Give at least one, such as gaussianProcess().",
    );
  }
  checkChoice("modelAveraging", "weights", weights, ["stacking", "evidence"]);
  checkWhole("modelAveraging", "folds", folds, 2);
}
