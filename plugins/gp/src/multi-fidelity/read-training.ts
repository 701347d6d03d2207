import { asVector, type NDArray } from "@mesoscope/core";
import { type ArrayLike, DataError, ShapeError } from "@mesoscope/sdk";
import { readPoints } from "../fit/training-data.js";

/**
 * Inputs and targets, checked and copied.
 *
 * @throws ShapeError SHAPE_MISMATCH, EMPTY
 * @throws DataError MISSING_VALUES where a number is not finite, with its place
 */
export function readTraining(owner: string, X: ArrayLike, y: ArrayLike): { X: NDArray; y: NDArray } {
  const points = readPoints(owner, X);
  const targets = asVector(y, `${owner}: y`);
  const [rows, columns] = points.shape;
  if (rows !== targets.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${rows} rows but y has ${targets.size}. Give one target per row.`,
    );
  }
  if (rows === 0 || columns === 0) {
    throw new ShapeError("EMPTY", `${owner}: X has ${rows} rows and ${columns} columns. Give at least one.`);
  }
  const bad = targets.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DataError(
      "MISSING_VALUES",
      `${owner}: y is ${targets.data[bad]} in row ${bad}. Remove the row or fill in the value.`,
    );
  }
  return { X: points.map((value) => value), y: targets.map((value) => value) };
}
