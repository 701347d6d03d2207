import { asVector, NDArray } from "@mesoscope/core";
import { type ArrayLike, checkOptions, DataError, ShapeError, ValueError } from "@mesoscope/sdk";

/** Targets of which each lies between two bounds, with noise of its own; made by `measured` and `intervals`. */
export interface UncertainTargets {
  /** Both of shape [n]; equal where the target is a measured value. */
  readonly lower: NDArray;
  readonly upper: NDArray;
  /** The standard deviation of every target's own noise; 0 where only that of the model counts. */
  readonly std: Float64Array;
}

/**
 * Measured targets whose standard errors are known: one for all, or one per target.
 *
 * @example
 * measured([4.1, 5.3], { std: [0.1, 0.5] }).std; // [0.1, 0.5]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError BAD_VALUE where a standard deviation is negative or not finite
 */
export function measured(values: ArrayLike, options: { std: ArrayLike | number }): UncertainTargets {
  checkOptions("measured", options, ["std"]);
  const y = asVector(values, "measured: values");
  const { std } = options;
  const each = typeof std === "number" ? new Float64Array(y.size).fill(std) : asVector(std, "measured: std").data;
  if (each.length !== y.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `measured: there are ${y.size} values but std has ${each.length}. Give one per value, or one number for all.`,
    );
  }
  const bad = each.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (bad >= 0) {
    throw new ValueError("BAD_VALUE", `measured: std is ${each[bad]} in row ${bad}. Give finite numbers from 0.`);
  }
  return { lower: y, upper: y, std: each.slice() };
}

/**
 * Targets that are only known to lie between two bounds; −Infinity and Infinity leave a side open.
 *
 * Where both bounds are equal the target is a measured value.
 *
 * @example
 * intervals([1, 2.5], [2, Infinity]).upper.data; // [2, Infinity]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError BAD_VALUE where the bounds are in the wrong order
 */
export function intervals(lower: ArrayLike, upper: ArrayLike): UncertainTargets {
  const low = asVector(lower, "intervals: lower");
  const high = asVector(upper, "intervals: upper");
  if (low.size !== high.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `intervals: there are ${low.size} lower and ${high.size} upper bounds. Give both for every row.`,
    );
  }
  const bad = low.data.findIndex(
    (value, i) => !(value <= high.data[i]) || value === Infinity || high.data[i] === -Infinity,
  );
  if (bad >= 0) {
    throw new ValueError(
      "BAD_VALUE",
      `intervals: row ${bad} goes from ${low.data[bad]} to ${high.data[bad]}. Give the lower bound first, and no NaN.`,
    );
  }
  return { lower: low, upper: high, std: new Float64Array(low.size) };
}

/** Whether `targets` came from `measured` or `intervals`. */
function isUncertain(targets: unknown): targets is UncertainTargets {
  const { lower, upper, std } = (targets ?? {}) as Partial<UncertainTargets>;
  return lower instanceof NDArray && upper instanceof NDArray && std instanceof Float64Array;
}

/** Any targets as uncertain ones; plain numbers must be finite. */
export function readUncertain(owner: string, y: ArrayLike | UncertainTargets): UncertainTargets {
  if (isUncertain(y)) return y;
  const values = asVector(y, `${owner}: y`);
  const bad = values.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DataError(
      "MISSING_VALUES",
      `${owner}: y is ${values.data[bad]} in row ${bad}. Remove the row or fill in the value.`,
    );
  }
  return { lower: values, upper: values, std: new Float64Array(values.size) };
}

/** A number in the middle of what is known of every target: a closed bound where the other is open. */
export function middles({ lower, upper }: UncertainTargets): NDArray {
  return lower.map((low, i) => {
    const high = upper.data[i];
    if (Number.isFinite(low) && Number.isFinite(high)) return (low + high) / 2;
    return Number.isFinite(low) ? low : Number.isFinite(high) ? high : 0;
  });
}

/** The targets less a number per row. */
export function shifted({ lower, upper, std }: UncertainTargets, by: Float64Array): UncertainTargets {
  const less = (values: NDArray) => values.map((value, i) => value - by[i]);
  return { lower: less(lower), upper: less(upper), std };
}
