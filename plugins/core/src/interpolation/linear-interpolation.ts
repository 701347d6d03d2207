import type { ArrayInput } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { PiecewisePolynomial } from "./piecewise-polynomial.js";
import { type InterpolationOptions, samplesOf } from "./samples.js";

/**
 * The curve of straight lines through samples at ascending positions.
 *
 * @example
 * linearInterpolation([0, 1, 2], [0, 1, 4]).at([0.5, 1.5]).data; // [0.5, 2.5]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError NOT_SORTED, NOT_FINITE, EMPTY with fewer than 2 samples, BAD_OPTION
 */
export function linearInterpolation(
  x: ArrayInput,
  y: ArrayInput,
  options: InterpolationOptions = {},
): PiecewisePolynomial {
  const samples = samplesOf("linearInterpolation", x, y, options);
  const pieces = samples.x.length - 1;
  const coefficients = new Float64Array(2 * pieces);
  for (let i = 0; i < pieces; i++) {
    coefficients[2 * i] = samples.y[i]!;
    coefficients[2 * i + 1] = (samples.y[i + 1]! - samples.y[i]!) / (samples.x[i + 1]! - samples.x[i]!);
  }
  return new PiecewisePolynomial(samples.x.slice(), new NDArray(coefficients, [pieces, 2]), samples.extrapolation);
}

/**
 * The steps that take everywhere the value of the nearest sample; halfway between two, that of the upper one.
 *
 * @example
 * nearestInterpolation([0, 1, 2], [5, 6, 7]).at([0.4, 0.5, 2]).data; // [5, 6, 7]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError NOT_SORTED, NOT_FINITE, EMPTY with fewer than 2 samples, BAD_OPTION
 */
export function nearestInterpolation(
  x: ArrayInput,
  y: ArrayInput,
  options: InterpolationOptions = {},
): PiecewisePolynomial {
  const samples = samplesOf("nearestInterpolation", x, y, options);
  const last = samples.x.length - 1;
  const breaks = Float64Array.from({ length: last + 2 }, (_, i) => {
    return i === 0 || i > last ? samples.x[Math.min(i, last)]! : (samples.x[i - 1]! + samples.x[i]!) / 2;
  });
  return new PiecewisePolynomial(breaks, new NDArray(samples.y.slice(), [last + 1, 1]), samples.extrapolation);
}
