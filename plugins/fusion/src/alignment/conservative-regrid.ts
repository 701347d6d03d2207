import { type ArrayInput, maximum, minimum, type NDArray } from "@mesoscope/core";
import {
  DataError,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  ShapeError,
  shortNumber,
  tableBundle,
  ValueError,
} from "@mesoscope/sdk";
import { checkSameLength, gappedMatrix, gappedVector, growingVector } from "../common/arguments.js";
import { countUpTo } from "../common/search.js";
import { mapLines } from "../denoising/lines.js";
import { heightsOf, lengths } from "./cells.js";
import { type Coordinates, checkSameSurface, gridPlaces } from "./coordinates.js";

/** A field on other cells. The integral is the sum of `values × coverage × area`. */
export class Regridded implements Displayable {
  /** The mean over the part of each cell that the source covers; NaN where it covers none. */
  readonly values: NDArray;
  /** The share of each cell that the source covers, from 0 to 1. */
  readonly coverage: NDArray;

  /** @internal */
  constructor(values: NDArray, coverage: NDArray) {
    this.values = values;
    this.coverage = coverage;
  }

  [displaySymbol](): MimeBundle {
    const present = this.values.data.filter((value) => !Number.isNaN(value));
    const whole = this.coverage.data.filter((share) => share > 1 - 1e-9).length;
    return tableBundle({
      caption: `Field on ${this.values.shape.join(" × ")} cells`,
      headings: ["cells", "number"],
      rows: [
        ["covered whole", String(whole)],
        ["covered in part", String(present.length - whole)],
        ["not covered", String(this.values.size - present.length)],
        ["range", `${shortNumber(minimum(present))} to ${shortNumber(maximum(present))}`],
      ],
    });
  }
}

/**
 * Cell means of shape [n] on other cells, by overlap: the integral over what both cover is kept to rounding. Cells that
 * are missing (NaN) count as not covered.
 *
 * @param from edges of the cells, ascending, one more than values
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
  const source = growingVector(from, "conservativeRemap: from", 2);
  const target = growingVector(to, "conservativeRemap: to", 2);
  checkSameLength("conservativeRemap", "from, less one edge,", source.length - 1, "values", cells.size);
  const result = remap(cells, [{ shares: sharesOf(source, target), lengths: lengths(target) }]);
  checkOverlap("conservativeRemap", result);
  return result;
}

/**
 * Cell means of shape [rows, columns] on the cells of another rectilinear grid, by overlap of areas: the integral over
 * what both cover is kept to rounding. On the sphere areas shrink with the cosine of the latitude and longitudes wrap.
 *
 * @param from edges of rows and columns, ascending, one more than there are of each
 * @param to edges of the cells wanted
 *
 * @example
 * const coarse = conservativeRegrid([[1, 3], [5, 7]], { x: [0, 1, 2], y: [0, 1, 2] }, { x: [0, 2], y: [0, 1, 2] });
 * coarse.values.data; // [2, 6]
 *
 * @throws ShapeError SHAPE_MISMATCH; DataError NOT_SORTED, NO_OVERLAP; ValueError BAD_VALUE, OUT_OF_DOMAIN, NOT_FINITE
 * @see Jones, First- and second-order conservative remapping, Monthly Weather Review 127 (1999)
 */
export function conservativeRegrid(values: ArrayInput, from: Coordinates, to: Coordinates): Regridded {
  const field = gappedMatrix(values, "conservativeRegrid: values");
  const source = gridPlaces("conservativeRegrid: from", from, 2);
  const target = gridPlaces("conservativeRegrid: to", to, 2);
  checkGrids(field, source, target);
  const [sourceHeights, heights] = [heightsOf(source), heightsOf(target)];
  const across = source.isSphere ? wrappedShares(source.x, target.x) : sharesOf(source.x, target.x);
  const result = remap(field, [
    { shares: sharesOf(sourceHeights, heights), lengths: lengths(heights) },
    { shares: across, lengths: lengths(target.x) },
  ]);
  checkOverlap("conservativeRegrid", result);
  return result;
}

/** The length that a cell wanted shares with a cell of the source. */
interface Share {
  readonly cell: number;
  readonly length: number;
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

function sharesOf(source: Float64Array, target: Float64Array): Share[][] {
  return Array.from({ length: target.length - 1 }, (_, i) => {
    const shares: Share[] = [];
    const first = Math.max(countUpTo(source, target[i]) - 1, 0);
    for (let cell = first; cell < source.length - 1 && source[cell] < target[i + 1]; cell++) {
      const length = Math.min(target[i + 1], source[cell + 1]) - Math.max(target[i], source[cell]);
      if (length > 0) shares.push({ cell, length });
    }
    return shares;
  });
}

/** The same on a circle: the source also stands whole turns away. */
function wrappedShares(source: Float64Array, target: Float64Array): Share[][] {
  const turn = 2 * Math.PI;
  const first = Math.floor((target[0] - source[source.length - 1]) / turn);
  const last = Math.ceil((target[target.length - 1] - source[0]) / turn);
  const turns = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  const shifted = turns.map((count) =>
    sharesOf(
      source.map((edge) => edge + count * turn),
      target,
    ),
  );
  return Array.from({ length: target.length - 1 }, (_, i) => shifted.flatMap((shares) => shares[i]));
}

function checkGrids(
  field: NDArray,
  source: ReturnType<typeof gridPlaces>,
  target: ReturnType<typeof gridPlaces>,
): void {
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
