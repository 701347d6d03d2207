import ts from "typescript";
import type { Inspection } from "../protocol/type-service.js";
import type { OpenCell } from "./notebook-language.node.js";

/** What is known of the name at the cursor or just before it; inside a call's brackets, of the function called. */
export function inspectionAt(cell: OpenCell, source: string, cursor: number, _detail: number): Inspection {
  const { service, file, document } = cell;
  const position = Math.min(cursor, source.length) + document.shift;
  const info = quickInfo(service, file, position) ?? quickInfo(service, file, position - 1);
  if (info) return inspection(signatureText(info.displayParts), info.documentation, info.tags);
  const help = service.getSignatureHelpItems(file, position, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (!item) return { found: false, markdown: "", text: "" };
  const parameters = item.parameters.flatMap(({ displayParts }, i) => [
    ...(i > 0 ? item.separatorDisplayParts : []),
    ...displayParts,
  ]);
  const parts = [...item.prefixDisplayParts, ...parameters, ...item.suffixDisplayParts];
  return inspection(`function ${ts.displayPartsToString(parts)}`, item.documentation, item.tags);
}

function quickInfo(service: ts.LanguageService, file: string, position: number): ts.QuickInfo | undefined {
  const info = position >= 0 ? service.getQuickInfoAtPosition(file, position) : undefined;
  return isUnknown(info) ? undefined : info;
}

/** Of a name that is declared nowhere the checker says `any`, and nothing else. */
const isUnknown = (info: ts.QuickInfo | undefined): boolean =>
  /^(any)?$/.test(ts.displayPartsToString(info?.displayParts));

/** Names of earlier cells are imports to the checker; the reader wants the declaration. */
const signatureText = (parts: ts.SymbolDisplayPart[] | undefined): string =>
  ts
    .displayPartsToString(parts)
    .replace(/^\(alias\) (?=\S+[(<])/, "function ")
    .replace(/^\(alias\) /, "")
    .replace(/\nimport .*$/, "");

function inspection(
  signature: string,
  documentation: ts.SymbolDisplayPart[] | undefined,
  tags: readonly ts.JSDocTagInfo[] | undefined,
): Inspection {
  const description = ts.displayPartsToString(documentation);
  const notes = (tags ?? []).map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) }));
  const markdown = [`\`\`\`typescript\n${signature}\n\`\`\``, description, ...notes.map(markdownTag)];
  const text = [signature, description, ...notes.map((note) => `@${note.name} ${note.text}`.trimEnd())];
  return { found: true, markdown: join(markdown), text: join(text) };
}

const join = (parts: string[]): string => parts.filter((part) => part !== "").join("\n\n");

function markdownTag({ name, text }: { name: string; text: string }): string {
  if (name === "example") return `*@example*\n\n\`\`\`typescript\n${text}\n\`\`\``;
  const [, subject, rest] = name === "param" ? (/^(\S+)\s*([\s\S]*)$/.exec(text) ?? []) : [];
  return subject ? `*@param* \`${subject}\` ${rest}`.trimEnd() : `*@${name}* ${text}`.trimEnd();
}
