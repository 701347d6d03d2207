import { inspect } from "node:util";
import { Sentence } from "../display/sentence.js";
import { Table } from "../display/table.js";
import { lengthOf } from "../own-data.js";
import { topLevelNames, topLevelValue } from "../top-level.node.js";
import { typeName } from "../type-name.node.js";

const longest = 80;
const shown = { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 6, maxStringLength: 60 };

/** The variables of the notebook, each with its type and the start of its value. */
export function who(): Table | Sentence {
  const rows = topLevelNames().map((name) => [name, ...describe(topLevelValue(name))]);
  if (rows.length === 0) return new Sentence("No variables yet.");
  return new Table([{ title: "name" }, { title: "type" }, { title: "value" }], rows);
}

function describe(value: unknown): [type: string, text: string] {
  const text = inspect(value, shown).replace(/\s*\n\s*/g, " ");
  const length = lengthOf(value);
  return [
    length === undefined ? typeName(value) : `${typeName(value)} (${length})`,
    text.length > longest ? `${text.slice(0, longest)}…` : text,
  ];
}
