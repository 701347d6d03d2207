import { type ArrayInput, identity, leastSquares, NDArray } from "@mesoscope/core";
import { checkChoice, checkOptions, checkPositive, checkWhole, ValueError } from "@mesoscope/sdk";
import { checkWindow, finiteVector } from "../common/arguments.js";
import { extend, extensions } from "./extension.js";

const ends = ["polynomial", ...extensions] as const;

/** How `savitzkyGolay` fits its polynomials. */
export interface SavitzkyGolayOptions {
  /** How many values each polynomial is fitted to, an odd number. */
  readonly window: number;
  /** Degree of the polynomials, below `window`. */
  readonly degree: number;
  /** Which derivative is returned; 0, the smoothed values, unless given. */
  readonly derivative?: number;
  /** Distance between the values, in the unit of the derivative; 1 unless given. */
  readonly spacing?: number;
  /** The ends: `polynomial` (default) evaluates the first and last whole window there; the others extend the series. */
  readonly extension?: (typeof ends)[number];
}

/**
 * A series smoothed by a polynomial fitted about each value, or its derivative; polynomials of the degree stay as they are.
 *
 * @example
 * const squares = savitzkyGolay([0, 1, 4, 9, 16, 25], { window: 5, degree: 2, derivative: 1 });
 * allClose(squares, [0, 2, 4, 6, 8, 10]); // true
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY where the series is shorter than the window
 * @see Savitzky & Golay, Smoothing and differentiation of data, Analytical Chemistry 36 (1964)
 */
export function savitzkyGolay(values: ArrayInput, options: SavitzkyGolayOptions): NDArray {
  const { window, degree, derivative, spacing, extension } = checked(options);
  const { data } = finiteVector(values, "savitzkyGolay: the input", extension === "polynomial" ? window : 1);
  const half = (window - 1) / 2;
  const coefficients = polynomialFits(window, degree);
  const weightsAt = (place: number) =>
    derivativeAt(coefficients, place / Math.max(half, 1), derivative, Math.max(half, 1) * spacing);
  const centre = weightsAt(0);
  const extended = extension === "polynomial" ? data : extend(data, half, half, extension);
  const shift = extension === "polynomial" ? half : 0;
  return new NDArray(
    data.map((_, i) => {
      const start = Math.min(Math.max(i - shift, 0), extended.length - window);
      const place = extension === "polynomial" ? i - start - half : 0;
      return dot(place === 0 ? centre : weightsAt(place), extended, start);
    }),
  );
}

/** Row k: the weights of the window's values in the coefficient of tᵏ, for t from -1 to 1 in the window. */
function polynomialFits(window: number, degree: number): NDArray {
  const half = Math.max((window - 1) / 2, 1);
  const powers = new NDArray(new Float64Array(window * (degree + 1)), [window, degree + 1]).map(
    (_, at) => ((Math.floor(at / (degree + 1)) - (window - 1) / 2) / half) ** (at % (degree + 1)),
  );
  return leastSquares(powers, identity(window)).x;
}

/** Weights of the window's values in a derivative at t; `unit` is what t counts. */
function derivativeAt(coefficients: NDArray, t: number, derivative: number, unit: number): Float64Array {
  const [terms, window] = coefficients.shape;
  const weights = new Float64Array(window);
  for (let k = derivative; k < terms; k++) {
    let factor = t ** (k - derivative) / unit ** derivative;
    for (let d = 0; d < derivative; d++) factor *= k - d;
    for (let i = 0; i < window; i++) weights[i] += factor * coefficients.data[k * window + i];
  }
  return weights;
}

function dot(weights: Float64Array, data: Float64Array, start: number): number {
  return weights.reduce((total, weight, k) => total + weight * data[start + k], 0);
}

function checked(options: SavitzkyGolayOptions): Required<SavitzkyGolayOptions> {
  checkOptions("savitzkyGolay", options, ["window", "degree", "derivative", "spacing", "extension"]);
  const { window, degree, derivative = 0, spacing = 1, extension = "polynomial" } = options;
  checkWindow("savitzkyGolay", window);
  checkWhole("savitzkyGolay", "degree", degree, 0);
  checkWhole("savitzkyGolay", "derivative", derivative, 0);
  checkPositive("savitzkyGolay", "spacing", spacing);
  checkChoice("savitzkyGolay", "extension", extension, ends);
  if (degree < window) return { window, degree, derivative, spacing, extension };
  throw new ValueError(
    "BAD_OPTION",
    `savitzkyGolay: degree ${degree} needs more than the ${window} values of a window. Widen it, or lower the degree.`,
  );
}
