import { median, NDArray } from "@mesoscope/core";
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
import { checkStart, type Fixed, readStart, restart } from "../covariance/start.js";
import { withOutputScale } from "../covariance/with-output-scale.js";
import { dataScale, noiseParameter, searchSpace } from "../fit/search-space.js";
import { readMeasured } from "../fit/training-data.js";
import { conditionOnSites, evidenceSlopes, priorMatrix } from "../likelihoods/gaussian-sites.js";
import { filled } from "../likelihoods/latent-prediction.js";
import { learn } from "../model/learn.js";
import type { Prior } from "../priors/prior.js";
import { withConstant } from "../sparse/with-constant.js";
import { WarpedModel } from "./warped-model.js";
import { sinhArcsinhWarping, type Warping } from "./warping.js";

/** Options of `warpedGaussianProcess`. */
export interface WarpedGaussianProcessOptions {
  /** How targets are made normal: `sinhArcsinhWarping()`, which is learned, by default; `logWarping()`, `boxCoxWarping()`. */
  readonly warping?: Warping;
  /** The covariance of the warped function, `matern()` by default; every term gets a fitted output scale. */
  readonly kernel?: Covariance;
  /** Start of the standard deviation of the noise of the warped targets, which have about the size of the targets. */
  readonly noise?: number | Fixed | Prior;
  /** From how many places the search begins, 3 by default. */
  readonly starts?: number;
  /** Of the random starts beyond the seventh; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a Gaussian process of warped targets; made by `warpedGaussianProcess`. */
export interface WarpedGaussianProcess extends Estimator<ArrayLike, ArrayLike, WarpedModel>, Displayable {
  readonly options: WarpedGaussianProcessOptions;
}

const owner = "warpedGaussianProcess";
const slopeStep = 1e-5;

/**
 * Regression by a Gaussian process of a rising function of the targets, fitted with it: for skewed or positive targets.
 *
 * Predictions are in the unit of the targets, with the right quantiles; their mean lies beside the median.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n].
 *
 * @example
 * const X = [0, 1, 2, 3, 4, 5];
 * const model = await warpedGaussianProcess({ warping: logWarping() }).fit(X, X.map(Math.exp));
 * model.predictive([2.5]).interval(0.99).lower.data[0] > 0; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ValueError BAD_VALUE at targets that the warping does not take, ShapeError
 *   SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 * @see Snelson, Rasmussen & Ghahramani, Warped Gaussian processes, NIPS (2003)
 */
export function warpedGaussianProcess(options: WarpedGaussianProcessOptions = {}): WarpedGaussianProcess {
  checkOptions(owner, options, ["warping", "kernel", "noise", "starts", "seed"]);
  const { warping = sinhArcsinhWarping(), kernel, noise, starts = 3 } = options;
  if (typeof warping?.bind !== "function") {
    throw new ValueError("BAD_OPTION", `${owner}: warping is none. Give one, such as logWarping() or boxCoxWarping().`);
  }
  if (kernel !== undefined && !isCovariance(kernel)) {
    throw new ValueError("BAD_OPTION", `${owner}: kernel is no kernel. Give one, such as matern() or rbf().`);
  }
  checkStart(owner, "noise", noise);
  checkCount(owner, "starts", starts, 1);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitWarped(options, warping, X, y),
    [displaySymbol]: () => ({
      "text/plain": `${owner}, not fitted yet: ${kernel?.name ?? "Matérn 5/2"} of ${warping.formula}`,
    }),
  };
}

async function fitWarped(
  options: WarpedGaussianProcessOptions,
  warping: Warping,
  points: ArrayLike,
  targets: ArrayLike,
) {
  const { starts = 3, seed = 0 } = options;
  const data = readMeasured(points, targets, `${owner}.fit`);
  const { X, y, inputs } = data;
  warping.check(`${owner}.fit`, y.data);
  const [rows, columns] = X.shape;
  const kernel = withOutputScale(options.kernel ?? matern());
  const noise = readStart(owner, "noise", options.noise, 1);
  const size = { centre: median(y), spread: dataScale(data).spread };
  const warped = (values: readonly number[]) => {
    const warp = warping.bind(values, size);
    return {
      z: y.data.map((value) => warp.forward(value)),
      logVolume: y.data.reduce((total, value) => total + warp.logSlope(value), 0),
    };
  };
  const starting = warping.parameters().map(({ start = 1 }) => start);
  const scale = dataScale({ ...data, y: new NDArray(warped(starting).z) });
  const split = kernel.parameters(columns).length;
  const space = searchSpace([...kernel.parameters(columns), ...warping.parameters(), noiseParameter(noise)], scale);
  const variance = scale.spread ** 2;
  const evidence = (at: readonly number[]) => {
    const shape = at.slice(split, -1);
    const { z, logVolume } = warped(shape);
    const covariance = withConstant(kernel.bind(at.slice(0, split), columns), variance);
    const variances = filled(rows, at.at(-1)! ** 2);
    const sites = { targets: z, variances, logCorrection: logVolume };
    const posterior = conditionOnSites(priorMatrix(X, covariance), sites);
    const gradient = new Float64Array(at.length);
    const slopes = evidenceSlopes(X, covariance, posterior, gradient);
    for (const [p, value] of shape.entries()) {
      const moved = (by: number) => warped(shape.with(p, value * Math.exp(by)));
      const [up, down] = [moved(slopeStep), moved(-slopeStep)];
      const pull = z.reduce((total, _, i) => total + posterior.weights.data[i] * (up.z[i] - down.z[i]), 0);
      gradient[split + p] = (up.logVolume - down.logVolume - pull) / (2 * slopeStep);
    }
    gradient[at.length - 1] = slopes.reduce((total, slope, i) => total + variances[i] * slope, 0);
    return { value: posterior.logEvidence, gradient };
  };
  const learns = !scale.isConstant && space.free.length > 0;
  const learned = learns ? await learn(evidence, space, { owner: `${owner}.fit`, starts, seed }) : undefined;
  const values = learned?.values ?? space.given;
  return new WarpedModel({
    kernel: kernel.withValues(values.slice(0, split), columns),
    warping: warping.withValues(values.slice(split, -1)),
    noise: restart(options.noise, [values.at(-1)!]),
    meanVariance: variance,
    size,
    X,
    y,
    inputs,
    evaluations: learned?.report.evaluations ?? 0,
  });
}
