import { basename, dirname, relative } from "node:path";
import ts from "typescript";
import { blankMagics, findMagics } from "../compile/magics.node.js";
import { declaredNames } from "./declared-names.node.js";
import { type Explained, fence, paragraphs, together } from "./documentation.node.js";
import type { OpenCell } from "./notebook-language.node.js";
import type { ExecutedModule } from "./session-names.node.js";

/** Lines shown of a type, and of the source of a declaration. */
const typeLines = 14;
const sourceLines = 60;

/** What declares a type that has members to show. */
const kinds: ReadonlySet<string> = new Set([
  ts.ScriptElementKind.interfaceElement,
  ts.ScriptElementKind.classElement,
  ts.ScriptElementKind.localClassElement,
  ts.ScriptElementKind.enumElement,
  ts.ScriptElementKind.typeElement,
]);

/** The declarations of the type of the name at `position`, in short, each with its place. */
export function typeDeclarations(cell: OpenCell, position: number): Explained {
  const { service, file } = cell;
  const program = service.getProgram()!;
  const isLibrary = (name: string) => program.isSourceFileDefaultLibrary(program.getSourceFile(name)!);
  const found = (service.getTypeDefinitionAtPosition(file, position) ?? [])
    .filter(({ kind, fileName }) => kinds.has(kind) && !isLibrary(fileName))
    .filter(({ fileName, contextSpan }) => fileName !== file || !contextSpan || !holds(contextSpan, position));
  return together(
    found.slice(0, 2).map((definition) => described(cell, definition, shorten(declared(cell, definition), typeLines))),
  );
}

/** The source of what declares the name at `position`, with its place. */
export function declarationSource(cell: OpenCell, position: number): Explained {
  const [definition] = cell.service.getDefinitionAtPosition(cell.file, position) ?? [];
  if (!definition) return { markdown: "", text: "" };
  const executed = executedCell(cell, definition);
  const source = executed && declaringStatement(executed, definition.name)?.getText();
  return described(cell, definition, shorten(source ?? declared(cell, definition), sourceLines));
}

const holds = ({ start, length }: ts.TextSpan, position: number): boolean =>
  position >= start && position <= start + length;

function described(cell: OpenCell, definition: ts.DefinitionInfo, code: string): Explained {
  const where = place(cell, definition);
  return { markdown: paragraphs([fence(code), `*${where}*`]), text: `${code}\n(${where})` };
}

/** The text of a declaration as the language service has it. */
function declared({ service }: OpenCell, { fileName, contextSpan, textSpan }: ts.DefinitionInfo): string {
  const { start, length } = contextSpan ?? textSpan;
  const { text } = service.getProgram()!.getSourceFile(fileName)!;
  return text.slice(start, start + length).replace(/^(export |default |declare )+/, "");
}

function shorten(code: string, maximum: number): string {
  const lines = code.split("\n");
  return lines.length <= maximum ? code : [...lines.slice(0, maximum - 1), "  …"].join("\n");
}

/** `Cell [3], line 2`, `this cell, line 1` or `helpers.ts, line 4`. */
function place(cell: OpenCell, definition: ts.DefinitionInfo): string {
  const executed = executedCell(cell, definition);
  if (executed) {
    const { count } = executed.cell;
    const line = lineOf(declaringStatement(executed, definition.name));
    return `${count === undefined ? "an earlier cell" : `Cell [${count}]`}${line}`;
  }
  const file = cell.service.getProgram()!.getSourceFile(definition.fileName)!;
  const line = file.getLineAndCharacterOfPosition(definition.textSpan.start).line + 1;
  return `${definition.fileName === cell.file ? "this cell" : shortName(definition.fileName, cell.file)}, line ${line}`;
}

function shortName(file: string, from: string): string {
  const inPackage = file.lastIndexOf("/node_modules/");
  return inPackage < 0 ? relative(dirname(from), file) : file.slice(inPackage + "/node_modules/".length);
}

/** The earlier cell that a definition is in; one that a cell ties to itself is where the notebook has the name from. */
function executedCell(cell: OpenCell, { fileName, name, textSpan }: ts.DefinitionInfo): ExecutedModule | undefined {
  const isTie = fileName === cell.file && textSpan.start > cell.document.length;
  return isTie ? cell.earlier.declaring(name) : cell.earlier.find(`./${basename(fileName, ".d.ts")}`);
}

function declaringStatement({ cell: { source } }: ExecutedModule, name: string): ts.Statement | undefined {
  const text = blankMagics(source, findMagics(source));
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  return file.statements.findLast((statement) =>
    declaredNames({ statements: [statement] }).names.some((found) => found.name === name),
  );
}

function lineOf(statement: ts.Statement | undefined): string {
  if (!statement) return "";
  return `, line ${statement.getSourceFile().getLineAndCharacterOfPosition(statement.getStart()).line + 1}`;
}
