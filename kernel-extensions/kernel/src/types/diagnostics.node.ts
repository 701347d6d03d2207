import ts from "typescript";
import type { TypeDiagnostic } from "../protocol/type-service.js";
import { type Importable, importStatement } from "./export-index.node.js";
import type { OpenCell } from "./notebook-language.node.js";

/** What a cell's findings depend on besides its text. */
export interface CheckedNotebook {
  readonly noImplicitAny: boolean;
  /** Names that no cell declares any more, though they still have their values. */
  readonly stale: ReadonlySet<string>;
  /** What an unknown name may mean. */
  importable(name: string): Importable | undefined;
}

/** The findings of the type checker in a cell's own text. */
export function cellDiagnostics(cell: OpenCell, source: string, notebook: CheckedNotebook): TypeDiagnostic[] {
  const { service, file, document } = cell;
  const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
  return found
    .filter(
      ({ category, start }) =>
        category === ts.DiagnosticCategory.Error && start !== undefined && start <= document.length,
    )
    .filter(({ code }) => notebook.noImplicitAny || !isImplicitAny(code))
    .map(({ code, messageText, start, length = 0 }) => ({
      ...place(source, Math.max(0, start! - document.shift)),
      length,
      code,
      message: reword(code, ts.flattenDiagnosticMessageText(messageText, "\n"), notebook),
    }));
}

/** Codes 7005 to 7057 complain of a missing annotation, except four about control flow. */
const isImplicitAny = (code: number): boolean => code >= 7005 && code <= 7057 && !(code >= 7027 && code <= 7030);

/** Codes for a name that is declared nowhere. */
const unknownName: ReadonlySet<number> = new Set([2304, 2503, 2552, 18004]);

/** In a notebook a constant of an earlier cell is no import, and a missing package is a line away. */
function reword(code: number, message: string, { stale, importable }: CheckedNotebook): string {
  if (code === 2632) return message.replace("an import", "a constant");
  const name = unknownName.has(code) ? /'([^']+)'/.exec(message)?.[1] : undefined;
  if (name !== undefined && stale.has(name))
    return `No cell declares '${name}' any more. It keeps its value only until the kernel restarts.`;
  const found = name === undefined ? undefined : importable(name);
  if (found) return `Cannot find name '${name}'. Add: ${importStatement(found)}`;
  const missing = code === 2307 ? /^Cannot find module '((?:@[\w.-]+\/)?[\w-][\w.-]*)/.exec(message)?.[1] : undefined;
  return missing ? `${message} Install it with %npm install ${missing}` : message;
}

function place(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
