import { SourceMap } from "node:module";
import type { EditStep, MapStep, Step, Stepped } from "../protocol/step.js";

/** Leads a position in code, from 1, to that in its source; undefined for code that a compiler added. */
export type WayBack = (line: number, column: number) => { line: number; column: number } | undefined;

/** Opens the way from code back to its source. */
export function wayBack({ code, source, steps }: Stepped): WayBack {
  const from = new Lines(code);
  const to = new Lines(source);
  const origin = offsetsBack(steps);
  return (line, column) => {
    const offset = origin(from.offsetAt(line, column));
    return offset === undefined ? undefined : to.positionAt(offset);
  };
}

/** As `wayBack`, for offsets. */
export function offsetsBack(steps: readonly Step[]): (offset: number) => number | undefined {
  const ways = steps.map((step) => ("map" in step ? throughMap(step) : throughEdit(step)));
  return (start) => {
    let offset: number | undefined = start;
    for (const way of ways) if (offset !== undefined) offset = way(offset);
    return offset;
  };
}

/** What was put in counts to the end of the piece before. */
function throughEdit({ pieces }: EditStep): (offset: number) => number | undefined {
  return (offset) => {
    let origin: number | undefined;
    for (let i = 0; i < pieces.length && pieces[i]! <= offset; i += 3)
      origin = pieces[i + 1]! + Math.min(offset - pieces[i]!, pieces[i + 2]!);
    return origin;
  };
}

function throughMap({ code, map }: MapStep): (offset: number) => number | undefined {
  const payload = JSON.parse(map);
  const sourceMap = new SourceMap(payload);
  const from = new Lines(code);
  const to = new Lines(payload.sourcesContent[0]);
  return (offset) => {
    const { line, column } = from.positionAt(offset);
    const entry = sourceMap.findEntry(line - 1, column - 1);
    if (!("originalLine" in entry) || entry.generatedLine !== line - 1) return undefined;
    return to.offsetAt(entry.originalLine + 1, entry.originalColumn + 1);
  };
}

/** Offsets in a text and positions from 1. */
export class Lines {
  readonly #starts: readonly number[];
  readonly length: number;

  constructor(text: string) {
    const ends = text.matchAll(/\r\n|[\n\r\u2028\u2029]/g);
    this.length = text.length;
    this.#starts = [0, ...ends.map(({ 0: end, index }) => index + end.length)];
  }

  /** A line behind the last one counts to the end of the text. */
  offsetAt(line: number, column: number): number {
    return (this.#starts[line - 1] ?? this.length) + column - 1;
  }

  positionAt(offset: number): { line: number; column: number } {
    const line = this.#starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - this.#starts[line]! + 1 };
  }
}
