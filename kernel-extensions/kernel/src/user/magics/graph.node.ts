import { type CellProvenance, counted, displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { ask } from "../context/ask.node.js";
import { drawGraph, sourcesFirst, takenFrom } from "../display/cell-graph.js";
import { Sentence } from "../display/sentence.js";

/** `%graph`: which cell gave what to which, as a picture and as lines of text. */
export async function graph(): Promise<CellGraph | Sentence> {
  const cells = await ask<readonly CellProvenance[]>({ kind: "provenance" });
  return cells.length > 0 ? new CellGraph(sourcesFirst(cells)) : new Sentence("No cell has run yet.");
}

class CellGraph {
  readonly #cells: readonly CellProvenance[];

  constructor(cells: readonly CellProvenance[]) {
    this.#cells = cells;
  }

  [displaySymbol](): MimeBundle {
    const picture = drawGraph(this.#cells, this.#summary());
    return { "text/html": picture, "image/svg+xml": picture, "text/plain": this.#lines().join("\n") };
  }

  #summary(): string {
    const stale = this.#cells.filter((cell) => cell.stale.length > 0).length;
    return `Which cell gave what to which: ${counted(this.#cells.length, "cell")}, ${stale} out of date.`;
  }

  #lines(): string[] {
    return this.#cells.flatMap((cell) => {
      const from = takenFrom(cell, this.#cells);
      const line = `[${cell.count}] ${cell.title}${from && `  ← ${from}`}`;
      return [line, ...cell.stale.map((reason) => `    out of date: ${reason}`)];
    });
  }
}
