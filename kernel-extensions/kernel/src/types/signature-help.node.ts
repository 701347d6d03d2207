import ts from "typescript";
import { documentation, type Explained, fence, paragraphs, together } from "./documentation.node.js";
import type { OpenCell } from "./notebook-language.node.js";

/** Overloads beyond this many are counted only. */
const maximumOverloads = 8;

/** The function whose call the cursor is in: its active overload with the active parameter marked, then the others. */
export function signatureHelp({ service, file }: OpenCell, position: number): Explained | undefined {
  const help = service.getSignatureHelpItems(file, position, undefined);
  const active = help?.items[help.selectedItemIndex];
  if (!help || !active) return undefined;
  const parameter = active.parameters[Math.min(help.argumentIndex, active.parameters.length - 1)];
  const isTooMany = help.argumentIndex >= active.parameters.length && !active.isVariadic;
  const marked = isTooMany ? undefined : parameter;
  const signature = marked ? underline(active, marked) : written(active);
  return together([
    { markdown: fence(signature), text: signature },
    marked ? described(marked) : { markdown: "", text: "" },
    documentation(active.documentation, active.tags),
    overloads(help.items.filter((item) => item !== active)),
  ]);
}

const shown = (parts: readonly ts.SymbolDisplayPart[]): string => ts.displayPartsToString([...parts]);

function written(item: ts.SignatureHelpItem): string {
  const parameters = item.parameters
    .map(({ displayParts }) => shown(displayParts))
    .join(shown(item.separatorDisplayParts));
  return shown(item.prefixDisplayParts) + parameters + shown(item.suffixDisplayParts);
}

/** The signature with a line of carets under one parameter: it shows in Markdown and in a console alike. */
function underline(item: ts.SignatureHelpItem, parameter: ts.SignatureHelpParameter): string {
  const before = item.parameters.slice(0, item.parameters.indexOf(parameter));
  const separator = shown(item.separatorDisplayParts);
  const start = shown(item.prefixDisplayParts) + before.map((one) => shown(one.displayParts) + separator).join("");
  const name = shown(parameter.displayParts);
  if (/\n/.test(start + name)) return written(item);
  const [first = "", ...others] = written(item).split("\n");
  return [first, " ".repeat(start.length) + "^".repeat(name.length), ...others].join("\n");
}

function described({ name, documentation: parts }: ts.SignatureHelpParameter): Explained {
  const { markdown, text } = documentation(parts, undefined);
  return markdown === "" ? { markdown, text } : { markdown: `\`${name}\`: ${markdown}`, text: `${name}: ${text}` };
}

function overloads(items: readonly ts.SignatureHelpItem[]): Explained {
  if (items.length === 0) return { markdown: "", text: "" };
  const more = items.length - maximumOverloads;
  const title = items.length === 1 ? "One other overload:" : `${items.length} other overloads:`;
  const listed = items.slice(0, maximumOverloads).map(written).join("\n") + (more > 0 ? `\n… ${more} more` : "");
  return { markdown: paragraphs([title, fence(listed)]), text: `${title}\n${listed}` };
}
