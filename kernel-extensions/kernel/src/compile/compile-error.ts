import { MesoscopeError } from "@mesoscope/sdk";

/** A cell that is not valid TypeScript: `SYNTAX_ERROR`, with the place in the user's text, counted from 1. */
export class CompileError extends MesoscopeError {
  readonly line: number;
  readonly column: number;
  /** The faulty line with a caret below the place. */
  readonly frame: string;

  constructor(message: string, source: string, offset: number) {
    const isAtEnd = message === "Unexpected token." && source.slice(offset).trim() === "";
    super("SYNTAX_ERROR", isAtEnd ? "The cell ends before its last statement is complete." : message);
    const before = source.slice(0, offset).split("\n");
    this.line = before.length;
    this.column = before.at(-1)!.length + 1;
    this.frame = frameAt(source, this.line, this.column);
  }
}

function frameAt(source: string, line: number, column: number): string {
  const text = source.split("\n")[line - 1]!.trimEnd();
  const gutter = `${line} | `;
  const margin = " ".repeat(gutter.length) + text.slice(0, column - 1).replace(/[^\t]/g, " ");
  return `${gutter}${text}\n${margin}^`;
}
