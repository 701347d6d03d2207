import { DataError, tick } from "@mesoscope/sdk";
import { buildDataset } from "./build-dataset.js";
import { mergeFindings } from "./cleaning/merge-findings.js";
import { type Finding, Report } from "./cleaning/report.js";
import { Dataset } from "./dataset.js";
import type { FoundFile } from "./files.node.js";
import { ByteReader } from "./formats/byte-reader.js";
import { decoderOf, lineEndsOf, recogniseEncoding } from "./formats/decode-text.js";
import { sampleLength, TextTable } from "./formats/text-table.js";
import { utf8Pieces } from "./formats/utf8-pieces.js";
import { type Aggregates, Groups } from "./group.js";
import { checkOptionsOfFormat, checkReadOptions } from "./read-options.js";
import type { ReadTableOptions } from "./read-table.js";
import { RunningSummary } from "./summarize.js";
import { concat } from "./tables/concat.js";

/** How a large table is read piece by piece. */
export interface ScanOptions extends Omit<ReadTableOptions, "variable"> {
  /** Rows read at a time; 20,000 unless given. */
  readonly batchRows?: number;
}

/**
 * A large text or Parquet file, read a piece at a time so that it need not fit into memory; Node only.
 *
 * It is an async iterable of tables, and can be summed up without ever being whole. What the first piece shows – kinds of
 * columns, codes for missing values – holds for the rest: a value that does not fit is an error that names its column.
 *
 * ```ts
 * const scan = scanTable("measurements.csv", { columns: ["site", "load"], where: (row) => row.site !== "test" });
 * for await (const piece of scan) console.log(piece.rowCount);
 * await scan.groupBy("site", { load: ["mean", "maximum"] });
 * ```
 *
 * @throws DataError as `readTable`, when it is read; MIXED_COLUMN; ValueError BAD_OPTION
 */
export function scanTable(file: string, options: ScanOptions = {}): TableScan {
  checkReadOptions("scanTable", options, ["columns", "where", "batchRows"]);
  return new TableScan(file, options);
}

/** A table that is read a piece at a time; `scanTable` makes one. */
export class TableScan implements AsyncIterable<Dataset> {
  readonly #file: string;
  readonly #options: ScanOptions;

  /** @internal */
  constructor(file: string, options: ScanOptions) {
    this.#file = file;
    this.#options = options;
  }

  /** Reads the file from its beginning. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Dataset> {
    const { where, columns } = this.#options;
    for await (const piece of this.#pieces(where ? undefined : columns)) {
      const kept = where ? piece.filter(where) : piece;
      yield columns ? kept.select(columns) : kept;
    }
  }

  /** All that is kept of the file, as one table. */
  async collect(): Promise<Dataset> {
    const pieces: Dataset[] = [];
    let findings: Finding[] = [];
    let rows = 0;
    for await (const piece of this) {
      findings = mergeFindings(findings, piece.report.findings, rows);
      rows += piece.rowCount;
      pieces.push(piece);
    }
    return new Dataset({ columns: concat(...pieces).stored, report: new Report(findings) });
  }

  /** Count, missing values, mean, spread, minimum and maximum of every number column. */
  async describe(): Promise<Dataset> {
    const summary = new RunningSummary();
    for await (const piece of this) summary.add(piece.stored);
    return new Dataset({ columns: summary.result() });
  }

  /**
   * Figures of the rows that share the values of some columns.
   *
   * @throws DataError UNKNOWN_COLUMN, NOT_NUMERIC; UnitError OFFSET_UNIT; ValueError BAD_VALUE
   */
  async groupBy(keys: string | readonly string[], aggregates: Aggregates): Promise<Dataset> {
    const groups = new Groups("TableScan.groupBy", [keys].flat() as string[], aggregates);
    const { where } = this.#options;
    // Only the columns that are needed are read; a condition may need any of them.
    const needed = where ? undefined : [...new Set([keys, Object.keys(aggregates)].flat())];
    for await (const piece of this.#pieces(needed)) groups.add(where ? piece.filter(where) : piece);
    return groups.result();
  }

  async *#pieces(only: readonly string[] | undefined): AsyncGenerator<Dataset> {
    const { openFile } = await import("./files.node.js");
    const found = openFile("scanTable", this.#file);
    checkOptionsOfFormat("scanTable", found.format, this.#options);
    const { batchRows = 20_000 } = this.#options;
    if (found.format === "text") yield* textPieces(found, this.#options, batchRows, only);
    else if (found.format === "Parquet") yield* parquetPieces(found, this.#options, batchRows);
    else {
      throw new DataError(
        "NOT_STREAMED",
        `scanTable: ${this.#file} is of the format ${found.format}, which is read whole. Use readTable.`,
      );
    }
  }
}

async function* textPieces(
  found: FoundFile,
  options: ScanOptions,
  batchRows: number,
  only: readonly string[] | undefined,
): AsyncGenerator<Dataset> {
  const head = found.head(4 * sampleLength);
  const encoding = options.encoding ?? recogniseEncoding("scanTable", head, found.size === head.length);
  const sample = decoderOf("scanTable", encoding).decode(head).slice(0, sampleLength);
  const table = new TextTable("scanTable", lineEndsOf(sample)(sample), options, only);
  const reader = new ByteReader("scanTable", table);
  const utf8 = utf8Pieces("scanTable", encoding, head, sample);
  let read = 0;
  let pieces = 0;
  for await (const bytes of found.stream()) {
    await tick(read, found.size, { pieces });
    read += bytes.length;
    reader.give(utf8(bytes));
    for (; reader.fill(batchRows); pieces++) yield table.take();
  }
  reader.give(utf8());
  reader.end();
  for (; reader.fill(batchRows); pieces++) yield table.take();
  if (table.rowCount > 0 || pieces === 0) yield table.take();
}

async function* parquetPieces(found: FoundFile, options: ScanOptions, batchRows: number): AsyncGenerator<Dataset> {
  const { parquetRows, rawColumns } = await import("./polars.node.js");
  for (let start = 0; ; start += batchRows) {
    await tick(start);
    const frame = parquetRows(found.path, start, batchRows);
    if (frame.height > 0 || start === 0) yield buildDataset("scanTable", rawColumns(frame), options);
    if (frame.height < batchRows) return;
  }
}
