import { type ArrayInput, asMatrix, type GaussianPredictive, matmul, type NDArray } from "@mesoscope/core";
import { checkOptions, ShapeError } from "@mesoscope/sdk";
import { condition } from "../estimates/condition.js";
import { beliefOf, checkFiniteSource, covarianceOf, meanOf, type Source } from "../estimates/sources.js";

/**
 * What a fine estimate says on a coarse scale: `operator` times its mean, with the uncertainty carried along.
 *
 * Averages are surer than cells, and less so where the errors of neighbours go together.
 *
 * @param operator one row per coarse quantity, of shape [m, n]: `blockAverage(…)`, or weights of any kind
 *
 * @example
 * const cells = gaussianPredictive({ mean: [1, 3, 5, 7], std: [1, 1, 1, 1] });
 * const coarse = upscale(cells, blockAverage([4], [2]));
 * coarse.mean.data; // [2, 6]
 * allClose(coarse.std, [Math.SQRT1_2, Math.SQRT1_2]); // true
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_VALUE, NOT_FINITE
 */
export function upscale(fine: Source, operator: ArrayInput): GaussianPredictive {
  checkFiniteSource("upscale", fine);
  const weights = operatorFor("upscale", operator, fine.mean.data.length);
  const covariance = fine.covariance
    ? matmul(matmul(weights, covarianceOf(fine)), weights.transpose())
    : matmul(scaledColumns(weights, fine.std.data), scaledColumns(weights, fine.std.data).transpose());
  return beliefOf(matmul(weights, meanOf(fine)), covariance);
}

export interface DownscaleOptions {
  /** How the coarse quantities follow from the fine ones, of shape [m, n]. */
  readonly operator: ArrayInput;
  /**
   * What is believed of the fine scale without the coarse values: its mean, and how cells vary together. The better
   * its covariance, such as that of a Gaussian process, the better the detail.
   */
  readonly prior: Source;
}

/**
 * The fine scale behind coarse values: the prior, corrected so that it agrees with them as exactly as they are known.
 *
 * `upscale` of the result gives certain coarse values back exactly. What the coarse scale cannot tell stays uncertain.
 *
 * @example
 * const operator = blockAverage([4], [2]);
 * const prior = gaussianPredictive({ mean: [0, 1, 2, 3], std: [1, 1, 1, 1] });
 * const fine = downscale(gaussianPredictive({ mean: [2, 6], std: [0, 0] }), { operator, prior });
 * allClose(upscale(fine, operator).mean, [2, 6]); // true
 *
 * @throws ShapeError SHAPE_MISMATCH, ValueError BAD_VALUE, NOT_FINITE, NumericError INCONSISTENT
 * @see Kyriakidis, Geographical Analysis 36 (2004) 259: area-to-point kriging
 */
export function downscale(coarse: Source, options: DownscaleOptions): GaussianPredictive {
  checkOptions("downscale", options, ["operator", "prior"]);
  const { operator, prior } = options;
  checkFiniteSource("downscale", coarse);
  checkFiniteSource("downscale: prior", prior);
  const isCertain = coarse.std.data.every((value) => value === 0);
  return condition("downscale", prior, {
    operator: operatorFor("downscale", operator, prior.mean.data.length),
    values: meanOf(coarse),
    ...(!isCertain && { covariance: covarianceOf(coarse) }),
  });
}

function operatorFor(owner: string, operator: ArrayInput, n: number): NDArray {
  const weights = asMatrix(operator, `${owner}: operator`);
  if (weights.shape[1] === n) return weights;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: the operator has ${weights.shape[1]} columns but there are ${n} fine quantities. Give one column for each.`,
  );
}

function scaledColumns(matrix: NDArray, factors: ArrayLike<number>): NDArray {
  return matrix.map((value, at) => value * factors[at % matrix.shape[1]]);
}
