import { type ArrayInput, asMatrix, asVector, type NDArray } from "@mesoscope/core";
import { ShapeError, ValueError } from "@mesoscope/sdk";

/**
 * Which rows of objectives, all to be minimised, no other row beats in one and equals in all others; of equal rows the
 * first.
 *
 * @example
 * paretoFront([[1, 3], [2, 2], [3, 3]]); // [0, 1]
 *
 * @throws DataError, ShapeError as `asMatrix`
 */
export function paretoFront(objectives: ArrayInput): number[] {
  const rows = asMatrix(objectives, "paretoFront: objectives");
  const all = Array.from({ length: rows.shape[0] }, (_, i) => rows.row(i).data);
  const beats = (other: Float64Array, own: Float64Array) =>
    other.every((value, k) => value <= own[k]) && other.some((value, k) => value < own[k]);
  const equals = (other: Float64Array, own: Float64Array) => other.every((value, k) => value === own[k]);
  return [...all.keys()].filter(
    (i) => !all.some((other, j) => beats(other, all[i]) || (j < i && equals(other, all[i]))),
  );
}

/**
 * The volume that rows of two or three objectives, all to be minimised, dominate below a reference point.
 *
 * @example
 * hypervolume([[1, 3], [2, 2]], [4, 4]); // 5
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_VALUE with other numbers of objectives
 */
export function hypervolume(objectives: ArrayInput, reference: ArrayInput): number {
  const rows = asMatrix(objectives, "hypervolume: objectives");
  const corner = asVector(reference, "hypervolume: reference").data;
  checkObjectives("hypervolume", rows, corner.length);
  const last = corner.length - 1;
  return freeColumns(rows, corner).reduce((sum, { lower, upper }) => {
    const base = lower.slice(0, last).reduce((area, value, k) => area * (upper[k] - value), 1);
    return Number.isFinite(base) ? sum + base * (corner[last] - upper[last]) : sum;
  }, 0);
}

/** A box of objectives; `lower` may be −Infinity. */
export interface Box {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * What no row dominates below the reference point, as boxes that do not overlap: columns over a grid of all objectives
 * but the last, each reaching up to the lowest row that dominates its foot.
 */
export function freeColumns(rows: NDArray, reference: ArrayLike<number>): Box[] {
  const size = reference.length;
  const inside = Array.from({ length: rows.shape[0] }, (_, i) => rows.row(i).data).filter((row) =>
    row.every((value, k) => value < reference[k]),
  );
  const grid = Array.from({ length: size - 1 }, (_, k) => [
    Number.NEGATIVE_INFINITY,
    ...[...new Set(inside.map((row) => row[k]))].sort((a, b) => a - b),
    reference[k],
  ]);
  let feet: Box[] = [{ lower: [], upper: [] }];
  for (const edges of grid) {
    feet = feet.flatMap(({ lower, upper }) =>
      edges.slice(1).map((edge, k) => ({ lower: [...lower, edges[k]], upper: [...upper, edge] })),
    );
  }
  return feet.map(({ lower, upper }) => {
    const below = inside.filter((row) => lower.every((value, k) => row[k] <= value));
    const top = below.reduce((least, row) => Math.min(least, row[size - 1]), reference[size - 1]);
    return { lower: [...lower, Number.NEGATIVE_INFINITY], upper: [...upper, top] };
  });
}

/** Throws unless the rows have two or three objectives, as many as the reference point. */
function checkObjectives(owner: string, rows: NDArray, count: number): void {
  if (rows.shape[1] !== count) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: the rows have ${rows.shape[1]} objectives but the reference point has ${count}. Give one number each.`,
    );
  }
  if (count < 2 || count > 3) {
    throw new ValueError("BAD_VALUE", `${owner}: ${count} objectives were given. Two and three can be handled.`);
  }
}
