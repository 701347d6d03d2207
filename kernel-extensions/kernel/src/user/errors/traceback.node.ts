import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { inspect, types } from "node:util";
import { findRun } from "../run.node.js";
import { type Frame, userFrames } from "./frames.node.js";

/** An error as Jupyter shows it. */
export interface ShownError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const cyan = (text: string) => `\u001b[36m${text}\u001b[39m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;

/** Name, message and the user's own frames of whatever was thrown. */
export function showError(thrown: unknown): ShownError {
  const { ename, evalue } = titleOf(thrown);
  return { ename, evalue, traceback: traceback(thrown, new Set()) };
}

/** What a stopped cell shows: where it was, if code of it ran. */
export function showStopped(stack: string | undefined): ShownError {
  const title = { ename: "Stopped", evalue: "The cell was stopped." };
  const frames = stack === undefined ? [] : userFrames(stack);
  return { ...title, traceback: [`${red(title.ename)}: ${title.evalue}`, ...frameLines(frames)] };
}

function titleOf(thrown: unknown): { ename: string; evalue: string } {
  if (!isError(thrown)) return { ename: "Thrown", evalue: inspect(thrown, { depth: 2 }) };
  const name = String(thrown.name || thrown.constructor?.name || "Error");
  return { ename: name, evalue: String(thrown.message) };
}

function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error;
}

function traceback(thrown: unknown, seen: Set<unknown>): string[] {
  const { ename, evalue } = titleOf(thrown);
  const lines = [evalue === "" ? red(ename) : `${red(ename)}: ${evalue}`];
  if (!isError(thrown) || seen.has(thrown)) return lines;
  seen.add(thrown);
  if (typeof thrown.stack === "string") lines.push(...frameLines(userFrames(thrown.stack)));
  if (thrown instanceof AggregateError) {
    thrown.errors.forEach((error, i) => {
      lines.push(dim(`Error ${i + 1} of ${thrown.errors.length}:`), ...indent(traceback(error, seen)));
    });
  }
  if (thrown.cause !== undefined) lines.push(dim("Caused by:"), ...indent(traceback(thrown.cause, seen)));
  return lines;
}

function frameLines(frames: readonly Frame[]): string[] {
  const [first, ...callers] = frames;
  if (!first) return [];
  return [`  at ${cyan(label(first))}`, ...excerpt(first), ...foldRepeated(callers.map(label)).map(callerLine)];
}

const callerLine = ({ text, count }: { text: string; count: number }) =>
  `  ${dim("from")} ${cyan(text)}${count > 1 ? `, ${count} times` : ""}`;

/** A function that calls itself is one line with a count. */
function foldRepeated(texts: readonly string[]): { text: string; count: number }[] {
  const folded: { text: string; count: number }[] = [];
  for (const text of texts) {
    const last = folded.at(-1);
    if (last?.text === text) last.count++;
    else folded.push({ text, count: 1 });
  }
  return folded;
}

const indent = (lines: string[]) => lines.map((line) => line.replace(/^/gm, "  "));

/** Where a frame is, in words: `Cell [3], line 6, column 9 (fill)`. */
export function label({ place, functionName, line, column }: Frame): string {
  const where = "run" in place ? `Cell [${findRun(place.run)?.message.count}]` : relative(process.cwd(), place.file);
  return `${where}, line ${line}, column ${column}${functionName ? ` (${functionName})` : ""}`;
}

/** The lines around the frame, its own marked by an arrow. */
function excerpt({ place, line, column }: Frame): string[] {
  const source = "run" in place ? findRun(place.run)?.message.source : readText(place.file);
  if (source === undefined) return [];
  const lines = source.split(/\r?\n/);
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = `${String(number).padStart(width)} | ${lines[number - 1]?.slice(0, 200)}`;
    shown.push(number === line ? `${red("  →")} ${text}` : `    ${dim(text)}`);
    if (number === line && column <= 200)
      shown.push(`    ${" ".repeat(width)} | ${margin(lines[number - 1]!, column)}${red("^")}`);
  }
  return shown;
}

/** Space as wide as the text before a column: tabs stay tabs. */
const margin = (text: string, column: number) => text.slice(0, column - 1).replace(/[^\t]/g, " ");

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
