import { DataError } from "@mesoscope/sdk";
import type { Dataset } from "./dataset.js";
import { readTextTable } from "./formats/text-table.js";
import { checkReadOptions, type ReadOptions } from "./read-options.js";

/**
 * A table from text: separated by commas (RFC 4180), tabs, semicolons, bars or blanks, or of fixed width; without files
 * and native code, so it works in a browser too. What it recognised, repaired and doubted is in `report`.
 *
 * @example
 * parseTable("time_s,load_kN\n0,1.5\n1,NA").column("load").data; // [1500, NaN]
 *
 * @throws DataError EMPTY_TABLE, UNCLOSED_QUOTE; RAGGED_ROW, DUPLICATE_COLUMN where they may not be repaired; ValueError
 *   BAD_OPTION
 */
export function parseTable(text: string, options: ReadOptions = {}): Dataset {
  if (typeof text !== "string") {
    throw new DataError(
      "EMPTY_TABLE",
      `parseTable: found a ${typeof text} where text is needed. Give the text of a table, or a file to readTable.`,
    );
  }
  checkReadOptions("parseTable", options);
  return readTextTable("parseTable", text.replace(/^\uFEFF/, ""), options);
}
