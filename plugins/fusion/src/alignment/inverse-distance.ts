import { NDArray } from "@mesoscope/core";
import { checkNumber, checkOptions, checkPositive, checkWhole } from "@mesoscope/sdk";
import { Grid } from "../formats/grid.js";
import { type Coordinates, checkSameSurface, gridPlaces, reorder } from "./coordinates.js";
import { centralAngle, earthRadius } from "./distance.js";
import { gridField } from "./grid-field.js";
import { averageOf, measurements, type PlacedValues } from "./measurements.js";

/** How far points reach. */
export interface InverseDistanceOptions {
  /** Weights are one over the distance to this power; 2 unless given. */
  readonly power?: number;
  /** How many of the nearest points count; all unless given. */
  readonly neighbours?: number;
  /** Points farther away do not count: in the unit of the plane, or metres on the Earth; no limit unless given. */
  readonly radius?: number;
}

/**
 * A field at the crossings of rows and columns from points, weighted by one over a power of their distance; at a point
 * itself the field has its value. On the sphere distances are those of great circles. Of shape [rows, columns].
 *
 * @example
 * const points = { x: [0, 2], y: [0, 0], values: [1, 3] };
 * inverseDistance(points, { x: [0, 1, 2], y: [0] }).data; // [1, 2, 3]
 *
 * @throws DataError NOT_SORTED; ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION, OUT_OF_DOMAIN, NOT_FINITE, EMPTY
 * @see Shepard, A two-dimensional interpolation function for irregularly-spaced data, ACM National Conference (1968)
 */
export function inverseDistance(
  points: PlacedValues,
  grid: Coordinates | Grid,
  options: InverseDistanceOptions = {},
): NDArray {
  checkOptions("inverseDistance", options, ["power", "neighbours", "radius"]);
  const { power = 2, neighbours = Number.MAX_SAFE_INTEGER, radius = Infinity } = options;
  checkPositive("inverseDistance", "power", power);
  checkWhole("inverseDistance", "neighbours", neighbours, 1);
  checkNumber("inverseDistance", "radius", radius, "a number above 0", (x) => x > 0);
  const { places: known, values } = measurements("inverseDistance: points", points);
  const coordinates = grid instanceof Grid ? gridField("inverseDistance", grid).coordinates : grid;
  const crossings = gridPlaces("inverseDistance: the grid", coordinates, 1);
  checkSameSurface("inverseDistance", known, crossings);
  const { x, y, isSphere } = crossings;
  const distance = isSphere
    ? (i: number, a: number, b: number) => earthRadius * centralAngle(known.x[i], known.y[i], a, b)
    : (i: number, a: number, b: number) => Math.hypot(known.x[i] - a, known.y[i] - b);
  const present = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]));
  const field = new NDArray(new Float64Array(x.length * y.length), [y.length, x.length]).map((_, at) => {
    const near = present
      .map((i) => ({ value: values[i], distance: distance(i, x[at % x.length], y[Math.floor(at / x.length)]) }))
      .filter((point) => point.distance <= radius);
    if (neighbours < near.length) near.sort((a, b) => a.distance - b.distance).splice(neighbours);
    const here = near.filter((point) => point.distance === 0);
    if (here.length > 0) return averageOf(here.map(({ value }) => value));
    const nearest = near.reduce((least, point) => Math.min(least, point.distance), Infinity);
    const weights = near.map((point) => (nearest / point.distance) ** power);
    const total = weights.reduce((a, b) => a + b, 0);
    return near.reduce((sum, { value }, i) => sum + value * weights[i], 0) / total;
  });
  return reorder(field, crossings);
}
