/** What a scaling has learned of one column: a change of its values that can be undone. */
export interface ColumnMap {
  /** Name and numbers in words, for display. */
  readonly text: string;
  /** What had to be done about the column, such as a scale of 1 for one that is constant. */
  readonly note?: string;
  forward(value: number): number;
  inverse(value: number): number;
  toJSON(): ColumnMapJSON;
}

/** A column map as plain data; `kind` says how to read it. */
export type ColumnMapJSON = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** Learns the map of one column from its values that are there, in ascending order; `label` names it in errors. */
export type FitColumn = (sorted: Float64Array, label: string) => ColumnMap;
