import type { CellProvenance, FrontEndNews } from "@mesoscope/sdk";

/** What one front end has been told of provenance: of hundreds of cells only those that changed are told again. */
export class ProvenanceNews {
  #told: ReadonlyMap<string, string> | undefined;

  /** What is new in `cells`; undefined when nothing is. */
  of(cells: readonly CellProvenance[]): FrontEndNews | undefined {
    const told = this.#told;
    const texts = new Map(cells.map((cell) => [cell.id, JSON.stringify(cell)]));
    this.#told = texts;
    if (!told || [...told.keys()].some((id) => !texts.has(id))) return { type: "provenance", cells, all: true };
    const changed = cells.filter(({ id }) => told.get(id) !== texts.get(id));
    return changed.length > 0 ? { type: "provenance", cells: changed, all: false } : undefined;
  }

  forget(): void {
    this.#told = undefined;
  }
}
