import { ValueError } from "@mesoscope/sdk";
import type { Shape } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";

/** One whole number for each spatial axis, or one for all of them. */
export type PerAxis = number | readonly number[];

/** The number for each of so many axes. */
export function perAxis(value: PerAxis, axes: number): readonly number[] {
  return typeof value === "number" ? new Array<number>(axes).fill(value) : value;
}

/**
 * The spatial lengths of an input [channels, …lengths] of one or more spatial axes, where an option of the layer that is
 * given axis by axis fits them.
 *
 * @throws ShapeError SHAPE_MISMATCH
 */
export function spatialLengths(name: string, input: Shape, ...options: readonly PerAxis[]): Shape {
  const lengths = input.slice(1);
  const fits = options.every((option) => typeof option === "number" || option.length === lengths.length);
  if (lengths.length > 0 && fits) return lengths;
  const axes = options.find((option) => typeof option !== "number")?.length;
  const wanted = axes === undefined ? "at least one" : String(axes);
  throw chainError(name, input, `Give [channels, …lengths] with ${wanted} spatial axes.`);
}

/** @throws ValueError BAD_OPTION unless each number is whole and at least `least` */
export function checkPerAxis(owner: string, name: string, value: PerAxis, least: number): void {
  const each = typeof value === "number" ? [value] : value;
  if (Array.isArray(each) && each.length > 0 && each.every((v) => Number.isSafeInteger(v) && v >= least)) return;
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: ${name} is ${String(value)}. Give whole numbers of at least ${least}, one for all axes or one for each.`,
  );
}
