import { readFileSync } from "node:fs";
import pl, { type DataFrame } from "nodejs-polars";
import type { RawColumn } from "./build-dataset.js";
import type { Column, Value } from "./column.js";
import { defaultMissing, type ReadOptions } from "./read-options.js";

/** Readers by the ending of a file; they get its bytes, because polars takes some paths for content. */
const readers: Readonly<Record<string, (bytes: Buffer, options: ReadOptions) => DataFrame>> = {
  csv: (bytes, options) => readText(bytes, ",", options),
  txt: (bytes, options) => readText(bytes, ",", options),
  tsv: (bytes, options) => readText(bytes, "\t", options),
  parquet: (bytes) => pl.readParquet(bytes),
  json: (bytes) => pl.readJSON(bytes, { format: "json" }),
  ndjson: (bytes) => pl.readJSON(bytes, { format: "lines" }),
  jsonl: (bytes) => pl.readJSON(bytes, { format: "lines" }),
  arrow: (bytes) => pl.readIPC(bytes),
  feather: (bytes) => pl.readIPC(bytes),
};

/** The endings that can be read. */
export const endings: readonly string[] = Object.keys(readers);

/** The ending of a file name, without its dot. */
export function endingOf(file: string): string {
  return /\.([^./\\]+)$/.exec(file.toLowerCase())?.[1] ?? "";
}

/** Reads a file whose ending is one of `endings` into polars. */
export function readFrame(file: string, options: ReadOptions): DataFrame {
  return readers[endingOf(file)]!(readFileSync(file), options);
}

/** The columns of a polars frame. */
export function rawColumns(frame: DataFrame): RawColumn[] {
  return frame.columns.map((head) => ({ head, values: frame.getColumn(head).toArray() as Value[] }));
}

/** A polars frame of a dataset's columns; missing numbers are null there. */
export function frameOf(columns: ReadonlyMap<string, Column>): DataFrame {
  const series = [...columns].map(([name, column]) => {
    if (column.kind !== "number") return pl.Series(name, [...column.values]);
    return pl.Series(
      name,
      Array.from(column.values, (value) => (Number.isNaN(value) ? null : value)),
      pl.Float64,
    );
  });
  return pl.DataFrame(series);
}

function readText(bytes: Buffer, separator: string, options: ReadOptions): DataFrame {
  const commaDecimal = options.decimal === ",";
  return pl.readCSV(bytes, {
    sep: options.separator ?? (commaDecimal && separator === "," ? ";" : separator),
    nullValues: [...(options.missing ?? defaultMissing)],
    tryParseDates: true,
    decimalComma: commaDecimal,
    inferSchemaLength: options.unitRow ? 0 : 10_000,
  });
}
