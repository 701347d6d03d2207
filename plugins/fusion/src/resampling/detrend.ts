import { type ArrayInput, leastSquares, NDArray } from "@mesoscope/core";
import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { checkSameLength, finiteVector, growingVector } from "../common/arguments.js";

/** What course is taken out of a series. */
export interface DetrendOptions {
  /** Degree of the polynomial: 0 the mean, 1 (default) a line, … */
  readonly degree?: number;
  /** Times from which on a polynomial of its own is taken out; none unless given. */
  readonly breakpoints?: readonly number[];
  /** When each value was taken, ascending; 0, 1, 2 … unless given. */
  readonly times?: ArrayInput;
}

/** A series in two parts, whose sum it is. */
export interface Detrended {
  readonly values: NDArray;
  readonly trend: NDArray;
}

/**
 * A series without its polynomial trend, fitted by least squares; with breakpoints, one for each piece.
 *
 * @example
 * allClose(detrend([1, 3, 5, 8]).values, [0.2, -0.1, -0.4, 0.3]); // true
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY where a piece has too few values; DataError NOT_SORTED
 */
export function detrend(values: ArrayInput, options: DetrendOptions = {}): Detrended {
  checkOptions("detrend", options, ["degree", "breakpoints", "times"]);
  const { degree = 1, breakpoints = [] } = options;
  checkWhole("detrend", "degree", degree, 0);
  const series = finiteVector(values, "detrend: the input");
  const times = growingVector(options.times ?? series.data.map((_, i) => i), "detrend: times");
  checkSameLength("detrend", "times", times.length, "the series", series.size);
  const breaks = breakpoints.length > 0 ? growingVector(breakpoints, "detrend: breakpoints") : [];
  const starts = [0, ...Array.from(breaks, (at) => times.filter((time) => time < at).length), series.size];
  const trend = new NDArray(new Float64Array(series.size));
  for (let piece = 1; piece < starts.length; piece++) {
    const [from, to] = [starts[piece - 1], starts[piece]];
    checkPiece(to - from, degree, piece);
    trend.data.set(polynomialFit(times.subarray(from, to), series.data.subarray(from, to), degree), from);
  }
  return { values: series.map((value, i) => value - trend.data[i]), trend };
}

/** The fitted polynomial at the times, which are brought to -1 … 1 so that powers stay of one size. */
function polynomialFit(times: Float64Array, values: Float64Array, degree: number): Float64Array {
  const [first, last] = [times[0], times[times.length - 1]];
  const half = (last - first) / 2 || 1;
  const columns = degree + 1;
  const powers = new NDArray(new Float64Array(times.length * columns), [times.length, columns]).map(
    (_, at) => ((times[Math.floor(at / columns)] - first) / half - 1) ** (at % columns),
  );
  const coefficients = leastSquares(powers, new NDArray(values.slice())).x.data;
  return times.map((_, i) =>
    coefficients.reduce((total, coefficient, k) => total + coefficient * powers.data[i * columns + k], 0),
  );
}

function checkPiece(count: number, degree: number, piece: number): void {
  if (count > degree) return;
  throw new ValueError(
    "EMPTY",
    `detrend: piece ${piece} has ${count} values, too few for degree ${degree}. Lower the degree, or move the breakpoints.`,
  );
}
