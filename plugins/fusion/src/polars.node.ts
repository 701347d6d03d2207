import pl, { type DataFrame } from "nodejs-polars";
import type { RawColumn } from "./build-dataset.js";
import type { Column, Value } from "./column.js";
import type { FoundFile } from "./files.node.js";

/** Readers by format; they get bytes, because polars takes some paths for content. */
const readers: Readonly<Record<string, (bytes: Buffer) => DataFrame>> = {
  Parquet: (bytes) => pl.readParquet(bytes),
  JSON: (bytes) => pl.readJSON(bytes, { format: "json" }),
  "JSON lines": (bytes) => pl.readJSON(bytes, { format: "lines" }),
  Arrow: (bytes) => pl.readIPC(bytes),
};

/** Whether polars reads this format. */
export function isFrameFormat(format: string): boolean {
  return Object.hasOwn(readers, format);
}

/** Reads a file of a format for which `isFrameFormat` is true. */
export function readFrame(file: FoundFile): DataFrame {
  return readers[file.format]!(file.read());
}

/** Rows of a Parquet file from `start`, at most `count`, without the rest of it. */
export function parquetRows(path: string, start: number, count: number): DataFrame {
  return pl.scanParquet(path).slice(start, count).collectSync();
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
