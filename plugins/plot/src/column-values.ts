import type { ArrayLike } from "@mesoscope/sdk";

/** One value to draw; what is missing is `null`. */
export type Value = number | string | Date | null;

/** Values for one channel: numbers, dates, or the names of categories. */
export type ColumnInput = ArrayLike | readonly (number | bigint | string | boolean | Date | null | undefined)[];

/** The values of anything that holds a column: arrays, typed arrays, NDArrays, polars Series, Arrow vectors. */
export function columnValues(column: ColumnInput): readonly Value[] {
  return Array.from(elements(column), toValue);
}

/** Tells whether `value` holds a column of values. */
export function isColumn(value: unknown): value is ColumnInput {
  return (
    Array.isArray(value) ||
    ArrayBuffer.isView(value) ||
    hasMethod(value, "toArray") ||
    (value as { data?: unknown } | null)?.data instanceof Float64Array
  );
}

function elements(column: unknown): Iterable<unknown> {
  if (Array.isArray(column) || ArrayBuffer.isView(column)) return column as Iterable<unknown> & ArrayBufferView;
  if (hasMethod(column, "toArray")) return elements(column.toArray());
  return (column as { data: Float64Array }).data;
}

function toValue(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "string" || value instanceof Date) return value;
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value) && value.length === 1) return toValue(value[0]);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

function hasMethod<Name extends string>(value: unknown, name: Name): value is Record<Name, () => unknown> {
  return typeof (value as Record<string, unknown> | null | undefined)?.[name] === "function";
}
