import { writeAtomically } from "#launch";
import type { Cell, Notebook, Output } from "./notebook.js";

/** MIME types whose text is stored as a list of lines, as nbformat does. */
const isText = (type: string) =>
  type.startsWith("text/") || type === "image/svg+xml" || type === "application/javascript";

/** Saves a notebook as nbformat 4.5 writes it: one space of indent, sorted keys, texts as lists of lines. */
export function writeNotebook(file: string, notebook: Notebook): void {
  const stored = {
    cells: notebook.cells.map(storedCell),
    metadata: notebook.metadata,
    nbformat: 4,
    nbformat_minor: Math.max(5, notebook.nbformat_minor),
  };
  writeAtomically(file, `${JSON.stringify(sorted(stored), null, 1)}\n`);
}

function storedCell({ id, cell_type, source, metadata, execution_count, outputs, ...others }: Cell): object {
  const { execution: _, ...kept } = metadata;
  const cell = { ...others, id, cell_type, metadata: kept, source: lines(source) };
  if (cell_type !== "code") return cell;
  return { ...cell, execution_count: execution_count ?? null, outputs: (outputs ?? []).map(storedOutput) };
}

function storedOutput(output: Output): object {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([type, value]) => [
    type,
    typeof value === "string" && isText(type) ? lines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

function lines(text: string | readonly string[]): readonly string[] {
  if (typeof text !== "string") return text;
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
