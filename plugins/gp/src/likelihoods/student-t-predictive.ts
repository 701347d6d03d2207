import { cholesky, gaussianPredictive, matmul, mixturePredictive, randomStream } from "@mesoscope/core";
import { type SampledPredictive, withSamples } from "../model/with-samples.js";
import { logGamma } from "./gamma-function.js";
import type { LatentPrediction } from "./latent-prediction.js";

const nodes = 60;
const lowest = -9;
const highest = 3;

/**
 * The function plus Student-t noise, as a mixture over the precision `u` of the noise on a grid of its logarithm.
 *
 * Samples draw the function jointly and the noise of every row by itself.
 */
export function studentTPredictive(
  latent: LatentPrediction,
  expected: Float64Array,
  freedom: number,
  scale: number,
): SampledPredictive {
  const mean = latent.mean.map((value, j) => value + expected[j]);
  const half = freedom / 2;
  const grid = Array.from({ length: nodes }, (_, k) => lowest + ((highest - lowest) * k) / (nodes - 1));
  const densities = grid.map((logU) =>
    Math.exp(half * Math.log(half) - logGamma(half) + half * (logU - Math.exp(logU))),
  );
  const total = densities.reduce((sum, value) => sum + value, 0);
  const parts = grid.map((logU) =>
    gaussianPredictive({ mean, variance: latent.variance.map((value) => value + scale * scale * Math.exp(-logU)) }),
  );
  const law = mixturePredictive(
    parts,
    densities.map((density) => density / total),
  );
  const predictive = withSamples(law, (count, seed) => {
    const stream = randomStream(seed);
    const size = mean.size;
    const factor = cholesky(latent.covariance());
    const functions = matmul(stream.child(0).normals([count, size]), factor.transpose());
    const cumulative = densities.map((_, k) => densities.slice(0, k + 1).reduce((sum, value) => sum + value, 0));
    const [noise, choices] = [stream.child(1), stream.child(2)];
    return functions.map((value, at) => {
      const chosen = choices.uniform() * total;
      const k = cumulative.findIndex((sum) => sum >= chosen);
      return value + mean.data[at % size] + scale * Math.exp(-grid.at(k)! / 2) * noise.normal();
    });
  });
  // The mean of the mixture is this one but for rounding.
  return { ...predictive, mean };
}
