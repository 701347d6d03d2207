import ts from "typescript";
import type { TypeDiagnostic } from "../protocol/type-service.js";
import type { OpenCell } from "./notebook-language.node.js";

/** The findings of the type checker in a cell's own text. */
export function cellDiagnostics(cell: OpenCell, source: string, noImplicitAny: boolean): TypeDiagnostic[] {
  const { service, file, document } = cell;
  const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
  return found
    .filter(
      ({ category, start }) =>
        category === ts.DiagnosticCategory.Error && start !== undefined && start <= document.length,
    )
    .filter(({ code }) => noImplicitAny || !isImplicitAny(code))
    .map(({ code, messageText, start, length = 0 }) => ({
      ...place(source, Math.max(0, start! - document.shift)),
      length,
      code,
      message: reword(code, ts.flattenDiagnosticMessageText(messageText, "\n")),
    }));
}

/** Codes 7005 to 7057 complain of a missing annotation, except four about control flow. */
const isImplicitAny = (code: number): boolean => code >= 7005 && code <= 7057 && !(code >= 7027 && code <= 7030);

/** In a notebook a constant of an earlier cell is no import, and a missing package is a line away. */
function reword(code: number, message: string): string {
  if (code === 2632) return message.replace("an import", "a constant");
  const missing = code === 2307 ? /^Cannot find module '((?:@[\w.-]+\/)?[\w-][\w.-]*)/.exec(message)?.[1] : undefined;
  return missing ? `${message} Install it with %npm install ${missing}` : message;
}

function place(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
