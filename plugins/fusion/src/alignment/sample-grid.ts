import { NDArray } from "@mesoscope/core";
import { checkChoice, checkOptions, ShapeError } from "@mesoscope/sdk";
import { checkSameLength, gappedMatrix } from "../common/arguments.js";
import { countUpTo } from "../common/search.js";
import { Grid } from "../formats/grid.js";
import { type Coordinates, checkSameSurface, gridPlaces, pointPlaces, reorder } from "./coordinates.js";
import { gridField } from "./grid-field.js";
import { type PlacedValues, turnedAfter } from "./measurements.js";
import { roundTheSphere } from "./round-the-sphere.js";

const samplings = ["bilinear", "nearest"] as const;

/**
 * A field read at points: between the four crossings about each (`bilinear`, default), or at the `nearest` one. Outside
 * of the grid it is NaN. On the sphere longitudes wrap where the grid goes round, and towards a pole `bilinear` goes to
 * the mean of the last row. A grid of two dimensions is read in SI: on the sphere where they are latitude and
 * longitude.
 *
 * @param field whose rows and columns grow or fall; or a grid
 *
 * @example
 * const field = { x: [0, 1], y: [0, 1], values: [[0, 1], [2, 3]] };
 * sampleGrid(field, { x: [0.5], y: [0.5] }).data; // [1.5]
 *
 * @example
 * const globe = grid({
 *   name: "t", unit: "K", values: [[280, 290], [300, 310]],
 *   coordinates: { latitude: [10, 0], longitude: [0, 10] }, units: { latitude: "deg", longitude: "deg" },
 * });
 * sampleGrid(globe, { longitude: [5], latitude: [2.5], angles: "degrees" }).data; // [300]
 *
 * @throws DataError NOT_SORTED; ShapeError SHAPE_MISMATCH, NOT_A_FIELD; ValueError BAD_OPTION, BAD_VALUE,
 *   OUT_OF_DOMAIN, NOT_FINITE
 */
export function sampleGrid(
  field: PlacedValues | Grid,
  points: Coordinates,
  options: { method?: (typeof samplings)[number] } = {},
): NDArray {
  checkOptions("sampleGrid", options, ["method"]);
  const { method = "bilinear" } = options;
  checkChoice("sampleGrid", "method", method, samplings);
  const { coordinates, values: given } =
    field instanceof Grid ? gridField("sampleGrid", field) : { coordinates: field, values: field?.values };
  const grid = gridPlaces("sampleGrid: the field", coordinates, 1);
  const values = gappedMatrix(given, "sampleGrid: values");
  if (values.shape[0] !== grid.y.length || values.shape[1] !== grid.x.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `sampleGrid: values have shape [${values.shape.join(", ")}] for ${grid.y.length} rows and ${grid.x.length} columns. Give one each.`,
    );
  }
  const at = pointPlaces("sampleGrid: points", points);
  checkSameSurface("sampleGrid", grid, at);
  const ordered = reorder(values, grid);
  const whole = grid.isSphere ? roundTheSphere(grid, ordered, method) : { x: grid.x, y: grid.y, values: ordered };
  checkSameLength("sampleGrid", "the points", at.x.length, "their second coordinate", at.y.length);
  const read = (i: number) => {
    const across = bracket(whole.x, grid.isSphere ? turnedAfter(at.x[i], whole.x[0]) : at.x[i]);
    const up = bracket(whole.y, at.y[i]);
    if (!across || !up) return Number.NaN;
    return method === "nearest" ? nearestOf(whole.values, up, across) : bilinear(whole.values, up, across);
  };
  return new NDArray(Float64Array.from(at.x.keys(), read));
}

interface Bracket {
  readonly low: number;
  readonly high: number;
  /** How far from low to high, from 0 to 1. */
  readonly share: number;
}

function bracket(places: Float64Array, at: number): Bracket | undefined {
  if (!(at >= places[0] && at <= places[places.length - 1])) return undefined;
  const low = countUpTo(places, at) - 1;
  if (places[low] === at) return { low, high: low, share: 0 };
  return { low, high: low + 1, share: (at - places[low]) / (places[low + 1] - places[low]) };
}

function bilinear(values: NDArray, up: Bracket, across: Bracket): number {
  const columns = values.shape[1];
  const along = (row: number) => {
    const start = values.data[row * columns + across.low];
    return start + across.share * (values.data[row * columns + across.high] - start);
  };
  const start = along(up.low);
  return start + up.share * (along(up.high) - start);
}

function nearestOf(values: NDArray, up: Bracket, across: Bracket): number {
  const near = ({ low, high, share }: Bracket) => (share > 0.5 ? high : low);
  return values.data[near(up) * values.shape[1] + near(across)];
}
