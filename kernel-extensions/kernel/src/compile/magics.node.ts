import { magicMarker } from "./cell-edit.js";
import { isProgram } from "./parse.node.js";

/** A line `%name argument` of a cell. */
export interface Magic {
  readonly name: string;
  readonly argument: string;
  /** From 1. */
  readonly line: number;
  /** Offsets of what is no code: the line, or `%time` of `%time code`. */
  readonly start: number;
  readonly end: number;
}

const magicLine = /^%([A-Za-z][\w-]*)([ \t]+[^\r\n]*)?[ \t]*(?=\r?$)/gm;

/**
 * The magics of a cell: lines that start with `%name` where a statement may start. The text before each is a whole
 * program, so a line inside a template literal, a comment or an open bracket is none.
 */
export function findMagics(source: string): Magic[] {
  if (!source.includes("%")) return [];
  const magics: Magic[] = [];
  let segment = 0;
  for (const match of source.matchAll(magicLine)) {
    if (!isProgram(source.slice(segment, match.index))) continue;
    const [text, name = "", spaced = ""] = match;
    const argument = spaced.trim();
    const line = source.slice(0, match.index).split("\n").length;
    segment = match.index + (timesCode({ name, argument }) ? "%time" : text).length;
    magics.push({ name, argument, line, start: match.index, end: segment });
  }
  return magics;
}

/** `%time code` measures the code that follows on its line; every other magic takes its argument as text. */
export const timesCode = ({ name, argument }: Pick<Magic, "name" | "argument">): boolean =>
  name === "time" && argument !== "";

/** The cell with a statement of the same length in the place of each magic. */
export function markMagics(source: string, magics: readonly Magic[]): string {
  return replaceMagics(source, magics, (length) => `${magicMarker.padEnd(length - 1)};`);
}

/** The cell with its magics blanked out and every other character in its place. */
export function blankMagics(source: string, magics: readonly Magic[]): string {
  return replaceMagics(source, magics, (length) => " ".repeat(length));
}

function replaceMagics(source: string, magics: readonly Magic[], fill: (length: number) => string): string {
  let text = "";
  let last = 0;
  for (const { start, end } of magics) {
    text += source.slice(last, start) + fill(end - start);
    last = end;
  }
  return text + source.slice(last);
}
