import { checkOptions, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";

/** What a curve says outside the range of its samples. */
export type Extrapolation = "error" | "extend" | "constant";

export interface InterpolationOptions {
  /**
   * Outside the range of the samples: an `"error"` unless given; `"extend"` goes on with the last piece, `"constant"` with
   * the last value.
   */
  readonly extrapolation?: Extrapolation;
}

/** Positions that ascend, and a value at each. */
export interface Samples {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly extrapolation: Extrapolation;
}

/** The samples, checked: at least two, finite, at positions that ascend. */
export function samplesOf(
  name: string,
  x: ArrayInput,
  y: ArrayInput,
  options: InterpolationOptions,
  known: readonly string[] = ["extrapolation"],
): Samples {
  checkOptions(name, options, known);
  const positions = ascending(name, "x", x);
  const values = asVector(y, `${name}: y`).data;
  if (values.length !== positions.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name}: x has ${positions.length} entries but y has ${values.length}. Give one value per position.`,
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new ValueError(
      "NOT_FINITE",
      `${name}: y has ${values[bad]} at entry ${bad}. Leave such samples out, x with them.`,
    );
  }
  return { x: positions, y: values, extrapolation: extrapolationOf(name, options.extrapolation) };
}

export function extrapolationOf(name: string, given: Extrapolation = "error"): Extrapolation {
  if (["error", "extend", "constant"].includes(given)) return given;
  throw new ValueError("BAD_OPTION", `${name}: extrapolation is ${given}. Give "error", "extend" or "constant".`);
}

/** At least two finite positions, each above the one before. */
export function ascending(name: string, what: string, x: ArrayInput): Float64Array {
  const { data } = asVector(x, `${name}: ${what}`);
  if (data.length < 2) {
    throw new ValueError(
      "EMPTY",
      `${name}: ${what} has ${data.length} positions, too few to go between. Give at least 2.`,
    );
  }
  const bad = data.findIndex((value, i) => !Number.isFinite(value) || (i > 0 && value <= data[i - 1]!));
  if (bad < 0) return data;
  const found = bad > 0 ? `${data[bad]} after ${data[bad - 1]}` : String(data[bad]);
  throw new ValueError(
    "NOT_SORTED",
    `${name}: ${what} has ${found} at entry ${bad}. Sort the samples by ${what}, average repeated ones, leave out NaN.`,
  );
}

/** The last interval whose start is not above `at`; the first or last one outside the range. */
export function intervalOf(breaks: Float64Array, at: number): number {
  let low = 0;
  let high = breaks.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (breaks[middle]! <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** Where to evaluate for a point that may lie outside. */
export function placed(name: string, at: number, first: number, last: number, extrapolation: Extrapolation): number {
  if (!(at < first || at > last) || extrapolation === "extend") return at;
  if (extrapolation === "constant") return at < first ? first : last;
  throw new ValueError(
    "OUT_OF_RANGE",
    `${name}: ${at} lies outside the samples, from ${first} to ${last}. Stay within, or set extrapolation.`,
  );
}
