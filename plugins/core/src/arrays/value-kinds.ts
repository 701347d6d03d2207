import type { ColumnLike, NDArrayLike, TableLike } from "@mesoscope/sdk";

/** An Apache Arrow table, as far as it is read here. */
interface ArrowTable {
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChild(name: string): ColumnLike | null;
}

export function isNDArrayLike(value: unknown): value is NDArrayLike {
  const { data, shape } = (value ?? {}) as Partial<NDArrayLike>;
  return data instanceof Float64Array && Array.isArray(shape);
}

/** A typed array of numbers or big integers. */
export function isNumberArray(value: unknown): value is Float64Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

export function isColumn(value: unknown): value is ColumnLike {
  return typeof (value as Partial<ColumnLike> | null)?.toArray === "function";
}

export function isTable(value: unknown): value is TableLike {
  const { columns, getColumn } = (value ?? {}) as Partial<TableLike>;
  return Array.isArray(columns) && typeof getColumn === "function";
}

export function isArrowTable(value: unknown): value is ArrowTable {
  const { schema, getChild } = (value ?? {}) as Partial<ArrowTable>;
  return Array.isArray(schema?.fields) && typeof getChild === "function";
}

export function arrowTable(table: ArrowTable): TableLike {
  return {
    columns: table.schema.fields.map((field) => field.name),
    getColumn: (name) => table.getChild(name)!,
  };
}
