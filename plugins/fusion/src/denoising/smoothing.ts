import type { ArrayInput, NDArray } from "@mesoscope/core";
import { checkChoice, checkOptions, checkPositive } from "@mesoscope/sdk";
import { checkWindow, finiteField } from "../common/arguments.js";
import { type Extension, extend, extensions } from "./extension.js";
import { mapLines } from "./lines.js";

/** A window that runs along a series, or over a field with as many rows as columns. */
export interface WindowOptions {
  /** How many values it holds, an odd number. */
  readonly window: number;
  /** What stands beyond the ends; `symmetric` unless given. */
  readonly extension?: Extension;
}

/**
 * The mean of the values in a window about each value of a series, or of a field.
 *
 * @example
 * allClose(movingAverage([3, 6, 12], { window: 3, extension: "nearest" }), [4, 7, 10]); // true
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError SHAPE_MISMATCH
 */
export function movingAverage(values: ArrayInput, options: WindowOptions): NDArray {
  const { field, window, extension } = checkedWindow("movingAverage", values, options);
  return weighted(field, new Float64Array(window).fill(1 / window), extension);
}

/**
 * The median of the values in a window about each value of a series, or of a field: single outliers vanish, steps stay.
 *
 * @example
 * medianFilter([1, 1, 9, 1, 5, 5, 5], { window: 3 }).data; // [1, 1, 1, 5, 5, 5, 5]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError SHAPE_MISMATCH
 */
export function medianFilter(values: ArrayInput, options: WindowOptions): NDArray {
  const { field, window, extension } = checkedWindow("medianFilter", values, options);
  const half = (window - 1) / 2;
  const [rows, columns] = field.rank === 1 ? [1, field.size] : field.shape;
  const tall = field.rank === 1 ? 0 : half;
  const grid = field.reshape([rows, columns]);
  const wide = mapLines(grid, 1, (line) => extend(line, half, half, extension));
  const { data: padded } = tall === 0 ? wide : mapLines(wide, 0, (line) => extend(line, tall, tall, extension));
  const width = columns + 2 * half;
  const count = (2 * tall + 1) * window;
  const found = new Float64Array(count);
  return field.map((_, at) => {
    const corner = Math.floor(at / columns) * width + (at % columns);
    let next = 0;
    for (let start = corner; start <= corner + 2 * tall * width; start += width) {
      for (let k = start; k < start + window; k++) found[next++] = padded[k];
    }
    return medianOfOdd(found);
  });
}

/**
 * Each value of a series or a field averaged with its neighbours by a Gaussian of the distance between them.
 *
 * @param options.standardDeviation of the Gaussian, in samples; it is cut off at four of them
 *
 * @example
 * const spread = gaussianFilter([0, 0, 0, 1, 0, 0, 0], { standardDeviation: 0.5 });
 * spread.data[3].toFixed(6); // "0.786571"
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError SHAPE_MISMATCH
 */
export function gaussianFilter(
  values: ArrayInput,
  options: { standardDeviation: number; extension?: Extension },
): NDArray {
  checkOptions("gaussianFilter", options, ["standardDeviation", "extension"]);
  const { standardDeviation, extension = "symmetric" } = options;
  checkPositive("gaussianFilter", "standardDeviation", standardDeviation);
  checkChoice("gaussianFilter", "extension", extension, extensions);
  const half = Math.floor(4 * standardDeviation + 0.5);
  const weights = Float64Array.from({ length: 2 * half + 1 }, (_, k) =>
    Math.exp(-0.5 * ((k - half) / standardDeviation) ** 2),
  );
  const total = weights.reduce((a, b) => a + b);
  const field = finiteField(values, "gaussianFilter: the input");
  return weighted(
    field,
    weights.map((weight) => weight / total),
    extension,
  );
}

/** The middle of an odd number of values, which are sorted by insertion: for so few that is the fastest. */
function medianOfOdd(values: Float64Array): number {
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let at = i;
    for (; at > 0 && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
  return values[(values.length - 1) / 2];
}

/** Each line along each axis, averaged by the weights about each value. */
function weighted(field: NDArray, weights: Float64Array, extension: Extension): NDArray {
  const half = (weights.length - 1) / 2;
  const average = (line: Float64Array) => {
    const extended = extend(line, half, half, extension);
    return line.map((_, i) => weights.reduce((total, weight, k) => total + weight * extended[i + k], 0));
  };
  return field.shape.reduce((result, _, axis) => mapLines(result, axis, average), field);
}

function checkedWindow(owner: string, values: ArrayInput, options: WindowOptions) {
  checkOptions(owner, options, ["window", "extension"]);
  const { window, extension = "symmetric" } = options;
  checkWindow(owner, window);
  checkChoice(owner, "extension", extension, extensions);
  return { field: finiteField(values, `${owner}: the input`), window, extension };
}
