import { asVector, NDArray } from "@mesoscope/core";
import { type ArrayLike, DataError, ShapeError } from "@mesoscope/sdk";

/** A prior mean that depends on the inputs, such as a simulator: from X of shape [n, d] to shape [n]. */
export type MeanFunction = (X: NDArray) => ArrayLike;

/** The prior mean at every row, checked; zeros where there is no function. */
export function meanAt(owner: string, mean: MeanFunction | undefined, X: NDArray): Float64Array {
  const rows = X.shape[0];
  if (!mean) return new Float64Array(rows);
  const values = asVector(mean(new NDArray(X.data.slice(), X.shape)), `${owner}: mean`);
  if (values.size !== rows) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: the mean gives ${values.size} numbers for ${rows} rows. Return one number per row of X.`,
    );
  }
  const bad = values.data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return values.data;
  throw new DataError(
    "NOT_FINITE",
    `${owner}: the mean is ${values.data[bad]} in row ${bad} of X. Return finite numbers.`,
  );
}
