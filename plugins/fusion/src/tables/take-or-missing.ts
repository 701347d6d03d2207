import type { Column, Value } from "../column.js";

/** The rows at `positions`; where there is none, the value is missing. */
export function takeOrMissing(column: Column, positions: readonly (number | undefined)[]): Column {
  if (column.kind === "number") {
    return {
      ...column,
      values: Float64Array.from(positions, (i) => (i === undefined ? Number.NaN : column.values[i]!)),
    };
  }
  return { ...column, values: positions.map<Value>((i) => (i === undefined ? null : column.values[i]!)) } as Column;
}
