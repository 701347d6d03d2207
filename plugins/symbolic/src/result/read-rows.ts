import { asMatrix, toSI } from "@mesoscope/core";
import { type ArrayLike, checkOptions, DataError, NumericError, ShapeError, ValueError } from "@mesoscope/sdk";
import type { FormulaContext } from "./formula-data.js";

/** Of which group every row is, for formulas with a constant per group. */
export interface RowOptions {
  /** The name of the group of every row; needed where the formula has constants per group. */
  readonly groups?: readonly (string | number)[];
}

/** Rows at which formulas are evaluated, in SI. */
export interface Rows {
  readonly count: number;
  readonly columns: readonly Float64Array[];
  readonly groups: Int32Array | undefined;
}

/**
 * Reads what `predict` and its kin were given.
 *
 * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES; ValueError BAD_OPTION, UNKNOWN_GROUP
 */
export function readRows(owner: string, X: ArrayLike, context: FormulaContext, options: RowOptions = {}): Rows {
  checkOptions(owner, options, ["groups"]);
  const points = asMatrix(X, `${owner}: X`);
  const [count, width] = points.shape;
  if (width !== context.width) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${width} columns but the law was found with ${context.width}. Give the same columns.`,
    );
  }
  const columns = context.variables.map(({ name, unit }, j) => {
    const values = Float64Array.from({ length: count }, (_, i) => points.data[i * width + context.columns[j]]);
    checkFinite(owner, name, values);
    return unit === "" ? values : toSI(values, unit).data;
  });
  return { count, columns, groups: readGroups(owner, options.groups, context.groups, count) };
}

function checkFinite(owner: string, name: string, values: Float64Array): void {
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return;
  throw new DataError(
    "MISSING_VALUES",
    `${owner}: ${name} is ${values[row]} in row ${row}. Remove the row or fill in the value.`,
  );
}

function readGroups(
  owner: string,
  given: RowOptions["groups"],
  known: readonly string[] | undefined,
  count: number,
): Int32Array | undefined {
  if (!known) return undefined;
  if (given?.length !== count) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: the law has constants per group, but groups has ${given?.length ?? 0} names for ${count} rows. Give one a row.`,
    );
  }
  return Int32Array.from(given, (name, row) => {
    const index = known.indexOf(String(name));
    if (index >= 0) return index;
    throw new ValueError(
      "UNKNOWN_GROUP",
      `${owner}: the group of row ${row} is ${name}, for which nothing was fitted. The groups are ${known.slice(0, 6).join(", ")}.`,
    );
  });
}

/**
 * Throws unless a formula has a value in every row.
 *
 * @throws NumericError OUTSIDE_DOMAIN with the first row that has none
 */
export function checkDefined(owner: string, values: Float64Array, formula: string): void {
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return;
  throw new NumericError(
    "OUTSIDE_DOMAIN",
    `${owner}: ${formula} has no finite value in row ${row}. Leave out such rows; domain tells where it was seen to hold.`,
  );
}
