import { type ArrayInput, NDArray } from "@mesoscope/core";
import { checkOptions, ShapeError, ValueError } from "@mesoscope/sdk";
import { finiteVector, gappedMatrix, growingVector } from "../common/arguments.js";
import { type Coordinates, gridPlaces, type Places } from "./coordinates.js";
import { earthRadius } from "./distance.js";

/**
 * The edges of cells about centres: half-way between neighbours, and as far beyond the ends.
 *
 * @param options.within bounds that no edge passes, such as the poles
 *
 * @example
 * cellEdges([0, 1, 3]).data; // [-0.5, 0.5, 2, 4]
 * cellEdges([-90, 0, 90], { within: [-90, 90] }).data; // [-90, -45, 45, 90]
 *
 * @throws DataError NOT_SORTED; ValueError BAD_OPTION, EMPTY with fewer than 2 centres
 */
export function cellEdges(centres: ArrayInput, options: { within?: readonly [number, number] } = {}): NDArray {
  checkOptions("cellEdges", options, ["within"]);
  const [low, high] = options.within ?? [-Infinity, Infinity];
  const data = growingVector(centres, "cellEdges: the centres", 2);
  const n = data.length;
  const inner = Array.from({ length: n - 1 }, (_, i) => (data[i] + data[i + 1]) / 2);
  const edges = [2 * data[0] - inner[0], ...inner, 2 * data[n - 1] - inner[n - 2]];
  return new NDArray(Float64Array.from(edges, (edge) => Math.min(Math.max(edge, low), high)));
}

/**
 * The areas of the cells between edges, of shape [rows, columns]: width times height in a plane, and square metres on
 * the Earth taken as a sphere.
 *
 * @example
 * cellAreas({ x: [0, 1, 3], y: [0, 2] }).data; // [2, 4]
 *
 * @throws DataError NOT_SORTED; ValueError BAD_VALUE, EMPTY, OUT_OF_DOMAIN
 */
export function cellAreas(edges: Coordinates): NDArray {
  const { x, y, isSphere } = gridPlaces("cellAreas", edges, 2);
  const widths = lengths(x);
  const heights = lengths(heightsOf({ x, y, isSphere }));
  const unit = isSphere ? earthRadius ** 2 : 1;
  const areas = new NDArray(new Float64Array(widths.length * heights.length), [heights.length, widths.length]);
  return areas.map((_, at) => unit * widths[at % widths.length] * heights[Math.floor(at / widths.length)]);
}

/**
 * The mean of a field weighted by the areas of its cells; cells that are missing (NaN) are left out.
 *
 * @example
 * areaWeightedMean([[1, 4]], [[2, 1]]); // 2
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError NOT_FINITE; EMPTY where no cell with an area is there
 */
export function areaWeightedMean(field: ArrayInput, areas: ArrayInput): number {
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
