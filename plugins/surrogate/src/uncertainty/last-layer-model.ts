import { add, gaussianPredictive, multiply, type NDArray, ones } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  type Predictive,
  type ProbabilisticModel,
  ShownTable,
  shortNumber,
  type TextTable,
} from "@mesoscope/sdk";
import type { LayerData } from "../layers/layer.js";
import type { NetworkModel, NetworkModelData } from "../training/network-model.js";
import { type Scaling, type ScalingData, saveScaling } from "../training/scaling.js";
import { type FeatureSource, lastFeatures } from "./last-layer-features.js";
import type { LinearPosterior, LinearPosteriorData } from "./linear-posterior.js";
import { ShapedPredictive } from "./shaped-predictive.js";

const outputsShown = 6;

/** All that a network with an uncertain last layer is made of. */
export interface LastLayerState extends FeatureSource {
  /** Of the outputs, which the posterior knows standardised. */
  readonly targets: Scaling;
  readonly posterior: LinearPosterior;
}

/** A network with an uncertain last layer as plain data. */
export interface LastLayerData {
  readonly type: "lastLayer";
  readonly version: 1;
  readonly network: NetworkModelData;
  readonly kernel?: { readonly known: ScalingData; readonly layer: LayerData };
  readonly targets: ScalingData;
  readonly posterior: LinearPosteriorData;
}

/** A network whose last layer has normal weights; `lastLayerLaplace(…).fit` and `gaussianProcessLastLayer(…).fit` make it. */
export class LastLayerModel extends ShownTable implements ProbabilisticModel<ArrayLike> {
  readonly #state: LastLayerState;

  /** @internal */
  constructor(state: LastLayerState) {
    super();
    this.#state = state;
  }

  /** The network with the last layer as it was trained. */
  get network(): NetworkModel {
    return this.#state.network;
  }

  /** The standard deviation of the noise of each output, in its unit. */
  get noise(): readonly number[] {
    const { posterior, targets } = this.#state;
    return posterior.outputs.map(({ noise }, k) => noise * targets.spread.data[k]);
  }

  /** The natural logarithm of the probability density of the targets, in their units, given the features. */
  get logMarginalLikelihood(): number {
    const { posterior, targets } = this.#state;
    const units = targets.spread.data.reduce((sum, spread) => sum + Math.log(spread), 0);
    return posterior.logMarginalLikelihood - posterior.rows * units;
  }

  /**
   * The expected targets, of shape [n] or [n, …outputs].
   *
   * @throws ShapeError SHAPE_MISMATCH, DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    const features = lastFeatures(this.#state, X);
    return this.#shaped(this.#mean(features.rows), features.shape);
  }

  /**
   * The expected targets with their uncertainty; `noise: false` for that of the expectation alone. Samples are drawn
   * jointly for all rows of X, outputs independently.
   *
   * @throws as `predict`
   */
  predictive(
    X: ArrayLike,
    options: { readonly noise?: boolean } = {},
  ): Predictive & Displayable & { readonly mean: NDArray; readonly std: NDArray } {
    checkOptions("LastLayerModel.predictive", options, ["noise"]);
    const { noise = true } = options;
    const { posterior, targets } = this.#state;
    const { rows, shape } = lastFeatures(this.#state, X);
    const mean = this.#mean(rows);
    const units = multiply(ones(mean.shape), targets.spread).data;
    const flat = gaussianPredictive({
      mean: mean.reshape([mean.size]),
      variance: posterior
        .variance(rows, noise)
        .map((value, at) => value * units[at] ** 2)
        .reshape([mean.size]),
      covariance: () =>
        posterior
          .covariance(rows, noise)
          .map((value, at) => value * units[Math.floor(at / mean.size)] * units[at % mean.size]),
    });
    const shaped = this.#shaped(mean, shape);
    return shaped.rank === 1 ? flat : new ShapedPredictive(flat, shaped.shape);
  }

  /** Plain data from which `loadLastLayer` makes the same model. */
  toJSON(): LastLayerData {
    const { network, kernel, targets, posterior } = this.#state;
    return {
      type: "lastLayer",
      version: 1,
      network: network.toJSON(),
      ...(kernel && { kernel: { known: saveScaling(kernel.known), layer: kernel.layer.toJSON() } }),
      targets: saveScaling(targets),
      posterior: posterior.toJSON(),
    };
  }

  protected table(): TextTable {
    const { network, kernel, posterior } = this.#state;
    const shown = posterior.outputs.slice(0, outputsShown);
    const layer = kernel ? "Gaussian process in the place of the last layer" : "Last layer";
    return {
      caption: `${layer} of ${network.name}, ${posterior.strengths.size} normal weights an output, from ${posterior.rows} rows`,
      headings: ["output", "noise", "weights determined"],
      rows: shown.map(({ determined }, k) => [String(k), shortNumber(this.noise[k]), shortNumber(determined)]),
    };
  }

  /** In units of the targets, of shape [rows, outputs]. */
  #mean(rows: NDArray): NDArray {
    const { posterior, targets } = this.#state;
    return add(multiply(posterior.mean(rows), targets.spread), targets.mean);
  }

  /** Outputs along the last axis, but for targets that are one number each. */
  #shaped(values: NDArray, before: readonly number[]): NDArray {
    const isVector = this.network.shapes.target.length === 0;
    return values.reshape(isVector ? [values.size] : [...before, this.#state.targets.spread.size]);
  }
}
