import { cholesky, matmul, NDArray, solveTriangular, symmetricProduct } from "@mesoscope/core";
import type { AxisWindows } from "./axis-windows.js";
import type { Features } from "./features.js";
import type { LinearEquations } from "./subset-regression.js";

/** A trajectory in integral form: windows, and the terms along it. */
export interface WeakTrajectory {
  readonly states: readonly Float64Array[];
  /** Over the times. */
  readonly windows: AxisWindows;
  readonly features: Features;
}

/** What quadrature leaves of an integral, as a share of it: the same way in all windows, so that it does not average out. */
const quadratureShare = 1e-5;

/** Windows overlap, so their errors are almost dependent: this share of the variance keeps the covariance definite. */
const nugget = 1e-6;

/**
 * ∫ φ x′ dt = Σ coefficient ∫ φ term dt for one state over all windows, scaled so that the errors from noise in all states
 * are independent and of variance 1, to first order and for the given coefficients of the equation.
 *
 * @see Bortz, Messenger & Dukic, Bull. Math. Biol. 85 (2023) 110, section 2.2 (WENDy)
 */
export function weakEquations(
  state: number,
  trajectories: readonly WeakTrajectory[],
  noise: readonly number[],
  coefficients: Float64Array,
): LinearEquations {
  const parts = trajectories.map((trajectory) => scaled(state, trajectory, noise, coefficients));
  return {
    columns: Array.from(coefficients, (_, l) => joined(parts.map(({ features }) => features.column(l).data))),
    target: joined(parts.map(({ target }) => target.data)),
  };
}

function scaled(
  state: number,
  { states, windows, features }: WeakTrajectory,
  noise: readonly number[],
  coefficients: Float64Array,
): { features: NDArray; target: NDArray } {
  const samples = states[0].length;
  const width = features.values.length;
  const stacked = new Float64Array(samples * width);
  features.values.forEach((column, l) => {
    for (let i = 0; i < samples; i++) stacked[i * width + l] = column[i];
  });
  const left = matmul(windows.derivative(0), new NDArray(stacked, [samples, width]));
  const target = matmul(windows.derivative(1), new NDArray(states[state].slice(), [samples, 1]));
  const factor = cholesky(errorCovariance(state, windows, features, noise, coefficients, target.data));
  return { features: solveTriangular(factor, left), target: solveTriangular(factor, target) };
}

/** Of what the windows leave, when the states carry noise. */
function errorCovariance(
  state: number,
  windows: AxisWindows,
  features: Features,
  noise: readonly number[],
  coefficients: Float64Array,
  target: Float64Array,
): NDArray {
  const [values, slopes] = [windows.derivative(0), windows.derivative(1)];
  const [count, samples] = values.shape;
  const width = samples * noise.length;
  const influence = new Float64Array(count * width);
  noise.forEach((deviation, j) => {
    const pull = new Float64Array(samples);
    coefficients.forEach((coefficient, l) => {
      const slope = features.slopes[l][j];
      if (coefficient !== 0) for (let i = 0; i < samples; i++) pull[i] += coefficient * slope[i];
    });
    for (let k = 0; k < count; k++) {
      for (let i = 0; i < samples; i++) {
        const own = j === state ? slopes.data[k * samples + i] : 0;
        influence[k * width + j * samples + i] = deviation * (own - values.data[k * samples + i] * pull[i]);
      }
    }
  });
  const covariance = symmetricProduct(new NDArray(influence, [count, width]));
  const meanVariance = diagonalOf(covariance).reduce((sum, value) => sum + value, 0) / count;
  const squares = target.reduce((sum, value) => sum + value * value, 0);
  const floor = nugget * meanVariance + quadratureShare ** 2 * squares || Number.MIN_VALUE;
  for (let k = 0; k < count; k++) covariance.data[k * count + k] += floor;
  return covariance;
}

function diagonalOf({ data, shape }: NDArray): Float64Array {
  return Float64Array.from({ length: shape[0] }, (_, k) => data[k * (shape[0] + 1)]);
}

export function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
