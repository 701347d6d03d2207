import { DataError, MesoscopeError } from "@mesoscope/sdk";
import { buildDataset } from "./build-dataset.js";
import { finding } from "./cleaning/report.js";
import type { Dataset, Row } from "./dataset.js";
import type { FoundFile } from "./files.node.js";
import { decoderOf, recogniseEncoding } from "./formats/decode-text.js";
import { readTextTable } from "./formats/text-table.js";
import { checkOptionsOfFormat, checkReadOptions, type ReadOptions } from "./read-options.js";
import { TableScan } from "./scan-table.js";

/** How a table is read from a file. */
export interface ReadTableOptions extends ReadOptions {
  /** The columns to keep; all unless given. */
  readonly columns?: readonly string[];
  /** In a gridded file, one of the variables that become columns; those on the same dimensions come with it. */
  readonly variable?: string;
  /** The rows to keep; all unless given. */
  readonly where?: (row: Row) => boolean;
}

/** Text that is larger, in bytes, is read piece by piece. */
const largestWhole = 64_000_000;

/**
 * Reads a table from a file: CSV and other text, Parquet, Arrow, JSON, NDJSON, and gridded files as one row a cell; Node
 * only (`parseTable` reads text anywhere).
 *
 * The format is recognised by the content. Units in the heads (`stress (MPa)`, `length [mm]`, `body_mass_g`) or in a row
 * below leave the names; decimal commas, codes for missing values, flags and ragged rows are repaired; `report` of the
 * result says what was done and why. A relative path is looked for in the working directory and the folders above.
 *
 * @throws DataError FILE_NOT_FOUND, IS_FOLDER, EMPTY_FILE, EMPTY_TABLE, UNKNOWN_FORMAT, BAD_FILE, NOT_TEXT, UNKNOWN_COLUMN;
 *   UnitError UNKNOWN_UNIT; ValueError BAD_OPTION
 */
export async function readTable(file: string, options: ReadTableOptions = {}): Promise<Dataset> {
  checkReadOptions("readTable", options, ["columns", "variable", "where"]);
  const { openFile } = await import("./files.node.js");
  const found = openFile("readTable", file);
  checkOptionsOfFormat("readTable", found.format, options);
  if (found.format === "text" && found.size > largestWhole) return new TableScan(file, options).collect();
  const table = await attempt("readTable", file, () => readWhole(found, options));
  const kept = options.where ? table.filter(options.where) : table;
  return options.columns ? kept.select(options.columns) : kept;
}

async function readWhole(found: FoundFile, options: ReadTableOptions): Promise<Dataset> {
  if (found.format === "text") return readText(found, options);
  const { isFrameFormat, rawColumns, readFrame } = await import("./polars.node.js");
  if (isFrameFormat(found.format)) return buildDataset("readTable", rawColumns(readFrame(found)), options);
  return (await import("./formats/read-grid.js")).gridTable(found, options.variable);
}

function readText(found: FoundFile, options: ReadTableOptions): Dataset {
  const bytes = found.read();
  const encoding = options.encoding ?? recogniseEncoding("readTable", bytes, true);
  const table = readTextTable("readTable", decoderOf("readTable", encoding).decode(bytes), options);
  if (options.encoding || encoding === "utf-8") return table;
  const why = encoding === "latin1" ? "the bytes are no UTF-8" : "byte-order mark or zeros";
  return table.reported([finding({ kind: "recognised", what: "encoding", why, before: encoding }, [], 1)]);
}

/** What a library throws about a file, as an error that names the file. */
export async function attempt<T>(caller: string, file: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof MesoscopeError) throw cause;
    const reason = String((cause as Error).message ?? cause)
      .split("\n")[0]!
      .slice(0, 80);
    throw new DataError("BAD_FILE", `${caller}: ${file} cannot be read: ${reason}. Check that it is whole.`, { cause });
  }
}
