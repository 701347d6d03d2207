export type { BooleanColumn, Column, ColumnValues, NumberColumn, TextColumn, TimeColumn, Value } from "./column.js";
export { Dataset, dataset, type Roles, type Row } from "./dataset.js";
export { fromFrame } from "./from-frame.js";
export { type Heading, splitHeading } from "./header-units.js";
export { parseTable } from "./parse-table.js";
export type { ReadOptions } from "./read-options.js";
export { readTable } from "./read-table.js";
export type { Split, SplitOptions } from "./split.js";
