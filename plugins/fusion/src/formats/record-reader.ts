import { DataError } from "@mesoscope/sdk";

/** The fields of one row of a text table, and the number of its first line, from 1. */
export interface TextRecord {
  readonly fields: string[];
  readonly line: number;
}

/** How a line is cut into fields. */
export interface Cut {
  /** One character, or "whitespace". */
  readonly separator: string;
  readonly widths?: readonly number[] | undefined;
  /** What a line that is left out begins with. */
  readonly comment?: string | undefined;
}

/** Cuts text that comes in pieces into rows; empty lines and comments are left out. */
export class RecordReader {
  readonly #caller: string;
  readonly #cut: Cut;
  #rest = "";
  #line = 0;

  constructor(caller: string, cut: Cut) {
    this.#caller = caller;
    this.#cut = cut;
  }

  /** The rows that end in this piece of text. */
  *read(piece: string): Generator<TextRecord> {
    const text = this.#rest + piece;
    let start = 0;
    let quote = text.indexOf('"');
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      if (quote >= 0 && quote < start) quote = text.indexOf('"', start);
      const stop = quote < 0 || quote > end ? end : this.#endOfRecord(text, start, end);
      if (stop === undefined) break;
      yield* this.#record(text.slice(start, stop));
      start = stop + 1;
    }
    this.#rest = text.slice(start);
  }

  /** The row after the last line break. */
  *end(): Generator<TextRecord> {
    const text = this.#rest;
    this.#rest = "";
    const mayQuote = this.#cut.separator !== "whitespace" && !this.#cut.widths;
    if (mayQuote && text.includes('"') && endOfQuoted(`${text}\n`, 0, this.#cut.separator) === undefined) {
      throw new DataError(
        "UNCLOSED_QUOTE",
        `${this.#caller}: the quote that opens in line ${this.#line + 1} never closes. Close it, or double it inside a field.`,
      );
    }
    if (text !== "") yield* this.#record(text);
  }

  /** Where the row that begins at `start` ends; undefined where its end is not there yet. */
  #endOfRecord(text: string, start: number, firstEnd: number): number | undefined {
    const { separator, widths } = this.#cut;
    return separator === "whitespace" || widths ? firstEnd : endOfQuoted(text, start, separator);
  }

  *#record(text: string): Generator<TextRecord> {
    const line = this.#line + 1;
    this.#line += text.includes("\n") ? text.split("\n").length : 1;
    const plain = text.endsWith("\r") ? text.slice(0, -1) : text;
    const { comment } = this.#cut;
    if (plain.trim() === "" || (comment && plain.trimStart().startsWith(comment))) return;
    yield { fields: cutLine(plain, this.#cut), line };
  }
}

/** The fields of one row. */
function cutLine(text: string, { separator, widths }: Cut): string[] {
  if (widths) return slices(text, widths);
  if (separator === "whitespace") return text.trim().split(/\s+/);
  return text.includes('"') ? cutQuoted(text, separator) : text.split(separator);
}

function slices(text: string, widths: readonly number[]): string[] {
  let end = 0;
  return widths.map((width) => {
    end += width;
    return text.slice(end - width, end).trim();
  });
}

/** Fields in quotes may hold separators, doubled quotes and line breaks. */
function cutQuoted(text: string, separator: string): string[] {
  const fields: string[] = [];
  let position = 0;
  while (position <= text.length) {
    const opening = /^[ \t]*"/.exec(text.slice(position, position + 64));
    if (opening && !(separator === "\t" && opening[0].includes("\t"))) {
      const close = closingQuote(text, position + opening[0].length);
      fields.push(text.slice(position + opening[0].length, close).replaceAll('""', '"'));
      const next = text.indexOf(separator, close);
      position = next < 0 ? text.length + 1 : next + 1;
    } else {
      const next = text.indexOf(separator, position);
      fields.push(text.slice(position, next < 0 ? undefined : next));
      position = next < 0 ? text.length + 1 : next + 1;
    }
  }
  return fields;
}

/** Where the field ends whose text begins at `start`; the end of the text where its quote stays open. */
function closingQuote(text: string, start: number): number {
  for (let i = text.indexOf('"', start); i >= 0; i = text.indexOf('"', i + 2)) if (text[i + 1] !== '"') return i;
  return text.length;
}

/** The first line break after `start` that is in no field in quotes; undefined where there is none. */
function endOfQuoted(text: string, start: number, separator: string): number | undefined {
  let position = start;
  while (true) {
    const opening = /^[ \t]*"/.exec(text.slice(position, position + 64));
    if (opening) {
      const close = closingQuote(text, position + opening[0].length);
      if (close >= text.length) return undefined;
      position = close + 1;
    }
    const lineBreak = text.indexOf("\n", position);
    if (lineBreak < 0) return undefined;
    const next = text.slice(position, lineBreak).indexOf(separator);
    if (next < 0) return lineBreak;
    position += next + 1;
  }
}
