import { ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "./as-array.js";
import { mapLines } from "./lines.js";
import type { NDArray } from "./nd-array.js";
import { checkSampling, type SamplingOptions, stepsOf } from "./sampling.js";
import { checkAxis } from "./shape.js";

/**
 * Each entry less the one before it along an axis, the last unless given; one entry fewer.
 *
 * @example
 * difference([1, 4, 9]).data; // [3, 5]
 *
 * @throws ValueError EMPTY without an entry along the axis, BAD_AXIS
 */
export function difference(values: ArrayInput, axis = -1): NDArray {
  const given = asArray(values, "difference: the input");
  const front = checkAxis("difference", axis, given.rank);
  const length = given.shape[front]!;
  checkLength("difference", length, 1);
  return mapLines(given, front, length - 1, (line) => line.subarray(1).map((value, i) => value - line[i]!));
}

/**
 * The derivative of sampled values along an axis, by central differences of second order, one-sided of second order at
 * both ends (of first order where there are only two samples).
 *
 * @example
 * gradient([0, 1, 4, 9]).data; // [0, 2, 4, 6]
 * gradient([0, 1, 9], { coordinates: [0, 1, 3] }).data; // [0, 2, 6]
 *
 * @throws ValueError EMPTY with fewer than 2 entries along the axis, BAD_VALUE, BAD_AXIS, BAD_OPTION
 * @throws ShapeError SHAPE_MISMATCH where the coordinates do not fit
 * @see Fornberg, Generation of finite difference formulas on arbitrarily spaced grids, Math. Comp. 51 (1988) 699
 */
export function gradient(values: ArrayInput, options: SamplingOptions = {}): NDArray {
  checkSampling("gradient", options);
  const given = asArray(values, "gradient: the input");
  const front = checkAxis("gradient", options.axis ?? -1, given.rank);
  const length = given.shape[front]!;
  checkLength("gradient", length, 2);
  const steps = stepsOf("gradient", length, options);
  return mapLines(given, front, length, (line) => slopes(line, steps));
}

function slopes(line: Float64Array, steps: Float64Array): Float64Array {
  const n = line.length;
  const result = new Float64Array(n);
  const secant = (i: number) => (line[i + 1]! - line[i]!) / steps[i]!;
  if (n === 2) return result.fill(secant(0));
  for (let i = 1; i < n - 1; i++) {
    const before = steps[i - 1]!;
    const after = steps[i]!;
    result[i] = (after * secant(i - 1) + before * secant(i)) / (before + after);
  }
  result[0] = secant(0) + (secant(0) - secant(1)) * (steps[0]! / (steps[0]! + steps[1]!));
  const last = steps[n - 2]!;
  result[n - 1] = secant(n - 2) + (secant(n - 2) - secant(n - 3)) * (last / (last + steps[n - 3]!));
  return result;
}

function checkLength(name: string, length: number, least: number): void {
  if (length >= least) return;
  throw new ValueError(
    "EMPTY",
    `${name}: ${length} entries along the axis are too few. Give at least ${least} of them.`,
  );
}
