import type { NDArray } from "@mesoscope/core";
import { type ArrayLike, ShapeError } from "@mesoscope/sdk";
import { readMeasured } from "../fit/training-data.js";

/** What one source says: the inputs it was run at, of shape [n, d], and its results, of shape [n]. */
export interface FidelityData {
  readonly X: ArrayLike;
  readonly y: ArrayLike;
}

/** The same, checked. */
export interface Fidelity {
  readonly X: NDArray;
  readonly y: NDArray;
}

/**
 * Reads the levels that `multiFidelity(…).fit` was given, from the cheapest to the best.
 *
 * @throws ShapeError SHAPE_MISMATCH, EMPTY
 * @throws DataError MISSING_VALUES
 */
export function readLevels(levels: readonly FidelityData[]): Fidelity[] {
  const owner = "multiFidelity.fit";
  if (!Array.isArray(levels) || levels.length < 2) {
    throw new ShapeError(
      "EMPTY",
      `${owner}: ${Array.isArray(levels) ? levels.length : "no"} levels of data. Give at least two, as in fit([{ X, y }, { X, y }]), cheapest first.`,
    );
  }
  const read = levels.map((data: Partial<FidelityData> | null | undefined, level) =>
    readMeasured(data?.X as ArrayLike, data?.y as ArrayLike, `${owner}: level ${level}`),
  );
  const columns = read[0].X.shape[1];
  const other = read.findIndex(({ X }) => X.shape[1] !== columns);
  if (other >= 0) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: level 0 has ${columns} inputs but level ${other} has ${read[other].X.shape[1]}. Give every level the same inputs.`,
    );
  }
  const few = read.findIndex(({ y }) => y.size < 3);
  if (few >= 0) {
    throw new ShapeError(
      "EMPTY",
      `${owner}: level ${few} has ${read[few].y.size} rows, too few to relate it to the others. Give at least 3.`,
    );
  }
  return read;
}
