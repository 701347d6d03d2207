import type { ArrayEstimator } from "@mesoscope/core";
import type { NetworkModel } from "../training/network-model.js";
import { type LastLayer, lastLayer } from "./last-layer.js";
import { lastFeatures } from "./last-layer-features.js";
import { linearPosterior } from "./linear-posterior.js";

/**
 * How sure a network is, from one training: its features are taken as they were learned, and the weights of the dense
 * layer that ends it become normal, given all rows. For squared errors this Laplace approximation is exact, so the weights
 * are those of the greatest posterior density and not where training left them.
 *
 * That the features are learned too, and not certain, is left out. The variances of noise and weights are those of the
 * greatest marginal likelihood, each output has its own. Far from the rows the uncertainty grows as the features do: where
 * these level off, as those of tanh, so does it, unlike that of `gaussianProcessLastLayer`. For p features
 * it takes about n p² + 10 p³ operations beside the training.
 *
 * @param estimator `mlp` or `neuralNetwork` with a network that ends in a dense layer without activation
 *
 * @example
 * const X = Array.from({ length: 40 }, (_, i) => i / 10);
 * const model = await lastLayerLaplace(mlp({ hidden: [16], epochs: 30 })).fit(X, X.map(Math.sin));
 * const { std } = model.predictive([2, 20]);
 * std.data[1] > std.data[0]; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ValueError NO_DENSE_LAYER, ShapeError SHAPE_MISMATCH or EMPTY, DataError
 *   MISSING_VALUES, and as the estimator
 * @see Daxberger et al., Laplace redux, NeurIPS 34 (2021), sections 2 and 3; MacKay, Neural Computation 4 (1992) 415
 */
export function lastLayerLaplace(estimator: ArrayEstimator<NetworkModel>): LastLayer {
  return lastLayer("lastLayerLaplace", estimator, {}, async ({ network, X, targets }) => ({
    posterior: linearPosterior(lastFeatures({ network }, X).rows, targets),
  }));
}
