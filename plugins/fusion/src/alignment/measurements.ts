import type { ArrayInput } from "@mesoscope/core";
import { checkSameLength, gappedVector } from "../common/arguments.js";
import { type Coordinates, type Places, pointPlaces } from "./coordinates.js";

/** Measurements at points, or a field at the crossings of rows and columns. */
export type PlacedValues = Coordinates & { readonly values: ArrayInput };

/** The points as numbers, with a value for each. */
export function measurements(owner: string, points: PlacedValues): { places: Places; values: Float64Array } {
  const places = pointPlaces(owner, points);
  const values = gappedVector(points.values, `${owner}: values`).data;
  checkSameLength(owner, "the first coordinate", places.x.length, "values", values.length);
  checkSameLength(owner, "the second coordinate", places.y.length, "values", values.length);
  return { places, values };
}

/** The same longitude less than a turn after `start`. */
export function turnedAfter(longitude: number, start: number): number {
  const turns = Math.floor((longitude - start) / (2 * Math.PI));
  return longitude - turns * 2 * Math.PI;
}

export function averageOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
