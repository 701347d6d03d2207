import { ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { ComplexArray } from "../arrays/complex-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { roll } from "../arrays/rearrange.js";
import { checkAxes } from "../arrays/shape.js";

/**
 * The frequencies of the entries of `fourierTransform`, in cycles per unit of `spacing`: first those from 0 up, then the
 * negative ones.
 *
 * @example
 * fourierFrequencies(4, 0.1).data; // [0, 2.5, -5, -2.5]
 *
 * @throws ValueError BAD_VALUE
 */
export function fourierFrequencies(length: number, spacing = 1): NDArray {
  checkSamples("fourierFrequencies", length, spacing);
  return new NDArray(
    Float64Array.from({ length }, (_, k) => (k < Math.ceil(length / 2) ? k : k - length) / (length * spacing)),
  );
}

/**
 * The frequencies of the entries of `realFourierTransform`, from 0 up, in cycles per unit of `spacing`.
 *
 * @param length the number of real samples
 *
 * @example
 * realFourierFrequencies(4, 0.1).data; // [0, 2.5, 5]
 *
 * @throws ValueError BAD_VALUE
 */
export function realFourierFrequencies(length: number, spacing = 1): NDArray {
  checkSamples("realFourierFrequencies", length, spacing);
  return new NDArray(Float64Array.from({ length: Math.floor(length / 2) + 1 }, (_, k) => k / (length * spacing)));
}

/**
 * The entries of a transform with frequency 0 moved to the middle, along the given axes or all.
 *
 * @example
 * fourierShift(fourierFrequencies(4)).data; // [-0.5, -0.25, 0, 0.25]
 *
 * @throws ValueError BAD_AXIS
 */
export function fourierShift(values: ComplexArray, axes?: readonly number[]): ComplexArray;
export function fourierShift(values: ArrayInput, axes?: readonly number[]): NDArray;
export function fourierShift(values: ArrayInput | ComplexArray, axes?: readonly number[]): NDArray | ComplexArray {
  return shifted("fourierShift", values, axes, (length) => Math.floor(length / 2));
}

/**
 * Undoes `fourierShift`, for even and for odd lengths.
 *
 * @example
 * inverseFourierShift([-1, 0, 1]).data; // [0, 1, -1]
 *
 * @throws ValueError BAD_AXIS
 */
export function inverseFourierShift(values: ComplexArray, axes?: readonly number[]): ComplexArray;
export function inverseFourierShift(values: ArrayInput, axes?: readonly number[]): NDArray;
export function inverseFourierShift(
  values: ArrayInput | ComplexArray,
  axes?: readonly number[],
): NDArray | ComplexArray {
  return shifted("inverseFourierShift", values, axes, (length) => -Math.floor(length / 2));
}

function shifted(
  name: string,
  values: ArrayInput | ComplexArray,
  axes: readonly number[] | undefined,
  places: (length: number) => number,
): NDArray | ComplexArray {
  if (values instanceof ComplexArray) return values.map((part) => shifted(name, part, axes, places) as NDArray);
  const given = asArray(values, `${name}: the input`);
  const chosen = checkAxes(name, axes ?? given.shape.keys().toArray(), given.rank);
  return chosen.reduce((array, axis) => roll(array, places(array.shape[axis]!), axis), given);
}

function checkSamples(name: string, length: number, spacing: number): void {
  if (Number.isSafeInteger(length) && length > 0 && Number.isFinite(spacing) && spacing !== 0) return;
  throw new ValueError(
    "BAD_VALUE",
    `${name}: ${length} samples of spacing ${spacing}. Give a whole number from 1 and the distance between samples.`,
  );
}
