import { NDArray } from "@mesoscope/core";
import { countUpTo } from "../common/search.js";
import type { Grid } from "../formats/grid.js";
import { type Coordinates, checkSameSurface, edgePlaces, reorder } from "./coordinates.js";
import { averageOf, measurements, type PlacedValues, turnedAfter } from "./measurements.js";

/** What the points in each cell of a grid say, each of shape [rows, columns]. */
export interface Binned {
  /** NaN where no point lies. */
  readonly mean: NDArray;
  /** Of the points about their mean, divided by their number less one; NaN below two points. */
  readonly standardDeviation: NDArray;
  readonly count: NDArray;
}

/**
 * The mean of the points in each cell of a grid. Cells hold their lower edges, the last also its upper; points outside
 * and missing values (NaN) are left out; on the sphere longitudes wrap.
 *
 * @param edges of columns and rows, growing or falling; or a grid, whose cells meet half-way between its positions
 *
 * @example
 * const points = { x: [0.5, 0.6, 1.5], y: [0.5, 0.5, 0.5], values: [1, 3, 5] };
 * binPoints(points, { x: [0, 1, 2], y: [0, 1] }).mean.data; // [2, 5]
 *
 * @throws DataError NOT_SORTED; ShapeError SHAPE_MISMATCH; ValueError BAD_VALUE, OUT_OF_DOMAIN, NOT_FINITE, EMPTY
 */
export function binPoints(points: PlacedValues, edges: Coordinates | Grid): Binned {
  const { places, values } = measurements("binPoints: points", points);
  const grid = edgePlaces("binPoints: edges", edges);
  checkSameSurface("binPoints", places, grid);
  const [rows, columns] = [grid.y.length - 1, grid.x.length - 1];
  const members = Array.from({ length: rows * columns }, () => [] as number[]);
  for (let i = 0; i < values.length; i++) {
    const column = cellAt(grid.x, grid.isSphere ? turnedAfter(places.x[i], grid.x[0]) : places.x[i]);
    const row = cellAt(grid.y, places.y[i]);
    if (row >= 0 && column >= 0 && !Number.isNaN(values[i])) members[row * columns + column].push(values[i]);
  }
  const perCell = (of: (values: readonly number[]) => number) =>
    reorder(new NDArray(Float64Array.from(members, of), [rows, columns]), grid);
  return { mean: perCell(averageOf), standardDeviation: perCell(spreadOf), count: perCell((list) => list.length) };
}

/** The cell between ascending edges that holds a place; -1 outside. */
function cellAt(edges: Float64Array, place: number): number {
  const last = edges.length - 1;
  if (place === edges[last]) return last - 1;
  const cell = countUpTo(edges, place) - 1;
  return cell < last ? cell : -1;
}

function spreadOf(values: readonly number[]): number {
  const centre = averageOf(values);
  return Math.sqrt(values.reduce((total, value) => total + (value - centre) ** 2, 0) / Math.max(values.length - 1, 0));
}
