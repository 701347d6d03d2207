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
import { checkStart, type Fixed } from "../covariance/start.js";
import type { Prior } from "../priors/prior.js";
import type { DerivativeModel } from "./derivative-model.js";
import { fitDerivative } from "./fit-derivative.js";
import type { GradientTargets } from "./gradient-targets.js";

/** Options of `derivativeGaussianProcess`. */
export interface DerivativeGaussianProcessOptions {
  /** `matern({ smoothness: 2.5 })`, the default, or `rbf()`; both of all inputs. */
  readonly kernel?: Covariance;
  /** Start of the standard deviation of the noise of the values, in the unit of `y`; `fixed(…)` to keep it. */
  readonly noise?: number | Fixed | Prior;
  /** Start of that of the slopes, relative to the spread of `y` over the range of the input; 0.01 by default. */
  readonly gradientNoise?: number | Fixed | Prior;
  /** The inputs, by number, along which the function never falls. */
  readonly increasing?: readonly number[];
  /** The inputs along which the function never rises. */
  readonly decreasing?: readonly number[];
  /** At how many points within the data that is asked for, 20 by default. */
  readonly virtualPoints?: number;
  /** From how many places the search begins, 2 by default. */
  readonly starts?: number;
  /** Of the random starts and virtual points; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a Gaussian process with slopes; made by `derivativeGaussianProcess`. */
export interface DerivativeGaussianProcess
  extends Estimator<ArrayLike, ArrayLike | GradientTargets, DerivativeModel>,
    Displayable {
  readonly options: DerivativeGaussianProcessOptions;
}

/**
 * Regression by a Gaussian process that knows slopes: as data, as predictions, and as a sign that must hold.
 *
 * Slopes from `withGradients` count as measured. `increasing` and `decreasing` ask for the sign of the slope at virtual
 * points spread over the data, by expectation propagation; between them it is very likely, not certain. Of
 * targets that are all alike, without slopes, nothing is learned.
 *
 * `fit` takes X of shape [n, d], or [n] for one input, and y of shape [n] or what `withGradients` made. Time grows with
 * the cube of all numbers together.
 *
 * @example
 * const X = [0, 1, 2, 3];
 * const model = await derivativeGaussianProcess().fit(X, withGradients(X.map(Math.sin), X.map((x) => [Math.cos(x)])));
 * Math.abs(model.predict([1.5]).data[0] - Math.sin(1.5)) < 0.02; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 * @see Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), section 9.4;
 *   Riihimäki & Vehtari, Gaussian processes with monotonicity information, AISTATS (2010)
 */
export function derivativeGaussianProcess(options: DerivativeGaussianProcessOptions = {}): DerivativeGaussianProcess {
  const owner = "derivativeGaussianProcess";
  checkOptions(owner, options, [
    "kernel",
    "noise",
    "gradientNoise",
    "increasing",
    "decreasing",
    "virtualPoints",
    "starts",
    "seed",
  ]);
  const { kernel = matern(), increasing = [], decreasing = [], virtualPoints = 20, starts = 2 } = options;
  checkKernel(owner, kernel);
  checkStart(owner, "noise", options.noise);
  checkStart(owner, "gradientNoise", options.gradientNoise);
  checkCount(owner, "virtualPoints", virtualPoints, 1);
  checkCount(owner, "starts", starts, 1);
  const both = [...increasing, ...decreasing];
  if (new Set(both).size < both.length || !both.every((input) => Number.isInteger(input) && input >= 0)) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: increasing and decreasing name [${both.join(", ")}]. Give each column number of X once, from 0.`,
    );
  }
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitDerivative(options, X, y),
    [displaySymbol]: () => ({ "text/plain": `${owner}, not fitted yet: ${kernel.name}` }),
  };
}

function checkKernel(owner: string, kernel: Covariance): void {
  const { kind, smoothness, inputs } = isCovariance(kernel) ? kernel.toJSON() : ({} as Record<string, unknown>);
  if ((kind === "rbf" || (kind === "matern" && smoothness === 2.5)) && inputs === undefined) return;
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: kernel is ${isCovariance(kernel) ? kernel.name : "no kernel"}. Give rbf() or matern({ smoothness: 2.5 }) of all inputs.`,
  );
}
