import { cholesky, choleskyInverse, choleskySolve, logDeterminant, matmul, NDArray } from "@mesoscope/core";
import { checkChoice, checkOptions } from "@mesoscope/sdk";
import { goldenSection } from "../common/golden-section.js";
import { birgeRatio } from "./birge-ratio.js";
import type { FusedEstimate } from "./inverse-variance.js";
import { beliefOf, checkSources, meanOf, precisionOf, type Source } from "./sources.js";

export interface CovarianceIntersectionOptions {
  /** What the weights make small: the determinant of the joined covariance (the default), or its trace. */
  readonly criterion?: "determinant" | "trace";
}

/**
 * Joins estimates whose errors may depend on each other in a way nobody knows; the result is never surer than that
 * allows.
 *
 * The precision is `P⁻¹ = Σ ω_k P_k⁻¹` with weights that add up to 1. `weights` holds them in every column.
 *
 * @example
 * const inertial = gaussianPredictive({ mean: [0, 0], std: [1, 4], covariance: [[1, 0], [0, 16]] });
 * const radar = gaussianPredictive({ mean: [1, 1], std: [4, 1], covariance: [[16, 0], [0, 1]] });
 * const { estimate, weights } = covarianceIntersection([inertial, radar]);
 * allClose(weights.column(0), [0.5, 0.5], { absolute: 1e-6 }); // true
 * estimate.std.data.every((value) => value > 1); // true
 *
 * @throws ValueError EMPTY, NOT_FINITE, BAD_VALUE, BAD_OPTION; ShapeError SHAPE_MISMATCH; NumericError
 *   NOT_POSITIVE_DEFINITE
 * @see Julier & Uhlmann, A non-divergent estimation algorithm in the presence of unknown correlations, ACC (1997)
 */
export function covarianceIntersection(
  sources: readonly Source[],
  options: CovarianceIntersectionOptions = {},
): FusedEstimate {
  checkOptions("covarianceIntersection", options, ["criterion"]);
  checkSources("covarianceIntersection", sources);
  const { criterion = "determinant" } = options;
  checkChoice("covarianceIntersection", "criterion", criterion, ["determinant", "trace"]);
  const n = sources[0].mean.data.length;
  const precisions = sources.map((source, k) => precisionOf("covarianceIntersection", source, k));
  const cost = (weights: readonly number[]) => {
    const factor = cholesky(weightedSum(precisions, weights));
    if (criterion === "determinant") return -logDeterminant(factor);
    const covariance = choleskyInverse(factor);
    return Array.from({ length: n }, (_, i) => covariance.get(i, i)).reduce((sum, value) => sum + value, 0);
  };
  const weights = smallestOnSimplex(cost, sources.length);
  const factor = cholesky(weightedSum(precisions, weights));
  const information = new NDArray(new Float64Array(n));
  sources.forEach((source, k) => {
    const part = matmul(precisions[k], meanOf(source));
    for (let i = 0; i < n; i++) information.data[i] += weights[k] * part.data[i];
  });
  const mean = choleskySolve(factor, information);
  const covariance = choleskyInverse(factor);
  return {
    estimate: beliefOf(mean, covariance),
    weights: new NDArray(Float64Array.from(weights.flatMap((weight) => Array<number>(n).fill(weight))), [
      weights.length,
      n,
    ]),
    birgeRatio: birgeRatio(sources, precisions, mean),
  };
}

function weightedSum(matrices: readonly NDArray[], weights: readonly number[]): NDArray {
  const total = matrices[0].map(() => 0);
  matrices.forEach(({ data }, k) => {
    for (let i = 0; i < data.length; i++) total.data[i] += weights[k] * data[i];
  });
  return total;
}

const sweeps = 60;

/** Weights from 0 that add up to 1 and make a convex cost smallest: exchanges between pairs, each by golden section. */
function smallestOnSimplex(cost: (weights: readonly number[]) => number, count: number): number[] {
  let weights = Array<number>(count).fill(1 / count);
  let best = cost(weights);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const before = best;
    for (let k = 1; k < count; k++) {
      for (let other = 0; other < k; other++) {
        const both = weights[k] + weights[other];
        const shared = (share: number) => weights.with(k, share * both).with(other, (1 - share) * both);
        const inner = goldenSection((share) => cost(shared(share)), 0, 1);
        for (const share of [inner, 0, 1]) {
          const trial = shared(share);
          const value = cost(trial);
          if (value < best) [weights, best] = [trial, value];
        }
      }
    }
    if (before - best <= 1e-14 * Math.abs(best)) break;
  }
  return weights;
}
