import { type ArrayInput, NDArray } from "@mesoscope/core";
import { DataError, ShapeError, ValueError } from "@mesoscope/sdk";
import { checkSameLength, gappedMatrix, gappedVector, monotoneVector } from "../common/arguments.js";
import { mapLines } from "../denoising/lines.js";
import { Grid } from "../formats/grid.js";
import { heightsOf, lengths } from "./cells.js";
import { type Coordinates, checkSameSurface, edgePlaces, type GridPlaces, reorder } from "./coordinates.js";
import { gridField } from "./grid-field.js";
import { Regridded } from "./regridded.js";
import { type Share, sharesOf, wrappedShares } from "./shares.js";

/**
 * Cell means of shape [n] on other cells, by overlap: the integral over what both cover is kept to rounding. Cells that
 * are missing (NaN) count as not covered.
 *
 * @param from edges of the cells, growing or falling, one more than values
 * @param to edges of the cells wanted
 *
 * @example
 * conservativeRemap([1, 3], [0, 1, 2], [0, 0.5, 2]).values.data; // [1, 7/3]
 *
 * @throws ShapeError SHAPE_MISMATCH; DataError NOT_SORTED, NO_OVERLAP; ValueError NOT_FINITE, EMPTY
 * @see Jones, First- and second-order conservative remapping, Monthly Weather Review 127 (1999)
 */
export function conservativeRemap(values: ArrayInput, from: ArrayInput, to: ArrayInput): Regridded {
  const cells = gappedVector(values, "conservativeRemap: values");
  const source = monotoneVector(from, "conservativeRemap: from", 2);
  const target = monotoneVector(to, "conservativeRemap: to", 2);
  checkSameLength("conservativeRemap", "from, less one edge,", source.length - 1, "values", cells.size);
  const growing = (line: Float64Array, edges: Float64Array) => (edges[1] < edges[0] ? line.toReversed() : line);
  const wanted = growing(target, target);
  const result = remap(new NDArray(growing(cells.data, source)), [
    { shares: sharesOf(growing(source, source), wanted), lengths: lengths(wanted) },
  ]);
  checkOverlap("conservativeRemap", result);
  const asWanted = ({ data }: NDArray) => new NDArray(growing(data, target));
  return new Regridded(asWanted(result.values), asWanted(result.coverage));
}

/**
 * Cell means of shape [rows, columns] on the cells of another rectilinear grid, by overlap of areas: the integral over
 * what both cover is kept to rounding. On the sphere areas shrink with the cosine of the latitude and longitudes wrap.
 *
 * @param from edges of columns and rows, growing or falling, one more than there are of each; or a grid, whose cells
 *   meet half-way between its positions, and which may also stand in the place of both values and edges
 * @param to the cells wanted, likewise
 *
 * @example
 * const coarse = conservativeRegrid([[1, 3], [5, 7]], { x: [0, 1, 2], y: [0, 1, 2] }, { x: [0, 2], y: [0, 1, 2] });
 * coarse.values.data; // [2, 6]
 *
 * @example
 * const fine = grid({ name: "load", values: [[1, 3], [5, 7]], coordinates: { y: [1.5, 0.5], x: [0.5, 1.5] } });
 * conservativeRegrid(fine, { x: [0, 2], y: [0, 1, 2] }).values.data; // [6, 2]
 *
 * @throws ShapeError SHAPE_MISMATCH, NOT_A_FIELD; DataError NOT_SORTED, NO_OVERLAP; ValueError BAD_VALUE,
 *   OUT_OF_DOMAIN, NOT_FINITE
 * @see Jones, First- and second-order conservative remapping, Monthly Weather Review 127 (1999)
 */
export function conservativeRegrid(grid: Grid, to: Coordinates | Grid): Regridded;
export function conservativeRegrid(values: ArrayInput, from: Coordinates | Grid, to: Coordinates | Grid): Regridded;
export function conservativeRegrid(
  values: ArrayInput | Grid,
  ...[first, second]: readonly (Coordinates | Grid)[]
): Regridded {
  if (values instanceof Grid) return conservativeRegrid(gridField("conservativeRegrid", values).values, values, first);
  const field = gappedMatrix(values, "conservativeRegrid: values");
  const source = edgePlaces("conservativeRegrid: from", first);
  const target = edgePlaces("conservativeRegrid: to", second);
  checkGrids(field, source, target);
  const [sourceHeights, heights] = [heightsOf(source), heightsOf(target)];
  const across = source.isSphere ? wrappedShares(source.x, target.x) : sharesOf(source.x, target.x);
  const result = remap(reorder(field, source), [
    { shares: sharesOf(sourceHeights, heights), lengths: lengths(heights) },
    { shares: across, lengths: lengths(target.x) },
  ]);
  checkOverlap("conservativeRegrid", result);
  return new Regridded(reorder(result.values, target), reorder(result.coverage, target));
}

/** The cells wanted along an axis: what each shares with those of the source, and its length. */
interface Axis {
  readonly shares: readonly (readonly Share[])[];
  readonly lengths: Float64Array;
}

/** Sums over what the cells share, axis by axis, divided by what is covered. */
function remap(values: NDArray, axes: readonly Axis[]): Regridded {
  const gather = (line: Float64Array, { shares }: Axis) =>
    Float64Array.from(shares, (list) => list.reduce((total, { cell, length }) => total + length * line[cell], 0));
  const through = (field: NDArray) =>
    axes.reduce((result, one, axis) => mapLines(result, axis, (line) => gather(line, one)), field);
  const totals = through(values.map((value) => (Number.isNaN(value) ? 0 : value)));
  const covered = through(values.map((value) => Number(!Number.isNaN(value))));
  const [last, first] = axes.map((axis) => axis.lengths).reverse();
  const size = (at: number) => last[at % last.length] * (first ? first[Math.floor(at / last.length)] : 1);
  return new Regridded(
    totals.map((total, at) => (covered.data[at] > 0 ? total / covered.data[at] : Number.NaN)),
    covered.map((area, at) => area / size(at)),
  );
}

function checkGrids(field: NDArray, source: GridPlaces, target: GridPlaces): void {
  const shape = [source.y.length - 1, source.x.length - 1];
  if (field.shape.join() !== shape.join()) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `conservativeRegrid: values have shape [${field.shape.join(", ")}] but the edges of from make [${shape.join(", ")}]. Give one edge more.`,
    );
  }
  checkSameSurface("conservativeRegrid", source, target);
  const width = source.x[source.x.length - 1] - source.x[0];
  if (!source.isSphere || width < 2 * Math.PI * (1 + 1e-9)) return;
  throw new ValueError(
    "OUT_OF_DOMAIN",
    `conservativeRegrid: the longitudes of from span ${width} radians, more than a turn. Leave out cells that come twice.`,
  );
}

function checkOverlap(owner: string, { values }: Regridded): void {
  if (!values.data.every(Number.isNaN)) return;
  throw new DataError(
    "NO_OVERLAP",
    `${owner}: no cell wanted overlaps a cell that has a value. Check the units and the ranges of both grids.`,
  );
}
