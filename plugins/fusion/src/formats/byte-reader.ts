import { DataError } from "@mesoscope/sdk";
import { PlainLine } from "./plain-line.js";
import { cutRecord, endOfQuoted, mayQuote } from "./read-records.js";
import type { TextTable } from "./text-table.js";

const [lineFeed, quote] = [10, 34] as const;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Cuts a text table that comes in pieces of UTF-8 into rows. Plain lines stay bytes; a line with anything unusual is cut as text. */
export class ByteReader {
  readonly #caller: string;
  readonly #table: TextTable;
  readonly #plain: PlainLine;
  /** What is not read yet, from `position` to `length`. */
  #bytes = new Uint8Array(0);
  #position = 0;
  #length = 0;
  #line = 1;

  constructor(caller: string, table: TextTable) {
    this.#caller = caller;
    this.#table = table;
    this.#plain = new PlainLine(table.layout);
  }

  /** Takes a piece of the text. */
  give(bytes: Uint8Array): void {
    const rest = this.#bytes.subarray(this.#position, this.#length);
    const length = rest.length + bytes.length;
    const room = length > this.#bytes.length ? new Uint8Array(2 * length) : this.#bytes;
    room.set(rest);
    room.set(bytes, rest.length);
    this.#bytes = room;
    this.#length = length;
    this.#position = 0;
  }

  /** Gathers rows until the table has so many, and says whether it has. */
  fill(rowCount = Number.POSITIVE_INFINITY): boolean {
    while (this.#table.rowCount < rowCount) {
      const isBelowHeads = this.#line >= this.#table.layout.firstLine;
      const end = isBelowHeads ? this.#plain.find(this.#bytes, this.#position, this.#length) : -1;
      if (end >= 0) {
        this.#table.addPlain(this.#bytes, this.#plain.starts, this.#plain.ends);
        this.#position = end + 1;
        this.#line++;
      } else if (!this.#addUnusual()) return false;
    }
    return true;
  }

  /** Says that the text ends: its last line may have no line break. */
  end(): void {
    if (this.#position === this.#length) return;
    this.give(Uint8Array.of(lineFeed));
    if (this.#endOfUnusual() >= 0) return;
    throw new DataError(
      "UNCLOSED_QUOTE",
      `${this.#caller}: the quote that opens in line ${this.#line} never closes. Close it, or double it inside a field.`,
    );
  }

  /** Adds the row that begins here; false where its end is not there yet. */
  #addUnusual(): boolean {
    const end = this.#endOfUnusual();
    if (end < 0) return false;
    const text = decoder.decode(this.#bytes.subarray(this.#position, end));
    const record = cutRecord(text, this.#line, this.#table.layout.cut);
    if (record) this.#table.add(record);
    this.#position = end + 1;
    this.#line += text.split("\n").length;
    return true;
  }

  /** Where the line ends that begins here, or the last of several lines if a field in quotes goes on; -1 where it is open. */
  #endOfUnusual(): number {
    const { cut } = this.#table.layout;
    const start = this.#position;
    const firstEnd = this.#lineBreak(1);
    if (firstEnd < 0 || !mayQuote(cut) || !this.#bytes.subarray(start, firstEnd).includes(quote)) return firstEnd;
    for (let end = firstEnd + 1; ; end = Math.min(this.#length, start + 2 * (end - start))) {
      const text = decoder.decode(this.#bytes.subarray(start, end));
      const stop = endOfQuoted(text, 0, cut.separator);
      if (stop !== undefined) return this.#lineBreak(text.slice(0, stop).split("\n").length);
      if (end === this.#length) return -1;
    }
  }

  /** The n-th line break from here; -1 where there are fewer. */
  #lineBreak(n: number): number {
    let found = this.#position - 1;
    for (let i = 0; i < n; i++) {
      found = this.#bytes.indexOf(lineFeed, found + 1);
      if (found < 0 || found >= this.#length) return -1;
    }
    return found;
  }
}
