import { blankMagics, findMagics } from "./magics.node.js";
import { parenthesizeObject } from "./object-literal.node.js";
import { type OxcError, parse, typedLanguages } from "./parse.node.js";

/** Whether a cell can run, needs more text, or is wrong; with the indent of the next line for one that needs more. */
export interface Completeness {
  readonly status: "complete" | "incomplete" | "invalid";
  readonly indent: string;
}

export function isComplete(source: string): Completeness {
  const text = parenthesizeObject(blankMagics(source, findMagics(source)));
  const attempts = typedLanguages.map((language) => parse(text, language).errors);
  if (attempts.some((errors) => errors.length === 0)) return { status: "complete", indent: "" };
  if (attempts.some((errors) => wantsMore(errors[0]!, text))) return { status: "incomplete", indent: nextIndent(text) };
  return { status: "invalid", indent: "" };
}

/** An error that further text could take away: at the end of the text, or an open comment, template or `try`. */
function wantsMore(error: OxcError, text: string): boolean {
  const start = error.labels[0]?.start ?? 0;
  if (start >= text.trimEnd().length) return true;
  if (error.message.startsWith("Unterminated multiline comment")) return true;
  if (error.message.startsWith("Unterminated string")) return /[`}]/.test(text[start]!);
  return error.message.startsWith("Missing catch") && parse(`${text}\ncatch {}`, "tsx").errors.length === 0;
}

function nextIndent(text: string): string {
  const line = text.trimEnd().split("\n").at(-1)!;
  const indent = /^\s*/.exec(line)![0];
  return /(?:[{([]|=>)$/.test(line) ? `${indent}  ` : indent;
}
