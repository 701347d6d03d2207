import { asMatrix, mean, NDArray, standardDeviation } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  DataError,
  type Displayable,
  displaySymbol,
  type Estimator,
  ValueError,
} from "@mesoscope/sdk";
import type { Covariance, Parameter } from "../covariance/covariance.js";
import { isCovariance } from "../covariance/join.js";
import { checkCount } from "../covariance/levels.js";
import { matern } from "../covariance/matern.js";
import { dataScale, noiseParameter, searchSpace } from "../fit/search-space.js";
import { readTrainingData } from "../fit/training-data.js";
import { conditionOnSites, evidenceSlopes, priorMatrix } from "../likelihoods/gaussian-sites.js";
import { learn } from "../model/learn.js";
import { coregionalFunction, coregionalParameters } from "./coregionalization.js";
import { MultiOutputModel, type OutputScale } from "./multi-output-model.js";

/** Options of `multiOutputGaussianProcess`. */
export interface MultiOutputOptions {
  /** One kernel for what the outputs share, or several; `matern()` by default. Each gets its own covariance of outputs. */
  readonly kernel?: Covariance | readonly Covariance[];
  /** From how many places the search begins, 3 by default. */
  readonly starts?: number;
  /** Of the random starts beyond the seventh; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a Gaussian process of several outputs; made by `multiOutputGaussianProcess`. */
export interface MultiOutputGaussianProcess extends Estimator<ArrayLike, ArrayLike, MultiOutputModel>, Displayable {
  readonly options: MultiOutputOptions;
}

const owner = "multiOutputGaussianProcess";
const typicalNoise = Math.sqrt(0.05);

/**
 * Regression of several outputs that vary together: what is measured of one tells about the others.
 *
 * With one kernel this is the intrinsic model of coregionalization, with several the linear one. Every output has its own
 * size, mean and noise; that of an output whose numbers are all alike is not learned. Entries of Y that are NaN were not
 * measured.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and Y of shape [n, p]. Time grows with the cube of the numbers
 * measured.
 *
 * @example
 * const X = [0, 1, 2, 3, 4, 5];
 * const Y = X.map((x) => [Math.sin(x), x > 2 ? NaN : 2 * Math.sin(x) + 5]);
 * const model = await multiOutputGaussianProcess().fit(X, Y);
 * Math.abs(model.predict([4]).get(0, 1) - (2 * Math.sin(4) + 5)) < 0.2; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES in X or where an
 *   output has no number
 * @see Alvarez, Rosasco & Lawrence, Kernels for vector-valued functions: a review (2012), section 4
 */
export function multiOutputGaussianProcess(options: MultiOutputOptions = {}): MultiOutputGaussianProcess {
  checkOptions(owner, options, ["kernel", "starts", "seed"]);
  const kernels = kernelsOf(options);
  if (kernels.length === 0 || !kernels.every(isCovariance)) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: kernel is no kernel, nor a list of them. Give one, such as matern().`,
    );
  }
  checkCount(owner, "starts", options.starts ?? 3, 1);
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, Y) => fitMultiOutput(options, X, Y),
    [displaySymbol]: () => ({
      "text/plain": `${owner}, not fitted yet: ${kernels.map(({ name }) => name).join(" and ")}`,
    }),
  };
}

function kernelsOf({ kernel = matern() }: MultiOutputOptions): readonly Covariance[] {
  return Array.isArray(kernel) ? kernel : [kernel as Covariance];
}

async function fitMultiOutput(options: MultiOutputOptions, points: ArrayLike, values: ArrayLike) {
  const { starts = 3, seed = 0 } = options;
  const kernels = kernelsOf(options);
  const Y = asMatrix(values, `${owner}.fit: Y`);
  const outputs = Y.shape[1];
  const { X, inputs } = readTrainingData(points, new NDArray(new Float64Array(Y.shape[0])), `${owner}.fit`);
  const columns = X.shape[1];
  const scales = Array.from({ length: outputs }, (_, o) => scaleOf(Y, o));
  const { rows, targets } = measuredRows(X, Y, scales);
  const outputOf = Array.from({ length: targets.length }, (_, i) => rows.data[i * (columns + 1) + columns]);

  const noises = scales.map(
    ({ isConstant }): Parameter => noiseParameter({ values: [typicalNoise], fixed: isConstant, prior: undefined }),
  );
  const parameters = [...coregionalParameters(kernels, outputs, columns), ...noises];
  const space = searchSpace(parameters, dataScale({ X, y: new NDArray(targets), bounds: undefined, inputs }));
  const split = parameters.length - outputs;
  const evidence = (at: readonly number[]) => {
    const covariance = coregionalFunction(kernels, outputs, columns, at.slice(0, split));
    const variances = Float64Array.from(outputOf, (o) => at[split + o] ** 2);
    const posterior = conditionOnSites(priorMatrix(rows, covariance), { targets, variances, logCorrection: 0 });
    const gradient = new Float64Array(at.length);
    const slopes = evidenceSlopes(rows, covariance, posterior, gradient);
    for (const [i, o] of outputOf.entries()) gradient[split + o] += variances[i] * slopes[i];
    return { value: posterior.logEvidence, gradient };
  };
  const { values: found, report } = await learn(evidence, space, { owner: `${owner}.fit`, starts, seed });
  return new MultiOutputModel({
    kernels,
    values: found,
    scales,
    rows,
    targets,
    inputs,
    evaluations: report.evaluations,
  });
}

function scaleOf(Y: NDArray, output: number): OutputScale {
  const seen = new NDArray(Y.column(output).data.filter((value) => !Number.isNaN(value)));
  const bad = seen.data.find((value) => !Number.isFinite(value));
  if (seen.size === 0 || bad !== undefined) {
    throw new DataError(
      "MISSING_VALUES",
      `${owner}.fit: column ${output} of Y ${bad === undefined ? "holds no number" : `holds ${bad}`}. Give numbers, or NaN for a few missing ones.`,
    );
  }
  const isConstant = seen.data.every((value) => value === seen.data[0]);
  const spread = isConstant ? Math.abs(seen.data[0]) || 1 : standardDeviation(seen);
  return { mean: mean(seen), spread, isConstant };
}

/** A row for every number measured: its inputs and the number of its output; and the numbers, standardised. */
function measuredRows(X: NDArray, Y: NDArray, scales: readonly OutputScale[]) {
  const [columns, outputs] = [X.shape[1], Y.shape[1]];
  const places = Array.from(Y.data.keys()).filter((at) => !Number.isNaN(Y.data[at]));
  const rows = new NDArray(new Float64Array(places.length * (columns + 1)), [places.length, columns + 1]);
  const targets = Float64Array.from(
    places,
    (at) => (Y.data[at] - scales[at % outputs].mean) / scales[at % outputs].spread,
  );
  for (const [r, at] of places.entries()) {
    const i = Math.floor(at / outputs);
    rows.data.set(X.data.subarray(i * columns, (i + 1) * columns), r * (columns + 1));
    rows.data[r * (columns + 1) + columns] = at % outputs;
  }
  return { rows, targets };
}
