import { timeMarker } from "./cell-edit.js";
import { isProgram } from "./parse.node.js";

/** A line `%name argument` of a cell. */
export interface Magic {
  readonly name: string;
  readonly argument: string;
  /** From 1. */
  readonly line: number;
  /** Offsets of the line in the cell. */
  readonly start: number;
  readonly end: number;
}

const magicLine = /^%([A-Za-z][\w-]*)([ \t]+[^\r\n]*)?[ \t]*(?=\r?$)/gm;

/**
 * The magics of a cell: lines that start with `%name` where a statement may start. The text before each is a whole
 * program, so a line inside a template literal, a comment or an open bracket is none.
 */
export function findMagics(source: string): Magic[] {
  const magics: Magic[] = [];
  let segment = 0;
  for (const match of source.matchAll(magicLine)) {
    if (!isProgram(source.slice(segment, match.index))) continue;
    const [text, name, argument = ""] = match;
    const line = source.slice(0, match.index).split("\n").length;
    magics.push({ name: name!, argument: argument.trim(), line, start: match.index, end: match.index + text.length });
    segment = match.index + (timesCode(magics.at(-1)!) ? "%time".length : text.length);
  }
  return magics;
}

/** `%time code` measures the code that follows on its line; every other magic takes its argument as text. */
const timesCode = (magic: Magic): boolean => magic.name === "time" && magic.argument !== "";

/** The cell with each magic as a statement in its place. */
export function lowerMagics(source: string, magics: readonly Magic[]): string {
  return replaceMagics(
    source,
    magics,
    ({ name, argument }) => {
      return `await __magic(${JSON.stringify(name)}, ${JSON.stringify(argument)});`;
    },
    `${timeMarker};`,
  );
}

/** The cell with its magics blanked out and every other character in its place. */
export function blankMagics(source: string, magics: readonly Magic[]): string {
  return replaceMagics(source, magics, ({ start, end }) => " ".repeat(end - start), "     ");
}

function replaceMagics(source: string, magics: readonly Magic[], line: (magic: Magic) => string, time: string): string {
  let text = "";
  let last = 0;
  for (const magic of magics) {
    const end = timesCode(magic) ? magic.start + time.length : magic.end;
    text += source.slice(last, magic.start) + (timesCode(magic) ? time : line(magic));
    last = end;
  }
  return text + source.slice(last);
}
