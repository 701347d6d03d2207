import { type ArrayInput, kronecker, NDArray } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { heightsOf } from "../alignment/cells.js";
import { type Coordinates, checkSameSurface, edgePlaces, type GridPlaces } from "../alignment/coordinates.js";
import { type Share, sharesOf, wrappedShares } from "../alignment/shares.js";
import { monotoneVector } from "../common/arguments.js";
import { Grid } from "../formats/grid.js";

/** Edges of the cells of a line, edges of columns and rows, or a grid whose cells meet half-way between its positions. */
type Cells = ArrayInput | Coordinates | Grid;

/**
 * The operator that averages cells of any size over other cells, by overlap: one row per cell wanted, one column per
 * cell given, both row by row, where rows are y or latitudes. With it `upscale` and `downscale` go between any two
 * grids; its values are those of `conservativeRegrid`.
 *
 * @param from edges of the cells given: of a line, or of columns and rows; or a grid
 * @param to the cells wanted, likewise
 *
 * @example
 * cellAverage([0, 1, 3], [0, 2, 3]).data; // [0.5, 0.5, 0, 1]
 * const layers = gaussianPredictive({ mean: [10, 16], std: [1, 1] });
 * upscale(layers, cellAverage([0, 1, 3], [0, 3])).mean.data; // [14]
 *
 * @throws DataError NO_OVERLAP, NOT_SORTED; ValueError BAD_VALUE, OUT_OF_DOMAIN, NOT_FINITE, EMPTY
 * @see Jones, First- and second-order conservative remapping, Monthly Weather Review 127 (1999)
 */
export function cellAverage(from: Cells, to: Cells): NDArray {
  if (!isField(from) || !isField(to)) {
    const [source, target] = [from, to].map((edges, k) =>
      monotoneVector(edges as ArrayInput, `cellAverage: ${k === 0 ? "from" : "to"}`, 2),
    );
    return alongAxis(source, target, sharesOf);
  }
  const [source, target] = [edgePlaces("cellAverage: from", from), edgePlaces("cellAverage: to", to)];
  checkSameSurface("cellAverage", source, target);
  const asGiven = (edges: Float64Array, axis: number, { fallen }: GridPlaces) =>
    fallen.includes(axis) ? edges.toReversed() : edges;
  const rows = alongAxis(asGiven(heightsOf(source), 0, source), asGiven(heightsOf(target), 0, target), sharesOf);
  const columns = alongAxis(
    asGiven(source.x, 1, source),
    asGiven(target.x, 1, target),
    source.isSphere ? wrappedShares : sharesOf,
  );
  return kronecker(rows, columns);
}

function isField(cells: Cells): cells is Coordinates | Grid {
  return cells instanceof Grid || (typeof cells === "object" && ("x" in cells || "latitude" in cells));
}

/** The operator along one axis, whose edges grow or fall. */
function alongAxis(
  source: Float64Array,
  target: Float64Array,
  sharesBetween: (source: Float64Array, target: Float64Array) => Share[][],
): NDArray {
  const [n, m] = [source.length - 1, target.length - 1];
  const isFalling = (edges: Float64Array) => edges[1] < edges[0];
  const growing = (edges: Float64Array) => (isFalling(edges) ? edges.toReversed() : edges);
  const operator = new NDArray(new Float64Array(m * n), [m, n]);
  sharesBetween(growing(source), growing(target)).forEach((shares, k) => {
    const covered = shares.reduce((total, { length }) => total + length, 0);
    const row = isFalling(target) ? m - 1 - k : k;
    if (!(covered > 0)) throw uncovered(row, target);
    for (const { cell, length } of shares) {
      operator.data[row * n + (isFalling(source) ? n - 1 - cell : cell)] += length / covered;
    }
  });
  return operator;
}

function uncovered(cell: number, edges: Float64Array): DataError {
  return new DataError(
    "NO_OVERLAP",
    `cellAverage: no cell given overlaps that from ${edges[cell]} to ${edges[cell + 1]}. Check the units and ranges of both.`,
  );
}
