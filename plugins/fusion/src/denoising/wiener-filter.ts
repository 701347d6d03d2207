import { type ArrayInput, mean, type NDArray } from "@mesoscope/core";
import { checkChoice, checkNumber, checkOptions } from "@mesoscope/sdk";
import { checkWindow, finiteField } from "../common/arguments.js";
import { type Extension, extensions } from "./extension.js";
import { movingAverage } from "./smoothing.js";

/**
 * A series or a field drawn towards the mean of a window about each value, the more the less it varies there beyond the
 * noise.
 *
 * @param options.window how many values the window holds, an odd number; 3 unless given
 * @param options.noise variance of the noise; the mean of the variances in all windows unless given
 * @param options.extension what stands beyond the ends; `symmetric` unless given
 *
 * @example
 * wienerFilter([1, 1, 1, 9, 9, 9], { noise: 1 }).data[2] < 3; // true
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError SHAPE_MISMATCH
 * @see Lim, Two-Dimensional Signal and Image Processing (1990), section 9.2.4
 */
export function wienerFilter(
  values: ArrayInput,
  options: { window?: number; noise?: number; extension?: Extension } = {},
): NDArray {
  checkOptions("wienerFilter", options, ["window", "noise", "extension"]);
  const { window = 3, extension = "symmetric" } = options;
  checkWindow("wienerFilter", window);
  checkChoice("wienerFilter", "extension", extension, extensions);
  const given = finiteField(values, "wienerFilter: the input");
  // Squares of values far from 0 would lose the digits of their differences; zeros beyond the ends fix the origin.
  const level = extension === "zero" ? 0 : mean(given);
  const field = given.map((value) => value - level);
  const average = (of: NDArray) => movingAverage(of, { window, extension }).data;
  const local = average(field);
  const squares = average(field.map((value) => value * value));
  const variances = squares.map((square, i) => Math.max(square - local[i] ** 2, 0));
  const noise = options.noise ?? mean(variances);
  checkNumber("wienerFilter", "noise", noise, "a variance from 0", (x) => x >= 0);
  return field.map((value, i) => {
    const kept = variances[i] > noise ? 1 - noise / variances[i] : 0;
    return level + local[i] + kept * (value - local[i]);
  });
}
