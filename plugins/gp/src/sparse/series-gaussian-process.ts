import { argsort, NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type Estimator,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import type { Parameter } from "../covariance/covariance.js";
import { checkCount } from "../covariance/levels.js";
import { checkStart, type Fixed, readStart, type Start } from "../covariance/start.js";
import { startsOf } from "../covariance/starts-of.js";
import { dataScale, noiseParameter, searchSpace } from "../fit/search-space.js";
import { readMeasured } from "../fit/training-data.js";
import { type Evidence, learn } from "../model/learn.js";
import type { Prior } from "../priors/prior.js";
import { kalmanFilter } from "./kalman.js";
import { maternState, type Smoothness } from "./matern-state.js";
import { SeriesModel } from "./series-model.js";

/** Options of `seriesGaussianProcess`. */
export interface SeriesGaussianProcessOptions {
  /** Of the Matérn covariance, as in `matern`: 0.5, 1.5 or 2.5, the default. */
  readonly smoothness?: Smoothness;
  /** Start of the length scale, in the unit of the input. */
  readonly lengthScale?: Start;
  /** Start of the standard deviation of the function about its mean, in the unit of `y`. */
  readonly outputScale?: Start;
  /** Start of the standard deviation of the measurement noise, in the unit of `y`. */
  readonly noise?: number | Fixed | Prior;
  /** From how many places the search begins, 3 by default. */
  readonly starts?: number;
  /** Of the random starts beyond the seventh; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a Gaussian process of one input; made by `seriesGaussianProcess`. */
export interface SeriesGaussianProcess extends Estimator<ArrayLike, ArrayLike, SeriesModel>, Displayable {
  readonly options: SeriesGaussianProcessOptions;
}

const owner = "seriesGaussianProcess";
const slopeStep = 1e-4;
/** The starts see so many rows in the middle of the series. */
const startRows = 2000;

/**
 * Regression by a Gaussian process of one input, such as time, with a Matérn covariance: exact, for any number of rows.
 *
 * The process is a linear system of up to three states, so filtering and smoothing take a time that grows with the rows,
 * not with their cube. The rows may come in any order and at any distances, also more than once; noise below 1e-6 of the
 * size of the function counts as that.
 *
 * `fit` takes X of shape [n] or [n, 1], and y of shape [n].
 *
 * @example
 * const t = Array.from({ length: 1000 }, (_, i) => i / 20);
 * const model = await seriesGaussianProcess({ starts: 1 }).fit(t, t.map((x, i) => Math.sin(x) + 0.1 * (-1) ** i));
 * Math.abs(model.predict([25.02]).data[0] - Math.sin(25.02)) < 0.1; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH for more than one input, or EMPTY, DataError
 *   MISSING_VALUES
 * @see Hartikainen & Särkkä, Kalman filtering and smoothing solutions to temporal Gaussian process regression models,
 *   MLSP (2010)
 */
export function seriesGaussianProcess(options: SeriesGaussianProcessOptions = {}): SeriesGaussianProcess {
  checkOptions(owner, options, ["smoothness", "lengthScale", "outputScale", "noise", "starts", "seed"]);
  const { smoothness = 2.5, starts = 3 } = options;
  if (![0.5, 1.5, 2.5].includes(smoothness)) {
    throw new ValueError("BAD_OPTION", `${owner}: smoothness is ${smoothness}. Choose 0.5, 1.5 or 2.5, as in matern.`);
  }
  for (const name of ["lengthScale", "outputScale", "noise"] as const) checkStart(owner, name, options[name]);
  checkCount(owner, "starts", starts, 1);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitSeries(options, X, y),
    [displaySymbol]: () => ({ "text/plain": `${owner}, not fitted yet: Matérn ${2 * smoothness}/2` }),
  };
}

async function fitSeries(options: SeriesGaussianProcessOptions, points: ArrayLike, values: ArrayLike) {
  const { smoothness = 2.5, starts = 3, seed = 0 } = options;
  const data = readMeasured(points, values, `${owner}.fit`);
  if (data.X.shape[1] !== 1) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}.fit: X has ${data.X.shape[1]} columns but a series has one. Give one column, or use sparseGaussianProcess.`,
    );
  }
  const order = argsort(data.X.reshape([-1]));
  const places = data.X.reshape([-1]).take(order).data;
  const y = data.y.take(order).data;
  const scale = dataScale(data);
  const parameters: Parameter[] = [
    ...startsOf(owner, "outputScale", "amplitude", options.outputScale, [[]]),
    ...startsOf(owner, "lengthScale", "length", options.lengthScale, [[0]]),
    noiseParameter(readStart(owner, "noise", options.noise, 1)),
  ];
  const space = searchSpace(parameters, scale);
  const evidenceOf = (from: number, to: number): Evidence => {
    const series = {
      places: places.subarray(from, to),
      targets: y.subarray(from, to).map((value) => value - scale.centre),
    };
    const value = ([outputScale, lengthScale, noise]: readonly number[]) =>
      kalmanFilter(maternState(smoothness, outputScale, lengthScale, scale.spread ** 2), {
        ...series,
        noiseVariance: noise ** 2,
      });
    return (at) => ({
      value: value(at),
      gradient: Float64Array.from(at, (entry, p) => {
        if (!space.free.includes(p)) return 0;
        const moved = (by: number) => value(at.with(p, entry * Math.exp(by)));
        return (moved(slopeStep) - moved(-slopeStep)) / (2 * slopeStep);
      }),
    });
  };
  const middle = Math.max(Math.floor((y.length - startRows) / 2), 0);
  const learns = !scale.isConstant && space.free.length > 0;
  let found = { values: space.given, evaluations: 0 };
  if (learns) {
    const some = await learn(evidenceOf(middle, middle + startRows), space, { owner: `${owner}.fit`, starts, seed });
    found = { values: some.values, evaluations: some.report.evaluations };
    if (y.length > startRows) {
      const all = await learn(evidenceOf(0, y.length), space, { owner: `${owner}.fit`, from: [some.values] });
      found = { values: all.values, evaluations: found.evaluations + all.report.evaluations };
    }
  }
  const [outputScale, lengthScale, noise] = found.values;
  return new SeriesModel({
    smoothness,
    outputScale,
    lengthScale,
    noise,
    fixed: parameters.map((parameter) => parameter.fixed),
    prior: { mean: scale.centre, variance: scale.spread ** 2 },
    places: new NDArray(places),
    y: new NDArray(y),
    inputs: data.inputs,
    evaluations: found.evaluations,
  });
}
