import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type Estimator,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { isCovariance } from "../covariance/join.js";
import { checkCount } from "../covariance/levels.js";
import { matern } from "../covariance/matern.js";
import { checkStart, type Fixed, readStart, restart } from "../covariance/start.js";
import { dataScale, noiseParameter, searchSpace } from "../fit/search-space.js";
import { readMeasured } from "../fit/training-data.js";
import { learn } from "../model/learn.js";
import type { Prior } from "../priors/prior.js";
import { GridModel } from "./grid-model.js";
import { gridEvidence } from "./grid-posterior.js";
import { readGrid, thinned } from "./read-grid.js";

/** Options of `gridGaussianProcess`. */
export interface GridGaussianProcessOptions {
  /** A kernel of one input for all axes, or one for each; `matern({ smoothness: 2.5 })` by default. They multiply. */
  readonly kernel?: Covariance | readonly Covariance[];
  /** Start of the standard deviation of the function, in the unit of `y`. */
  readonly outputScale?: number | Fixed | Prior;
  /** Start of the standard deviation of the measurement noise, in the unit of `y`. */
  readonly noise?: number | Fixed | Prior;
  /** From how many places the search begins, 3 by default. */
  readonly starts?: number;
  /** Of the random starts beyond the seventh; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a Gaussian process on a grid; made by `gridGaussianProcess`. */
export interface GridGaussianProcess extends Estimator<ArrayLike, ArrayLike, GridModel>, Displayable {
  readonly options: GridGaussianProcessOptions;
}

const owner = "gridGaussianProcess";
/** The starts are tried on about so many points of a larger grid. */
const trialPoints = 2000;
const fewIterations = 25;

/**
 * Exact regression on a complete grid, such as a field or an image of 10⁵ to 10⁶ points.
 *
 * The covariance is a product of one kernel per input, so that one eigen decomposition per axis replaces the factor of
 * the whole matrix. Nothing is approximated, but eigenvalues with noise below 1e-15 of the largest, mere rounding errors,
 * are raised to that. The mean is an unknown constant, as in `gaussianProcess`.
 *
 * `fit` takes X of shape [n, d] with every combination of places once, in any order, and y of shape [n].
 *
 * @example
 * const X = Array.from({ length: 30 }, (_, i) => [i % 6, Math.floor(i / 6)]);
 * const model = await gridGaussianProcess({ starts: 1 }).fit(X, X.map(([a, b]) => Math.sin(a) * b));
 * Math.abs(model.predict([[2.5, 2.5]]).data[0] - 2.5 * Math.sin(2.5)) < 0.3; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ValueError BAD_VALUE where X is no complete grid, ShapeError SHAPE_MISMATCH or
 *   EMPTY, DataError MISSING_VALUES
 * @see Saatçi, Scalable inference for structured Gaussian process models, University of Cambridge (2012), chapter 5
 */
export function gridGaussianProcess(options: GridGaussianProcessOptions = {}): GridGaussianProcess {
  checkOptions(owner, options, ["kernel", "outputScale", "noise", "starts", "seed"]);
  const { kernel = matern(), outputScale, noise, starts = 3 } = options;
  const kernels = isList(kernel) ? kernel : [kernel];
  if (kernels.length === 0 || !kernels.every(isCovariance)) {
    throw new ValueError("BAD_OPTION", `${owner}: kernel is no kernel. Give one, such as matern(), or one per input.`);
  }
  checkStart(owner, "outputScale", outputScale);
  checkStart(owner, "noise", noise);
  checkCount(owner, "starts", starts, 1);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitGrid(options, X, y),
    [displaySymbol]: () => ({
      "text/plain": `${owner}, not fitted yet: ${kernels.map(({ name }) => name).join(" · ")} on the axes`,
    }),
  };
}

async function fitGrid(options: GridGaussianProcessOptions, points: ArrayLike, values: ArrayLike): Promise<GridModel> {
  const { kernel = matern(), starts = 3, seed = 0 } = options;
  const data = readMeasured(points, values, `${owner}.fit`);
  const grid = readGrid(data);
  const columns = grid.axes.length;
  const kernels = isList(kernel) ? kernel : grid.axes.map(() => kernel);
  if (kernels.length !== columns) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}.fit: X has ${columns} columns but there are ${kernels.length} kernels. Give one kernel, or one per input.`,
    );
  }
  const scale = dataScale(data);
  const own = kernels.map((each, j) => each.parameters(1).map((parameter) => ({ ...parameter, inputs: [j] })));
  const offsets = own.map((_, j) => own.slice(0, j).flat().length);
  const outputScale = readStart(owner, "outputScale", options.outputScale, 1);
  const noise = readStart(owner, "noise", options.noise, 1);
  const parameters = [...own.flat(), { ...noiseParameter(outputScale), name: "outputScale" }, noiseParameter(noise)];
  const space = searchSpace(parameters, scale);
  const prior = { mean: scale.centre, variance: scale.spread ** 2 };
  const deviations = { ...grid, targets: grid.targets.map((value) => value - prior.mean) };
  const evidenceOn = (part: typeof grid) => (at: readonly number[]) =>
    gridEvidence(
      part,
      {
        kernels: kernels.map((each, j) => each.bind(at.slice(offsets[j], offsets[j] + own[j].length), 1)),
        offsets,
        outputScale: at.at(-2)!,
        noise: at.at(-1)!,
        constant: prior.variance,
      },
      at.length,
    );
  let found: readonly number[] = space.given;
  let evaluations = 0;
  if (!scale.isConstant && space.free.length > 0) {
    const settings = { owner: `${owner}.fit`, starts, seed };
    const isLarge = grid.targets.length > 2 * trialPoints;
    const first = await learn(evidenceOn(isLarge ? thinned(deviations, trialPoints) : deviations), space, settings);
    const last = isLarge
      ? await learn(evidenceOn(deviations), space, { ...settings, from: [first.values], maxIterations: fewIterations })
      : first;
    found = last.values;
    evaluations = last.report.evaluations;
  }
  return new GridModel({
    kernels: kernels.map((each, j) => each.withValues(found.slice(offsets[j], offsets[j] + own[j].length), 1)),
    outputScale: restart(options.outputScale, [found.at(-2)!]),
    noise: restart(options.noise, [found.at(-1)!]),
    prior,
    inputs: data.inputs,
    grid,
    evaluations,
  });
}

function isList(kernel: Covariance | readonly Covariance[]): kernel is readonly Covariance[] {
  return Array.isArray(kernel);
}
