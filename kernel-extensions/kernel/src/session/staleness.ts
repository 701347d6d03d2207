import type { FileVersion } from "./file-versions.node.js";
import { filesOf, type TracedCell } from "./provenance.node.js";

/**
 * Why cells may be out of date, by their names: what they read has been made again since, is itself out of date, or is
 * no more. A cell that writes a name for the first time after another has read it counts as standing below that one, as
 * in a notebook that is run from top to bottom.
 *
 * @param cells in the order of their last runs
 */
export function staleness(
  cells: ReadonlyMap<string, TracedCell>,
  changed: (file: FileVersion) => string | undefined,
): Map<string, string[]> {
  const stale = new Map<string, string[]>();
  for (const cell of cells.values()) {
    const reasons = [...staleNames(cell, cells, stale)];
    for (const file of filesOf(cell)) reasons.push(changed(file) ?? "");
    const sentences = reasons.filter((reason) => reason !== "");
    if (sentences.length > 0) stale.set(cell.id, sentences);
  }
  return stale;
}

function* staleNames(
  cell: TracedCell,
  cells: ReadonlyMap<string, TracedCell>,
  stale: ReadonlyMap<string, unknown>,
): Generator<string> {
  for (const [name, source] of cell.reads) {
    const writer = cells.get(source.id);
    if (!writer) yield `The cell that \`${name}\` came from has been deleted.`;
    else if (!writer.writes.has(name)) yield `Cell [${writer.count}] does not make \`${name}\` any more.`;
    else if (writer.turn > source.turn) yield `\`${name}\` was changed by cell [${writer.count}].`;
    else if (stale.has(writer.id)) yield `\`${name}\` comes from cell [${writer.count}], which is out of date.`;
  }
}
