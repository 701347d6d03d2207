import { DataError } from "@mesoscope/sdk";
import { cutRecord, endOfQuoted, mayQuote } from "./read-records.js";
import type { TextTable } from "./text-table.js";

const [lineFeed, carriageReturn, blank, quote] = [10, 13, 32, 34] as const;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Cuts a text table that comes in pieces of UTF-8 into rows. Plain lines stay bytes; a line with anything unusual is cut as text. */
export class ByteReader {
  readonly #caller: string;
  readonly #table: TextTable;
  /** The byte between fields; none where every line is cut as text. */
  readonly #separator: number | undefined;
  /** Where the fields of the row at hand begin and end. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** What is not read yet, from `position` to `length`. */
  #bytes = new Uint8Array(0);
  #position = 0;
  #length = 0;
  #line = 1;

  constructor(caller: string, table: TextTable) {
    this.#caller = caller;
    this.#table = table;
    this.#separator = separatorByte(table);
    this.#starts = new Int32Array(table.layout.isNumeric.length);
    this.#ends = new Int32Array(table.layout.isNumeric.length);
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
      const end = this.#endOfPlain();
      if (end !== undefined) {
        this.#table.addPlain(this.#bytes, this.#starts, this.#ends);
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

  /** Where the line ends that begins here, if it is a plain row of the usual width; its fields are noted. */
  #endOfPlain(): number | undefined {
    const bytes = this.#bytes;
    const length = this.#length;
    const { isNumeric, cut } = this.#table.layout;
    const separator = this.#separator;
    if (separator === undefined || !this.#mayBeRow()) return undefined;
    const mayCrowd = cut.separator === ",";
    let column = 0;
    let hasBlank = false;
    let start = this.#position;
    let closed = -1;
    for (let i = start; i < length; i++) {
      const byte = bytes[i]!;
      if (byte === separator || byte === lineFeed) {
        const isReturn = byte === lineFeed && i > start && bytes[i - 1] === carriageReturn;
        const end = closed >= 0 ? closed : isReturn ? i - 1 : i;
        if (hasBlank && mayCrowd && isNumeric[column] && isCrowded(bytes, start, end)) return undefined;
        this.#starts[column] = start;
        this.#ends[column] = end;
        column++;
        if (byte === lineFeed) return column === isNumeric.length ? i : undefined;
        if (column === isNumeric.length) return undefined;
        hasBlank = false;
        start = i + 1;
        closed = -1;
      } else if (byte === blank) hasBlank = true;
      else if (byte === quote) {
        closed = i === start ? this.#endOfSimpleQuote(i + 1, separator) : -1;
        if (closed < 0) return undefined;
        start++;
        hasBlank = true;
        // What stands behind is a separator or the end of the line.
        i = bytes[closed + 1] === carriageReturn ? closed + 1 : closed;
      }
    }
    return undefined;
  }

  /** Where a quote closes that holds no other and no line break and fills its field; -1 where none does. */
  #endOfSimpleQuote(start: number, separator: number): number {
    const bytes = this.#bytes;
    for (let i = start; i < this.#length; i++) {
      if (bytes[i] === lineFeed) return -1;
      if (bytes[i] !== quote) continue;
      // Behind the last byte stand those of an earlier piece.
      if (i + 2 >= this.#length && bytes[i + 1] !== lineFeed) return -1;
      const behind = bytes[i + 1];
      const isFilled = behind === separator || behind === lineFeed;
      return isFilled || (behind === carriageReturn && bytes[i + 2] === lineFeed) ? i : -1;
    }
    return -1;
  }

  /** Whether the line that begins here is surely below the heads, no comment and not blank. */
  #mayBeRow(): boolean {
    const { firstLine, isNumeric, cut } = this.#table.layout;
    if (this.#line < firstLine) return false;
    const mayBeBlank = isNumeric.length === 1 || this.#separator! < blank;
    if (!cut.comment && !mayBeBlank) return true;
    let i = this.#position;
    if (!mayBeBlank) while (this.#bytes[i] === blank) i++;
    const first = this.#bytes[i] ?? blank;
    return first > blank && first < 128 && first !== cut.comment?.charCodeAt(0);
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

function separatorByte({ layout: { cut } }: TextTable): number | undefined {
  const code = cut.separator.charCodeAt(0);
  const isPlain =
    cut.separator.length === 1 &&
    code < 128 &&
    !([lineFeed, carriageReturn, quote, blank] as readonly number[]).includes(code);
  return isPlain && !cut.widths ? code : undefined;
}

/** Whether a blank stands between other characters: not one number alone. */
function isCrowded(bytes: Uint8Array, start: number, end: number): boolean {
  let [first, last] = [start, end];
  while (first < last && bytes[first] === blank) first++;
  while (first < last && bytes[last - 1] === blank) last--;
  return bytes.subarray(first, last).includes(blank);
}
