import { MesoscopeError } from "@mesoscope/sdk";
import type { TypeDiagnostic } from "../protocol/type-service.js";

/** Under `%types strict`: the cell was not run because of its types. Code `TYPE_ERROR`. */
export class TypeCheckError extends MesoscopeError {
  readonly line: number;
  readonly column: number;

  constructor(count: number, [first, ...others]: readonly [TypeDiagnostic, ...TypeDiagnostic[]]) {
    const more = others.length > 0 ? ` ${others.length} more ${others.length === 1 ? "follows" : "follow"}.` : "";
    super("TYPE_ERROR", `Cell [${count}], line ${first.line}: ${first.message} (TS${first.code})${more}`);
    this.line = first.line;
    this.column = first.column;
  }
}

/** How a cell that could not run is shown: what is wrong, and the line with a mark below it. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const cyan = (text: string) => `\u001b[36m${text}\u001b[39m`;

/** The content of an `error` message for an error that the session itself raises. */
export function errorContent(thrown: unknown, count: number, source: string): ErrorContent {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const ename = (error as Partial<MesoscopeError>).code === "SYNTAX_ERROR" ? "SyntaxError" : error.name;
  const { line, column } = error as { line?: number; column?: number };
  const headline = `${red(ename)}: ${error.message}`;
  if (line === undefined || column === undefined) return { ename, evalue: error.message, traceback: [headline] };
  const margin = " ".repeat(String(line).length);
  const text = source.split("\n")[line - 1] ?? "";
  const traceback = [
    headline,
    `  at ${cyan(`Cell [${count}], line ${line}, column ${column}`)}`,
    `${red("  →")} ${line} | ${text}`,
    `    ${margin} | ${text.slice(0, column - 1).replace(/[^\t]/g, " ")}${red("^")}`,
  ];
  return { ename, evalue: error.message, traceback };
}
