import { checkOptions, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "./as-array.js";

/** Where samples along an axis of an array were taken. */
export interface SamplingOptions {
  /** The axis along which the samples follow each other; the last unless given. */
  readonly axis?: number;
  /** The distance between neighbours; 1 unless given. */
  readonly spacing?: number;
  /** The coordinate of each sample, instead of `spacing`; strictly monotone. */
  readonly coordinates?: ArrayInput;
}

export function checkSampling(name: string, options: SamplingOptions): void {
  checkOptions(name, options, ["axis", "spacing", "coordinates"]);
}

/** The distances between neighbours among `length` samples. */
export function stepsOf(name: string, length: number, { spacing = 1, coordinates }: SamplingOptions): Float64Array {
  if (coordinates === undefined) {
    if (Number.isFinite(spacing) && spacing !== 0) return new Float64Array(length - 1).fill(spacing);
    throw new ValueError("BAD_VALUE", `${name}: the spacing is ${spacing}. Give a finite distance other than 0.`);
  }
  const { data } = asVector(coordinates, `${name}: coordinates`);
  if (data.length !== length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name}: ${data.length} coordinates for ${length} entries along the axis. Give one coordinate per entry.`,
    );
  }
  const steps = data.subarray(1).map((value, i) => value - data[i]!);
  if (steps.every((step) => step > 0 && step < Infinity) || steps.every((step) => step < 0 && step > -Infinity))
    return steps;
  throw new ValueError(
    "BAD_VALUE",
    `${name}: the coordinates do not go strictly up or down. Sort them, and average values at equal coordinates.`,
  );
}
