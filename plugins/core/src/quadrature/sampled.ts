import { ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray, asVector } from "../arrays/as-array.js";
import { digestLines, mapLines } from "../arrays/lines.js";
import type { NDArray } from "../arrays/nd-array.js";
import { checkSampling, type SamplingOptions, stepsOf } from "../arrays/sampling.js";
import { checkAxis } from "../arrays/shape.js";

/**
 * The integral of a sampled function by straight lines between the samples: of a vector, or of each line along an axis.
 *
 * @example
 * trapezoid([0, 1, 4], { spacing: 0.5 }); // 1.5
 * trapezoid([0, 1, 4], { coordinates: [0, 1, 3] }); // 5.5
 * trapezoid([[0, 2], [4, 6]], { axis: 0 }).data; // [2, 4]
 *
 * @throws ValueError EMPTY with fewer than 2 samples, BAD_VALUE, BAD_AXIS, BAD_OPTION
 * @throws ShapeError SHAPE_MISMATCH where the coordinates do not fit, NOT_A_VECTOR where no axis is given
 */
export function trapezoid(values: ArrayInput, options: SamplingOptions & { readonly axis: number }): NDArray;
export function trapezoid(values: ArrayInput, options?: SamplingOptions): number;
export function trapezoid(values: ArrayInput, options: SamplingOptions = {}): number | NDArray {
  return integrated("trapezoid", values, options, trapezoidOf);
}

/**
 * The integral of a sampled function by parabolas through three neighbours each: of a vector, or of each line along an
 * axis. For an even number of samples the last interval takes the parabola before it.
 *
 * @example
 * simpson([0, 1, 4, 9, 16]).toFixed(6); // "21.333333"
 *
 * @throws ValueError EMPTY with fewer than 2 samples, BAD_VALUE, BAD_AXIS, BAD_OPTION
 * @throws ShapeError SHAPE_MISMATCH where the coordinates do not fit, NOT_A_VECTOR where no axis is given
 * @see Cartwright, Simpson's rule cumulative integration with MS Excel and irregularly-spaced data, J. Math. Sci. Math.
 *   Educ. 12 (2017) 1
 */
export function simpson(values: ArrayInput, options: SamplingOptions & { readonly axis: number }): NDArray;
export function simpson(values: ArrayInput, options?: SamplingOptions): number;
export function simpson(values: ArrayInput, options: SamplingOptions = {}): number | NDArray {
  return integrated("simpson", values, options, simpsonOf);
}

/**
 * The integrals of sampled values from the first sample to each, along an axis, by straight lines between them.
 *
 * @example
 * cumulativeTrapezoid([0, 2, 4]).data; // [0, 1, 4]
 *
 * @throws ValueError EMPTY with fewer than 2 samples, BAD_VALUE, BAD_AXIS, BAD_OPTION
 * @throws ShapeError SHAPE_MISMATCH where the coordinates do not fit
 */
export function cumulativeTrapezoid(values: ArrayInput, options: SamplingOptions = {}): NDArray {
  checkSampling("cumulativeTrapezoid", options);
  const { array, axis, steps } = sampled("cumulativeTrapezoid", values, options);
  return mapLines(array, axis, array.shape[axis]!, (line) => {
    let total = 0;
    return line.map((value, i) => {
      if (i > 0) total += (steps[i - 1]! * (line[i - 1]! + value)) / 2;
      return total;
    });
  });
}

function integrated(
  name: string,
  values: ArrayInput,
  options: SamplingOptions,
  rule: (line: Float64Array, steps: Float64Array) => number,
): number | NDArray {
  checkSampling(name, options);
  const given = options.axis === undefined ? asVector(values, `${name}: the input`) : values;
  const { array, axis, steps } = sampled(name, given, options);
  if (options.axis === undefined) return rule(array.data, steps);
  return digestLines(array, axis, (line) => rule(line, steps));
}

function sampled(
  name: string,
  values: ArrayInput,
  options: SamplingOptions,
): { array: NDArray; axis: number; steps: Float64Array } {
  const array = asArray(values, `${name}: the input`);
  const axis = checkAxis(name, options.axis ?? -1, array.rank);
  const length = array.shape[axis]!;
  if (length < 2) {
    throw new ValueError("EMPTY", `${name}: ${length} samples along the axis are too few. Give at least 2 of them.`);
  }
  return { array, axis, steps: stepsOf(name, length, options) };
}

function trapezoidOf(line: Float64Array, steps: Float64Array): number {
  return steps.reduce((total, step, i) => total + (step * (line[i]! + line[i + 1]!)) / 2, 0);
}

function simpsonOf(line: Float64Array, steps: Float64Array): number {
  const count = steps.length;
  if (count === 1) return trapezoidOf(line, steps);
  let total = 0;
  for (let i = 0; i + 1 < count; i += 2) {
    const [a, b] = [steps[i]!, steps[i + 1]!];
    const middle = ((a + b) ** 2 / (a * b)) * line[i + 1]!;
    total += ((a + b) / 6) * ((2 - b / a) * line[i]! + middle + (2 - a / b) * line[i + 2]!);
  }
  if (count % 2 === 0) return total;
  const [a, b] = [steps[count - 2]!, steps[count - 1]!];
  const last = ((2 * b * b + 3 * a * b) / (6 * (a + b))) * line[count]!;
  const middle = ((b * b + 3 * a * b) / (6 * a)) * line[count - 1]!;
  return total + last + middle - (b ** 3 / (6 * a * (a + b))) * line[count - 2]!;
}
