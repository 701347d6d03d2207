import { type ArrayInput, NDArray } from "@mesoscope/core";
import { ShapeError, ValueError } from "@mesoscope/sdk";
import { finiteVector, gappedMatrix } from "../common/arguments.js";
import { Grid } from "../formats/grid.js";
import { type Coordinates, edgePlaces, type Places, reorder } from "./coordinates.js";
import { earthRadius } from "./distance.js";
import { gridField } from "./grid-field.js";

/**
 * The areas of the cells between edges, of shape [rows, columns]: width times height in a plane, and square metres on
 * the Earth taken as a sphere.
 *
 * @param edges of columns and rows, growing or falling; or a grid, whose cells meet half-way between its positions
 *
 * @example
 * cellAreas({ x: [0, 1, 3], y: [0, 2] }).data; // [2, 4]
 *
 * @throws DataError NOT_SORTED; ValueError BAD_VALUE, EMPTY, OUT_OF_DOMAIN
 */
export function cellAreas(edges: Coordinates | Grid): NDArray {
  const places = edgePlaces("cellAreas", edges);
  const { x, y, isSphere } = places;
  const widths = lengths(x);
  const heights = lengths(heightsOf({ x, y, isSphere }));
  const unit = isSphere ? earthRadius ** 2 : 1;
  const areas = new NDArray(new Float64Array(widths.length * heights.length), [heights.length, widths.length]);
  return reorder(
    areas.map((_, at) => unit * widths[at % widths.length] * heights[Math.floor(at / widths.length)]),
    places,
  );
}

/**
 * The mean of a field weighted by the areas of its cells; cells that are missing (NaN) are left out. A grid brings its
 * areas along, and its mean is in SI.
 *
 * @example
 * areaWeightedMean([[1, 4]], [[2, 1]]); // 2
 *
 * @example
 * const globe = grid({
 *   name: "albedo", values: [[0, 0], [1, 1]],
 *   coordinates: { latitude: [45, -45], longitude: [0, 180] }, units: { latitude: "deg", longitude: "deg" },
 * });
 * areaWeightedMean(globe).toFixed(3); // "0.500"
 *
 * @throws ShapeError SHAPE_MISMATCH, NOT_A_FIELD; UnitError DIMENSION_MISMATCH; ValueError NOT_FINITE; EMPTY where no
 *   cell with an area is there
 */
export function areaWeightedMean(field: Grid): number;
export function areaWeightedMean(field: ArrayInput, areas: ArrayInput): number;
export function areaWeightedMean(field: ArrayInput | Grid, areas: ArrayInput = []): number {
  if (field instanceof Grid) return areaWeightedMean(gridField("areaWeightedMean", field).values, cellAreas(field));
  const values = gappedMatrix(field, "areaWeightedMean: the field");
  const weights = gappedMatrix(areas, "areaWeightedMean: the areas");
  if (values.shape.join() !== weights.shape.join()) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `areaWeightedMean: the field has shape [${values.shape.join(", ")}] but the areas [${weights.shape.join(", ")}]. Give equal shapes.`,
    );
  }
  finiteVector(weights.data, "areaWeightedMean: the areas");
  let [total, area] = [0, 0];
  for (let i = 0; i < values.size; i++) {
    if (Number.isNaN(values.data[i])) continue;
    total += values.data[i] * weights.data[i];
    area += weights.data[i];
  }
  if (area > 0) return total / area;
  throw new ValueError("EMPTY", "areaWeightedMean: no cell that is there has an area. Give values with areas above 0.");
}

/** What measures heights: y itself in a plane, the sine of the latitude on the sphere. */
export function heightsOf({ y, isSphere }: Places): Float64Array {
  return isSphere ? y.map(Math.sin) : y;
}

export function lengths(edges: Float64Array): Float64Array {
  return Float64Array.from({ length: edges.length - 1 }, (_, i) => edges[i + 1] - edges[i]);
}
