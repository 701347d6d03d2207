import type { Completions } from "../protocol/type-service.js";
import type { FoundCompletions } from "./completion.node.js";
import { type ExportIndex, type Importable, importStatement } from "./export-index.node.js";

/** Fewer letters fit too many names. */
const fewestLetters = 3;
const maximum = 20;

/**
 * After `import` the statements that bring the name being typed; undefined anywhere else. They are whole, so that
 * nothing need be inserted at another place, which the protocol has no means for.
 */
export function importCompletions(source: string, cursor: number, index: () => ExportIndex): Completions | undefined {
  const line = source.slice(source.lastIndexOf("\n", cursor - 1) + 1, cursor);
  const typed = /^\s*import\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.exec(line)?.[1];
  if (typed === undefined || typed.length < fewestLetters || !/^[ \t]*(\r?\n|$)/.test(source.slice(cursor)))
    return undefined;
  const types = index()
    .startingWith(typed, maximum)
    .map((found) => ({ text: importStatement(found).slice("import ".length), type: "import", signature: "" }));
  return { matches: types.map(({ text }) => text), start: cursor - typed.length, end: cursor, types };
}

/** `found`, and behind it the names that an import would bring, each with the import that it needs. */
export function withImportable(
  { anyName, ...found }: FoundCompletions,
  source: string,
  index: () => ExportIndex,
): Completions {
  const typed = source.slice(found.start, found.end);
  if (!anyName || typed.length < fewestLetters) return found;
  const known = new Set(found.matches);
  const more = index()
    .startingWith(typed, maximum, ({ name, isType }) => !known.has(name) && !isType)
    .map(described);
  if (more.length === 0) return found;
  return { ...found, matches: [...found.matches, ...more.map(({ text }) => text)], types: [...found.types, ...more] };
}

/** Front ends show the type beside the name: there it says that the name is not imported yet. */
const described = (found: Importable) => ({
  text: found.name,
  type: `import from ${found.module}`,
  signature: importStatement(found),
});
