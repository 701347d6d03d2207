import { DataError } from "@mesoscope/sdk";
import { buildDataset } from "./build-dataset.js";
import type { Dataset } from "./dataset.js";
import { asNumbers } from "./parse-table.js";
import type { ReadOptions } from "./read-options.js";

/**
 * Reads a table from a file: CSV, TSV, Parquet, JSON, NDJSON or Arrow, by polars. Node only; `parseTable` reads text
 * anywhere.
 *
 * Units in the heads are recognised (`stress (MPa)`, `length [mm]`, `body_mass_g`) and leave the names; `notes` of the
 * result says what was recognised. A relative path is looked for in the working directory and the folders above.
 *
 * @throws DataError FILE_NOT_FOUND, UNKNOWN_FORMAT, BAD_FILE, UNKNOWN_COLUMN; UnitError UNKNOWN_UNIT
 */
export async function readTable(file: string, options: ReadOptions = {}): Promise<Dataset> {
  if (typeof file !== "string" || /^https?:/i.test(file)) {
    throw new DataError(
      "FILE_NOT_FOUND",
      `readTable: ${String(file)} is no file. Give the path of a file; for an address, parseTable(await (await fetch(…)).text()).`,
    );
  }
  const { findFile } = await import("./files.node.js");
  const { endings, endingOf, rawColumns, readFrame } = await import("./polars.node.js");
  const found = findFile("readTable", file);
  if (!endings.includes(endingOf(found))) {
    throw new DataError(
      "UNKNOWN_FORMAT",
      `readTable: ${file} has an unknown ending. Give a file that ends in ${endings.join(", ")}.`,
    );
  }
  const frame = attempt(file, () => readFrame(found, options));
  const raw = rawColumns(frame);
  return buildDataset("readTable", options.unitRow ? raw.map((column) => asNumbers(column, options)) : raw, options);
}

function attempt<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = String((cause as Error).message ?? cause).split("\n")[0];
    throw new DataError(
      "BAD_FILE",
      `readTable: ${file} cannot be read: ${reason}. Check the format and the separator.`,
      { cause },
    );
  }
}
