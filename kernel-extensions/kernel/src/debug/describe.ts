import type { Runtime } from "./devtools.node.js";

/** A value as a debugger shows it in a line. */
export interface Described {
  readonly value: string;
  readonly type: string;
}

/** Members shown in the line of their object take about this much room. */
const room = 80;

/** How a value that V8 describes is shown: as it would be written, cut at `longest` characters. */
export function describe(object: Runtime.RemoteObject, longest = 1000): Described {
  const text = textOf(object);
  return { value: text.length > longest ? `${text.slice(0, longest)}…` : text, type: typeOf(object) };
}

function textOf(object: Runtime.RemoteObject): string {
  const { type, subtype, value, unserializableValue, description = String(value), preview } = object;
  if (type === "string") return JSON.stringify(value);
  if (type === "function") return functionText(description);
  if (type !== "object" || subtype === "null") return unserializableValue ?? description;
  if (subtype === "error") return firstLine(description);
  return preview && subtype !== "date" && subtype !== "regexp" ? previewText(preview) : description;
}

function typeOf({ type, subtype, className }: Runtime.RemoteObject): string {
  if (subtype === "null") return "null";
  return type === "object" ? (className ?? type) : type;
}

const functionHead = /^(?:async\s+)?(?:class[^{]*|(?:function\s*)?\*?[^({=]*\([^)]*\)|\w+(?=\s*=>))/;

/** A class or function by its head. */
function functionText(description: string): string {
  const head =
    functionHead
      .exec(description)?.[0]
      .replace(/\s+/g, " ")
      .replace(/ (?=[,)])/g, "")
      .trim() ?? "";
  return head.startsWith("class") ? head : `ƒ ${head.replace(/^(async )?function ?/, "$1")}`.trim();
}

function previewText({ description = "", subtype, properties, entries, overflow }: Runtime.ObjectPreview): string {
  if (entries) return `${description} {${joined(entries.map(entryText), overflow)}}`;
  const isList = subtype === "array" || subtype === "typedarray";
  const shown = subtype === "typedarray" ? properties.filter(isIndex) : properties;
  const members = shown.map((member) => `${isList && isIndex(member) ? "" : `${member.name}: `}${memberText(member)}`);
  const body = joined(members, overflow && shown.length === properties.length);
  if (isList) return `${description.replace(/^Array(?=\()/, "")} [${body}]`;
  return description === "Object" ? `{${body}}` : `${description} {${body}}`;
}

/** As many members as there is room for. */
function joined(members: readonly string[], hasMore: boolean): string {
  let text = "";
  for (const [i, member] of members.entries()) {
    if (text.length + member.length > room) return `${text}${i > 0 ? ", " : ""}…`;
    text += i > 0 ? `, ${member}` : member;
  }
  return hasMore ? `${text}, …` : text;
}

const isIndex = ({ name }: Runtime.PropertyPreview) => /^\d+$/.test(name);

function memberText({ type, subtype, value = "" }: Runtime.PropertyPreview): string {
  if (type === "string") return JSON.stringify(value);
  if (type === "function") return "ƒ";
  if (type === "accessor") return "(getter)";
  return subtype === "error" ? firstLine(value) : value;
}

function entryText({ key, value }: Runtime.EntryPreview): string {
  return key ? `${entryValue(key)} => ${entryValue(value)}` : entryValue(value);
}

function entryValue(preview: Runtime.ObjectPreview): string {
  const { type, description = "", properties } = preview;
  if (type === "string") return JSON.stringify(description);
  return properties.length > 0 ? previewText(preview) : description;
}

const firstLine = (text: string) => text.split("\n")[0]!;
