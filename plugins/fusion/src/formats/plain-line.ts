import type { TextLayout } from "./text-layout.js";

const [lineFeed, carriageReturn, blank, quote] = [10, 13, 32, 34] as const;

/** Finds the fields of a plain line: as many as there are columns, with quotes around whole fields only. */
export class PlainLine {
  /** Where the fields found begin and end. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #layout: TextLayout;
  /** The byte between fields; none where no line is plain. */
  readonly #separator: number | undefined;

  constructor(layout: TextLayout) {
    this.#layout = layout;
    this.#separator = separatorByte(layout);
    this.starts = new Int32Array(layout.isNumeric.length);
    this.ends = new Int32Array(layout.isNumeric.length);
  }

  /** Notes the fields of the line that begins at `from`, and says where it ends; -1 where it is not plain or not whole. */
  find(bytes: Uint8Array, from: number, length: number): number {
    const { isNumeric, cut } = this.#layout;
    const separator = this.#separator;
    if (separator === undefined || !this.#mayBeRow(bytes, from)) return -1;
    const mayCrowd = cut.separator === ",";
    let column = 0;
    let hasBlank = false;
    let start = from;
    let closed = -1;
    for (let i = start; i < length; i++) {
      const byte = bytes[i]!;
      if (byte === separator || byte === lineFeed) {
        const isReturn = byte === lineFeed && i > start && bytes[i - 1] === carriageReturn;
        const end = closed >= 0 ? closed : isReturn ? i - 1 : i;
        if (hasBlank && mayCrowd && isNumeric[column] && isCrowded(bytes, start, end)) return -1;
        this.starts[column] = start;
        this.ends[column] = end;
        column++;
        if (byte === lineFeed) return column === isNumeric.length ? i : -1;
        if (column === isNumeric.length) return -1;
        hasBlank = false;
        start = i + 1;
        closed = -1;
      } else if (byte === blank) hasBlank = true;
      else if (byte === quote) {
        closed = i === start ? endOfSimpleQuote(bytes, i + 1, length, separator) : -1;
        if (closed < 0) return -1;
        start++;
        hasBlank = true;
        // What stands behind is a separator or the end of the line.
        i = bytes[closed + 1] === carriageReturn ? closed + 1 : closed;
      }
    }
    return -1;
  }

  /** Whether a line is surely no comment and not blank. */
  #mayBeRow(bytes: Uint8Array, start: number): boolean {
    const { isNumeric, cut } = this.#layout;
    const mayBeBlank = isNumeric.length === 1 || this.#separator! < blank;
    if (!cut.comment && !mayBeBlank) return true;
    let i = start;
    if (!mayBeBlank) while (bytes[i] === blank) i++;
    const first = bytes[i] ?? blank;
    return first > blank && first < 128 && first !== cut.comment?.charCodeAt(0);
  }
}

/** Where a quote closes that holds no other and no line break and fills its field; -1 where none does. */
function endOfSimpleQuote(bytes: Uint8Array, start: number, length: number, separator: number): number {
  for (let i = start; i < length; i++) {
    if (bytes[i] === lineFeed) return -1;
    if (bytes[i] !== quote) continue;
    // Behind the last byte stand those of an earlier piece.
    if (i + 2 >= length && bytes[i + 1] !== lineFeed) return -1;
    const behind = bytes[i + 1];
    const isFilled = behind === separator || behind === lineFeed;
    return isFilled || (behind === carriageReturn && bytes[i + 2] === lineFeed) ? i : -1;
  }
  return -1;
}

function separatorByte({ cut }: TextLayout): number | undefined {
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
