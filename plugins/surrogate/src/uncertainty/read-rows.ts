import { asArray, type NDArray } from "@mesoscope/core";
import { type ArrayLike, ShapeError } from "@mesoscope/sdk";
import { checkFiniteData } from "../training/scaling.js";

/** Rows to learn from and their targets. */
export interface RowsAndTargets {
  /** Samples along the first axis. */
  readonly X: NDArray;
  /** Of shape [n] or [n, …]. */
  readonly y: NDArray;
}

/**
 * What `fit` was given, as arrays.
 *
 * @throws ShapeError SHAPE_MISMATCH, EMPTY; DataError MISSING_VALUES at a number that is not finite
 */
export function readRows(owner: string, X: ArrayLike, y: ArrayLike): RowsAndTargets {
  const rows = asArray(X, `${owner}: X`);
  const targets = asArray(y, `${owner}: y`);
  const [n = 0, count = 0] = [rows.shape[0], targets.shape[0]];
  if (n !== count) {
    throw new ShapeError("SHAPE_MISMATCH", `${owner}: X has ${n} rows but y has ${count}. Give one target per row.`);
  }
  if (rows.size === 0 || targets.size === 0) {
    throw new ShapeError("EMPTY", `${owner}: X has ${n} rows and ${rows.size} numbers. Give at least one of each.`);
  }
  checkFiniteData(owner, "X", rows);
  checkFiniteData(owner, "y", targets);
  return { X: rows, y: targets };
}
