import type { NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type Estimator,
  ValueError,
} from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { isCovariance } from "../covariance/join.js";
import { checkCount } from "../covariance/levels.js";
import { matern } from "../covariance/matern.js";
import { rbf } from "../covariance/rbf.js";
import { fixed } from "../covariance/start.js";
import { dataScale } from "../fit/search-space.js";
import { readMeasured } from "../fit/training-data.js";
import { gaussianProcess } from "../gaussian-process.js";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { HeteroscedasticModel } from "./heteroscedastic-model.js";
import { latentGaussianProcess } from "./latent-gaussian-process.js";
import type { LatentGaussianProcessModel } from "./latent-gaussian-process-model.js";
import { normalLikelihood } from "./normal-likelihood.js";
import { measured } from "./targets.js";

/** Options of `heteroscedasticGaussianProcess`. */
export interface HeteroscedasticOptions {
  /** The covariance of the function, `matern()` by default. */
  readonly kernel?: Covariance;
  /** The covariance of the logarithm of the noise variance, `rbf()` by default. */
  readonly noiseKernel?: Covariance;
  /** From how many places each search begins, 3 by default. */
  readonly starts?: number;
  /** Of the random starts beyond the seventh; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a Gaussian process whose noise changes; made by `heteroscedasticGaussianProcess`. */
export interface HeteroscedasticGaussianProcess
  extends Estimator<ArrayLike, ArrayLike, HeteroscedasticModel>,
    Displayable {
  readonly options: HeteroscedasticOptions;
}

const owner = "heteroscedasticGaussianProcess";
const mostRounds = 12;
const settled = 0.02;
/** The logarithm of a squared normal number of variance 1 has this mean and this standard deviation. */
const logSquareMean = -1.2703628454614782;
const logSquareStd = Math.PI / Math.SQRT2;
/** The smallest noise that is looked for, in standard deviations of the targets. */
const smallestNoise = 1e-4;

/**
 * Regression by two Gaussian processes: one for the function, one for the logarithm of its noise, which may change with
 * the inputs.
 *
 * In turn the noise is learned from the residuals of every row when it is left out, and the function with that noise, until
 * neither changes: the most likely noise, of at least 1e-4 of the spread of the targets. It takes some dozens of rows; of
 * targets that are all alike nothing is learned.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n].
 *
 * @example
 * const X = Array.from({ length: 40 }, (_, i) => i / 10);
 * const y = X.map((x, i) => x + (i % 2 === 0 ? 1 : -1) * (x < 2 ? 0.02 : 0.5));
 * const model = await heteroscedasticGaussianProcess().fit(X, y);
 * model.noise([0.5]).data[0] < model.noise([3.5]).data[0]; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 * @see Kersting et al., Most likely heteroscedastic Gaussian process regression, ICML (2007)
 */
export function heteroscedasticGaussianProcess(options: HeteroscedasticOptions = {}): HeteroscedasticGaussianProcess {
  checkOptions(owner, options, ["kernel", "noiseKernel", "starts", "seed"]);
  for (const name of ["kernel", "noiseKernel"] as const) {
    if (options[name] !== undefined && !isCovariance(options[name])) {
      throw new ValueError("BAD_OPTION", `${owner}: ${name} is no kernel. Give one, such as matern() or rbf().`);
    }
  }
  checkCount(owner, "starts", options.starts ?? 3, 1);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitHeteroscedastic(options, X, y),
    [displaySymbol]: () => ({
      "text/plain": `${owner}, not fitted yet: ${options.kernel?.name ?? "Matérn 5/2"}, noise ${options.noiseKernel?.name ?? "RBF"}`,
    }),
  };
}

async function fitHeteroscedastic(
  { kernel = matern(), noiseKernel = rbf(), starts = 3, seed = 0 }: HeteroscedasticOptions,
  points: ArrayLike,
  values: ArrayLike,
): Promise<HeteroscedasticModel> {
  const data = readMeasured(points, values, `${owner}.fit`);
  const { X, y } = data;
  const scale = dataScale(data);
  const noiseSearch = { kernel: noiseKernel, noise: fixed(logSquareStd), starts, seed };
  let of: LatentGaussianProcessModel = await latentGaussianProcess({ kernel, starts, seed }).fit(points, y);
  let std = new Float64Array(y.size).fill(of.noise);
  if (scale.isConstant) {
    // Targets that are all alike tell nothing of their noise: it is taken to be the same everywhere.
    const level = 2 * Math.log(of.noise);
    const levels = std.map(() => level);
    const noise = await gaussianProcess({ ...noiseSearch, mean: level, optimize: false }).fit(points, levels);
    return new HeteroscedasticModel({ function: of, noise });
  }
  let noise: GaussianProcessModel | undefined;
  for (let round = 0; round < mostRounds; round++) {
    noise = await gaussianProcess(noiseSearch).fit(points, logVariances(of, y, std, smallestNoise * scale.spread));
    const next = noise.predict(X).data.map((value) => Math.exp(value / 2));
    const change = next.reduce((most, value, i) => Math.max(most, Math.abs(Math.log(value / std[i]))), 0);
    std = Float64Array.from(next);
    const likelihood = normalLikelihood({ noise: fixed(0) });
    of = await latentGaussianProcess({ kernel, likelihood, starts, seed }).fit(points, measured(y, { std }));
    if (change < settled) break;
  }
  return new HeteroscedasticModel({ function: of, noise: noise! });
}

/** What the residual of every row, left out, says about the logarithm of its noise variance. */
function logVariances(
  model: LatentGaussianProcessModel,
  y: NDArray,
  std: Float64Array,
  smallest: number,
): Float64Array {
  const { mean, variance } = model.leaveOneOut();
  return Float64Array.from(y.data, (value, i) => {
    const share = std[i] / Math.hypot(std[i], Math.sqrt(variance.data[i]));
    return 2 * Math.log(Math.max(Math.abs(value - mean.data[i]) * share, smallest)) - logSquareMean;
  });
}
