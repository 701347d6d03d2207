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

/** Cuts text into rows; empty lines and comments are left out, and all that follows a quote that never closes. */
export function* readRecords(text: string, cut: Cut): Generator<TextRecord> {
  const whole = text.endsWith("\n") ? text : `${text}\n`;
  const isQuoted = mayQuote(cut);
  let quote = whole.indexOf('"');
  for (let start = 0, line = 1; start < whole.length; ) {
    const end = whole.indexOf("\n", start);
    if (quote >= 0 && quote < start) quote = whole.indexOf('"', start);
    const stop = !isQuoted || quote < 0 || quote > end ? end : endOfQuoted(whole, start, cut.separator);
    if (stop === undefined) return;
    const row = whole.slice(start, stop);
    const record = cutRecord(row, line, cut);
    if (record) yield record;
    line += row.includes("\n") ? row.split("\n").length : 1;
    start = stop + 1;
  }
}

/** Whether fields may stand in quotes, with separators and line breaks inside. */
export function mayQuote({ separator, widths }: Cut): boolean {
  return separator !== "whitespace" && !widths;
}

/** The row that a text is which begins in this line; undefined for an empty line and a comment. */
export function cutRecord(text: string, line: number, cut: Cut): TextRecord | undefined {
  const plain = text.endsWith("\r") ? text.slice(0, -1) : text;
  if (plain.trim() === "" || (cut.comment && plain.trimStart().startsWith(cut.comment))) return undefined;
  return { fields: cutLine(plain, cut), line };
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
export function endOfQuoted(text: string, start: number, separator: string): number | undefined {
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
