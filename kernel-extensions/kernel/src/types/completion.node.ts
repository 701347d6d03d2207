import type ts from "typescript";
import type { Completions } from "../protocol/type-service.js";
import { describeEntry } from "./describe-entry.node.js";
import type { OpenCell } from "./notebook-language.node.js";

/** Signatures are looked up for at most this many names. */
const maximumSignatures = 200;

/** Completions, and whether they stand where any name may: not after a dot, in a string or in a comment. */
export interface FoundCompletions extends Completions {
  readonly anyName: boolean;
}

export function completionsAt(cell: OpenCell, source: string, cursor: number, everything: boolean): FoundCompletions {
  const { service, file, document } = cell;
  const found = service.getCompletionsAtPosition(file, cursor + document.shift, preferences);
  const span = found?.optionalReplacementSpan;
  const defaultStart = span ? span.start - document.shift : wordStart(source, cursor);
  const startOf = (entry: ts.CompletionEntry) =>
    entry.replacementSpan ? entry.replacementSpan.start - document.shift : defaultStart;
  const isWanted = (entry: ts.CompletionEntry) =>
    everything || entry.name.toLowerCase().startsWith(source.slice(startOf(entry), cursor).toLowerCase());
  const entries = (found?.entries ?? []).filter(isWanted).sort(byRelevance);
  const anyName = found?.entries.some(({ name }) => name === "globalThis") ?? false;
  const start = Math.min(anyName ? defaultStart : cursor, ...entries.map(startOf));
  const program = service.getProgram()!;
  const types = entries.map((entry, index) => ({
    text: source.slice(start, startOf(entry)) + entry.name,
    ...describeEntry(entry, index < maximumSignatures ? program : undefined, file),
  }));
  return { matches: types.map(({ text }) => text), start, end: cursor, types, anyName };
}

/** Local files are imported with their extension, as Node wants it. */
const preferences: ts.GetCompletionsAtPositionOptions = { includeSymbol: true, importModuleSpecifierEnding: "js" };

const byRelevance = (a: ts.CompletionEntry, b: ts.CompletionEntry): number =>
  a.sortText === b.sortText ? a.name.localeCompare(b.name) : a.sortText < b.sortText ? -1 : 1;

const wordStart = (source: string, cursor: number): number =>
  cursor - /[\p{ID_Continue}$]*$/u.exec(source.slice(0, cursor))![0].length;
