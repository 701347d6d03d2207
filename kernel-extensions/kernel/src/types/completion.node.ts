import ts from "typescript";
import type { Completions } from "../protocol/type-service.js";
import { hiddenPrefix } from "./cell-document.node.js";
import type { OpenCell } from "./notebook-language.node.js";
import { symbolSignature } from "./symbol-signature.node.js";

/** Signatures are looked up for at most this many names. */
const maximumSignatures = 200;

export function completionsAt(cell: OpenCell, source: string, cursor: number, everything: boolean): Completions {
  const { service, file, document } = cell;
  const position = cursor + document.shift;
  const found = service.getCompletionsAtPosition(file, position, { includeSymbol: true });
  const start = (found?.optionalReplacementSpan?.start ?? wordStart(source, cursor) + document.shift) - document.shift;
  const typed = source.slice(start, cursor).toLowerCase();
  const entries = (found?.entries ?? [])
    .filter(({ name, kindModifiers }) => !name.startsWith(hiddenPrefix) && kindModifiers !== "hidden")
    .filter(({ name }) => everything || name.toLowerCase().startsWith(typed));
  const program = service.getProgram()!;
  const types = entries.map(({ name, kind, symbol }, index) => ({
    text: name,
    type: kindName(kind),
    signature: symbol && index < maximumSignatures ? symbolSignature(symbol, program, file) : "",
  }));
  return { matches: entries.map(({ name }) => name), start, end: cursor, types };
}

const wordStart = (source: string, cursor: number): number => cursor - /[\p{ID_Continue}$]*$/u.exec(source.slice(0, cursor))![0].length;

/** Kinds as JupyterLab draws them. */
function kindName(kind: ts.ScriptElementKind): string {
  switch (kind) {
    case ts.ScriptElementKind.functionElement:
    case ts.ScriptElementKind.localFunctionElement:
      return "function";
    case ts.ScriptElementKind.memberFunctionElement:
    case ts.ScriptElementKind.constructSignatureElement:
      return "method";
    case ts.ScriptElementKind.memberVariableElement:
    case ts.ScriptElementKind.memberGetAccessorElement:
    case ts.ScriptElementKind.memberSetAccessorElement:
    case ts.ScriptElementKind.memberAccessorVariableElement:
      return "property";
    case ts.ScriptElementKind.variableElement:
    case ts.ScriptElementKind.letElement:
    case ts.ScriptElementKind.constElement:
    case ts.ScriptElementKind.localVariableElement:
    case ts.ScriptElementKind.variableUsingElement:
    case ts.ScriptElementKind.variableAwaitUsingElement:
      return "instance";
    case ts.ScriptElementKind.parameterElement:
      return "param";
    case ts.ScriptElementKind.moduleElement:
    case ts.ScriptElementKind.externalModuleName:
      return "module";
    case ts.ScriptElementKind.typeElement:
    case ts.ScriptElementKind.typeParameterElement:
    case ts.ScriptElementKind.primitiveType:
      return "type";
    case ts.ScriptElementKind.enumMemberElement:
      return "enum";
    case ts.ScriptElementKind.directory:
    case ts.ScriptElementKind.scriptElement:
      return "path";
    default:
      return kind;
  }
}
