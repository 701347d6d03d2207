import { inspect } from "node:util";
import { Sentence } from "../display/sentence.js";
import { Table } from "../display/table.js";
import { session } from "../guard/boundary.node.js";
import { userNames } from "../names.node.js";

const longest = 80;
const shown = { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 6, maxStringLength: 60 };

/** The variables of the notebook, each with its type and the start of its value. */
export function who(): Table | Sentence {
  const rows = userNames().map((name) => [name, ...describe(topLevelValue(name))]);
  if (rows.length === 0) return new Sentence("No variables yet.");
  return new Table([{ title: "name" }, { title: "type" }, { title: "value" }], rows);
}

const readKey = "mesoscope.read";
let read: unknown;
Object.defineProperty(globalThis, Symbol.for(readKey), {
  value: (value: unknown) => {
    read = value;
  },
});

/** The value of a top-level name; undefined where it has none yet. */
function topLevelValue(name: string): unknown {
  read = undefined;
  session.post("Runtime.evaluate", { expression: `globalThis[Symbol.for("${readKey}")](${name})`, silent: true });
  return read;
}

function describe(value: unknown): [type: string, text: string] {
  const text = inspect(value, shown).replace(/\s*\n\s*/g, " ");
  return [typeName(value), text.length > longest ? `${text.slice(0, longest)}…` : text];
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "function")
    return /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
  if (typeof value !== "object") return typeof value;
  const name = (value as object).constructor?.name;
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `${name} (${(value as { length?: number }).length ?? ""})`;
  return name || "object";
}
