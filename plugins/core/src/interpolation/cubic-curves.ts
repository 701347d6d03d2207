import { ValueError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { akimaSlopes, monotoneSlopes } from "./local-slopes.js";
import { PiecewisePolynomial } from "./piecewise-polynomial.js";
import { type InterpolationOptions, type Samples, samplesOf } from "./samples.js";
import { type SplineEnds, splineSlopes } from "./spline-slopes.js";

export interface CubicSplineOptions extends InterpolationOptions {
  /**
   * `"notAKnot"` unless given: the first two pieces are one cubic, and the last two; `"natural"`: no curvature at the ends;
   * or the two slopes there, `{ slopes: [0, 0] }`.
   */
  readonly ends?: SplineEnds;
}

/**
 * The cubic spline through samples at ascending positions: of all smooth curves the least bent. It may swing beyond the
 * samples; `monotoneCubic` does not.
 *
 * @example
 * const curve = cubicSpline([0, 1, 2, 3], [0, 1, 8, 27]);
 * allClose([curve.at(1.5), curve.derivative().at(1.5)], [3.375, 6.75]); // true
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError NOT_SORTED, NOT_FINITE, EMPTY with fewer than 2 samples, BAD_OPTION
 * @see de Boor, A Practical Guide to Splines, chapter IV
 */
export function cubicSpline(x: ArrayInput, y: ArrayInput, options: CubicSplineOptions = {}): PiecewisePolynomial {
  const samples = samplesOf("cubicSpline", x, y, options, ["extrapolation", "ends"]);
  const { ends = "notAKnot" } = options;
  if (
    ends !== "notAKnot" &&
    ends !== "natural" &&
    !(ends?.slopes?.length === 2 && ends.slopes.every(Number.isFinite))
  ) {
    throw new ValueError(
      "BAD_OPTION",
      `cubicSpline: ends is ${JSON.stringify(ends)}. Give "notAKnot", "natural" or { slopes: [first, last] }.`,
    );
  }
  return hermite(samples, splineSlopes(samples.x, samples.y, ends));
}

/**
 * The smooth curve through samples at ascending positions that rises where they rise and falls where they fall (PCHIP).
 *
 * @example
 * monotoneCubic([0, 1, 2, 3], [0, 0, 1, 1]).at([0.5, 1.5, 2.5]).data; // [0, 0.5, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError NOT_SORTED, NOT_FINITE, EMPTY with fewer than 2 samples, BAD_OPTION
 * @see Fritsch & Butland, A method for constructing local monotone piecewise cubic interpolants, SIAM J. Sci. Stat.
 *   Comput. 5 (1984) 300
 */
export function monotoneCubic(x: ArrayInput, y: ArrayInput, options: InterpolationOptions = {}): PiecewisePolynomial {
  const samples = samplesOf("monotoneCubic", x, y, options);
  return hermite(samples, monotoneSlopes(samples.x, samples.y));
}

/**
 * The smooth curve through samples at ascending positions whose slopes follow the nearest ones only, so that an outlier
 * makes few waves.
 *
 * @example
 * akimaSpline([0, 1, 2, 3, 4], [0, 1, 2, 3, 4]).at(2.5); // 2.5
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError NOT_SORTED, NOT_FINITE, EMPTY with fewer than 2 samples, BAD_OPTION
 * @see Akima, A new method of interpolation and smooth curve fitting based on local procedures, J. ACM 17 (1970) 589
 */
export function akimaSpline(x: ArrayInput, y: ArrayInput, options: InterpolationOptions = {}): PiecewisePolynomial {
  const samples = samplesOf("akimaSpline", x, y, options);
  return hermite(samples, akimaSlopes(samples.x, samples.y));
}

/** The cubics with given values and slopes at the samples. */
function hermite({ x, y, extrapolation }: Samples, slopes: Float64Array): PiecewisePolynomial {
  const pieces = x.length - 1;
  const coefficients = new Float64Array(4 * pieces);
  for (let i = 0; i < pieces; i++) {
    const h = x[i + 1]! - x[i]!;
    const secant = (y[i + 1]! - y[i]!) / h;
    const excess = (slopes[i]! + slopes[i + 1]! - 2 * secant) / h;
    coefficients.set([y[i]!, slopes[i]!, (secant - slopes[i]!) / h - excess, excess / h], 4 * i);
  }
  return new PiecewisePolynomial(x.slice(), new NDArray(coefficients, [pieces, 4]), extrapolation);
}
