import type { NDArray } from "@mesoscope/core";
import { type ArrayLike, ShapeError } from "@mesoscope/sdk";
import { readPoints } from "../fit/training-data.js";

/**
 * Points with as many columns as a model was fitted with.
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws DataError MISSING_VALUES
 */
export function readModelPoints(owner: string, X: ArrayLike, columns: number): NDArray {
  const points = readPoints(owner, X);
  if (points.shape[1] === columns) return points;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: X has ${points.shape[1]} columns but the model was fitted with ${columns}. Give the same inputs.`,
  );
}
