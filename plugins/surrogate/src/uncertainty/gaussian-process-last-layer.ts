import { type ArrayEstimator, mean, NDArray, standardDeviation } from "@mesoscope/core";
import { checkOptions, checkPositive, checkWhole, tick } from "@mesoscope/sdk";
import { randomFeatures } from "../layers/random-features.js";
import type { NetworkModel } from "../training/network-model.js";
import type { Scaling } from "../training/scaling.js";
import { type LastLayer, lastLayer } from "./last-layer.js";
import { type DeepKernel, kernelFeatures, knownOf } from "./last-layer-features.js";
import { type LinearPosterior, linearPosterior } from "./linear-posterior.js";

/** Options of `gaussianProcessLastLayer`. */
export interface GaussianProcessLastLayerOptions {
  /** Random waves that stand for the kernel, 256 unless given: more are more exact and take longer, by their third power. */
  readonly waves?: number;
  /**
   * Over which distance rows stop to be alike; 1 is that at which features and inputs have their spread. That of the
   * greatest marginal likelihood among powers of 2 from 1/8 to 8 unless given.
   */
  readonly lengthScale?: number;
  /** Of the waves; 0 unless given. */
  readonly seed?: number;
}

const lengthScales = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

/**
 * A Gaussian process in the place of a network's last layer: it sees the features that the network learned and, where rows
 * are numbers, the inputs beside them, so that what is far from the rows stays far. There predictions return to the mean
 * of the targets, and the uncertainty to what it was before rows were seen.
 *
 * The process has a Gaussian kernel, stood for by random waves with normal weights: otherwise it is `lastLayerLaplace`.
 * Where rows determine a share of the weights, by so much the variance far away stays below that before rows were seen.
 * Fields and sequences are judged by their features alone, which may be the same for rows unlike any that were seen.
 *
 * @param estimator `mlp` or `neuralNetwork` with a network that ends in a dense layer without activation
 *
 * @example
 * const X = Array.from({ length: 40 }, (_, i) => i / 10);
 * const estimator = gaussianProcessLastLayer(mlp({ hidden: [16], epochs: 30 }), { waves: 32 });
 * const { std } = (await estimator.fit(X, X.map(Math.sin))).predictive([2, 20]);
 * std.data[1] > 5 * std.data[0]; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: as `lastLayerLaplace`
 * @see Liu et al., Simple and principled uncertainty estimation with deterministic deep learning, NeurIPS 33 (2020),
 *   section 3.2, whose normalised spectrum the inputs beside the features make up for; Wilson et al., Deep kernel learning,
 *   AISTATS (2016)
 */
export function gaussianProcessLastLayer(
  estimator: ArrayEstimator<NetworkModel>,
  options: GaussianProcessLastLayerOptions = {},
): LastLayer {
  const owner = "gaussianProcessLastLayer";
  checkOptions(owner, options, ["waves", "lengthScale", "seed"]);
  const { waves = 256, lengthScale, seed = 0 } = options;
  checkWhole(owner, "waves", waves, 1);
  if (lengthScale !== undefined) checkPositive(owner, "lengthScale", lengthScale);
  randomFeatures({ waves, seed });
  return lastLayer(owner, estimator, options, async ({ network, X, targets }) => {
    const { rows } = knownOf(network, X);
    const known = knownScaling(rows, network.shapes.input.length === 1 ? network.shapes.input[0] : 0);
    let best: { readonly posterior: LinearPosterior; readonly kernel: DeepKernel } | undefined;
    const tried = lengthScale === undefined ? lengthScales : [lengthScale];
    for (const [i, scale] of tried.entries()) {
      await tick(i, tried.length);
      const kernel = { known, layer: randomFeatures({ waves, lengthScale: scale, seed }) };
      const posterior = linearPosterior(kernelFeatures(kernel, rows), targets);
      if (!best || posterior.logMarginalLikelihood > best.posterior.logMarginalLikelihood) best = { posterior, kernel };
    }
    return best!;
  });
}

/** Features share one spread, as their sizes say what matters; inputs have their own. Both parts count the same. */
function knownScaling(rows: NDArray, inputs: number): Scaling {
  const columns = rows.shape[1];
  const spreads = (standardDeviation(rows, 0) as NDArray).data;
  const together = Math.hypot(...spreads.subarray(0, columns - inputs)) || 1;
  const spread = spreads.map((value, j) => (j < columns - inputs ? together : Math.sqrt(inputs) * value || 1));
  return { mean: (mean(rows, 0) as NDArray).reshape([1, columns]), spread: new NDArray(spread, [1, columns]) };
}
