import { DataError, ValueError } from "@mesoscope/sdk";
import { checkNames } from "../checks.js";
import { type Finding, finding, Report } from "../cleaning/report.js";
import { type Column, missingCount, withUnit } from "../column.js";
import { Dataset } from "../dataset.js";
import { type NamedColumns, nameColumns } from "../name-columns.js";
import { type ReadOptions, repairs } from "../read-options.js";
import { ByteReader } from "./byte-reader.js";
import type { Learned, ReadColumn } from "./column-reading.js";
import { lineEndsOf } from "./decode-text.js";
import { Fields } from "./fields.js";
import { readFields } from "./read-column.js";
import type { TextRecord } from "./read-records.js";
import { type RepairedRow, repairRow } from "./repair-row.js";
import { recogniseLayout, type TextLayout } from "./text-layout.js";

/** Characters of a text by which its layout is recognised. */
export const sampleLength = 200_000;

/** Reads a whole text table. */
export function readTextTable(caller: string, text: string, options: ReadOptions): Dataset {
  const lines = lineEndsOf(text)(text);
  const table = new TextTable(caller, lines.slice(0, sampleLength), options);
  const reader = new ByteReader(caller, table);
  reader.give(new TextEncoder().encode(lines));
  reader.fill();
  reader.end();
  reader.fill();
  return table.take();
}

/** Rows of a text table, gathered until they are taken as a dataset. */
export class TextTable {
  readonly layout: TextLayout;
  /** The names and units of the columns. */
  readonly named: NamedColumns;
  readonly #caller: string;
  readonly #options: ReadOptions;
  readonly #learned = new Map<string, Learned>();
  /** The positions of the columns that are kept. */
  readonly #kept: readonly number[];
  readonly #fields: readonly Fields[];
  #rowCount = 0;
  #ragged = new Map<NonNullable<RepairedRow["what"]>, { rows: number[]; before: string; after: string }>();

  constructor(caller: string, sample: string, options: ReadOptions, only?: readonly string[]) {
    this.#caller = caller;
    this.#options = options;
    this.layout = recogniseLayout(caller, sample, options);
    const { heads, unitRow, isNumeric } = this.layout;
    this.named = nameColumns(caller, sized(caller, heads, isNumeric.length), options, unitRow);
    const { headings } = this.named;
    checkNames(
      caller,
      "columns",
      only ?? [],
      headings.map(({ name }) => name),
    );
    this.#kept = [...headings.keys()].filter((j) => !only || only.includes(headings[j]!.name));
    this.#fields = this.#kept.map(() => new Fields());
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  /** Gathers a row, which may have to be repaired. */
  add({ fields, line }: TextRecord): void {
    const { firstLine, isNumeric, cut } = this.layout;
    if (line < firstLine) return;
    const row = repairs(this.#options, "ragged rows") ? repairRow(fields, isNumeric, cut.separator) : { fields };
    this.#check(row.fields, line);
    if (row.what) this.#note(row.what, fields, row.fields);
    this.#kept.forEach((j, k) => {
      this.#fields[k]!.addText(row.fields[j]!);
    });
    this.#rowCount++;
  }

  /** Gathers a row that needs no repair: each field lies in `bytes` between its start and its end. */
  addPlain(bytes: Uint8Array, starts: Int32Array, ends: Int32Array): void {
    for (let k = 0; k < this.#kept.length; k++) {
      const j = this.#kept[k]!;
      this.#fields[k]!.add(bytes, starts[j]!, ends[j]!);
    }
    this.#rowCount++;
  }

  /** The rows gathered, as a dataset; then there are none. What the first shows, kinds and codes, holds for the next. */
  take(): Dataset {
    const findings: Finding[] = [
      ...(this.#learned.size === 0 ? [...this.layout.findings, ...this.named.findings] : []),
      ...this.#raggedFindings(),
    ];
    const columns = new Map<string, Column>();
    this.#kept.forEach((j, k) => {
      const { name, unit } = this.named.headings[j]!;
      const read = readFields(name, this.#fields[k]!, this.layout.decimal, this.#options, this.#learned.get(name));
      this.#learned.set(name, learnedFrom(read, this.#learned.get(name)));
      // A unit behind every number is closer to it than one in the head.
      columns.set(name, withUnit(read.column, read.unit ?? unit));
      if (read.flags) columns.set(`${name} flag`, read.flags);
      findings.push(...read.findings);
    });
    for (const fields of this.#fields) fields.clear();
    this.#rowCount = 0;
    this.#ragged.clear();
    return new Dataset({ columns, report: new Report(findings) });
  }

  #check(fields: readonly string[], line: number): void {
    const width = this.layout.isNumeric.length;
    if (fields.length === width) return;
    throw new DataError(
      "RAGGED_ROW",
      `${this.#caller}: line ${line} has ${fields.length} fields but there are ${width} columns. Check the separator and quotes.`,
    );
  }

  #note(what: NonNullable<RepairedRow["what"]>, before: readonly string[], after: readonly string[]): void {
    const known = this.#ragged.get(what);
    if (known) known.rows.push(this.rowCount);
    else this.#ragged.set(what, { rows: [this.rowCount], before: shown(before), after: shown(after) });
  }

  #raggedFindings(): Finding[] {
    return [...this.#ragged].map(([what, { rows, before, after }]) =>
      finding(
        { kind: what === "long row" ? "doubted" : "repaired", what, why: raggedReasons[what], before, after },
        rows,
      ),
    );
  }
}

/** A column in which nothing is there tells nothing of its kind; a column of flags stays once it is there. */
function learnedFrom(read: ReadColumn, before: Learned | undefined): Learned {
  const isEmpty = missingCount(read.column) === read.column.values.length && !read.codes?.size;
  const kind = before?.kind ?? (isEmpty ? undefined : read.column.kind);
  return kind === undefined ? { kind } : { ...read, kind };
}

const raggedReasons: Readonly<Record<NonNullable<RepairedRow["what"]>, string>> = {
  "decimal comma between fields": "the only way to have numbers where numbers belong",
  "trailing separator": "nothing stands behind it",
  "short row": "the fields at its end are missing",
  "long row": "its values cannot be told apart, so all are missing",
};

function shown(fields: readonly string[]): string {
  const text = fields.map((field) => field.trim()).join(" | ");
  return text.length > 60 ? `…${text.slice(-60)}` : text;
}

function sized(caller: string, heads: readonly string[], width: number): readonly string[] {
  if (heads.length === width) return heads;
  throw new ValueError(
    "BAD_OPTION",
    `${caller}: header names ${heads.length} columns but the rows have ${width} fields. Give one name per column.`,
  );
}
