import ts from "typescript";
import type { Inspection } from "../protocol/type-service.js";
import { declarationSource, typeDeclarations } from "./declaration.node.js";
import { documentation, type Explained, fence, together } from "./documentation.node.js";
import type { OpenCell } from "./notebook-language.node.js";
import { signatureHelp } from "./signature-help.node.js";

/**
 * What is known of the name at the cursor or just before it: its type, its documentation and the declaration of its
 * type; with `detail` 1 its source as well. Where there is no name, inside a call's brackets, of the function called.
 */
export function inspectionAt(cell: OpenCell, source: string, cursor: number, detail: number): Inspection {
  const position = Math.min(cursor, source.length) + cell.document.shift;
  const endsName = /[\p{ID_Continue}$]$/u.test(source.slice(0, cursor));
  const found =
    explainName(cell, position, detail) ??
    (endsName ? explainName(cell, position - 1, detail) : undefined) ??
    signatureHelp(cell, position);
  return found ? { found: true, ...found } : { found: false, markdown: "", text: "" };
}

function explainName(cell: OpenCell, position: number, detail: number): Explained | undefined {
  const info = position >= 0 ? cell.service.getQuickInfoAtPosition(cell.file, position) : undefined;
  if (!info || isUnknown(info)) return undefined;
  const signature = signatureText(info.displayParts);
  return together([
    { markdown: fence(signature), text: signature },
    documentation(info.documentation, info.tags),
    typeDeclarations(cell, position),
    detail > 0 ? declarationSource(cell, position) : { markdown: "", text: "" },
  ]);
}

/** Of a name that is declared nowhere the checker says `any`, and nothing else. */
const isUnknown = (info: ts.QuickInfo): boolean => /^(any)?$/.test(ts.displayPartsToString(info.displayParts));

/** Names of earlier cells are imports to the checker; the reader wants the declaration. */
const signatureText = (parts: ts.SymbolDisplayPart[] | undefined): string =>
  ts
    .displayPartsToString(parts)
    .replace(/^\(alias\) (?=\S+[(<])/, "function ")
    .replace(/^\(alias\) /, "")
    .replace(/\nimport .*$/, "");
