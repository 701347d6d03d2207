import type { LiveName } from "./cell-document.node.js";
import type { CellSummary, ExecutedText } from "./messages.js";

/** An executed cell as a declaration module. */
export interface ExecutedModule {
  readonly module: string;
  readonly cell: ExecutedText;
  readonly summary: CellSummary;
  /** It changes types for everyone (`declare global`). */
  readonly sideEffects: boolean;
}

/** The executed cells as declaration modules, and which of them each name comes from. */
export class SessionNames {
  readonly #cells: ExecutedModule[] = [];

  /** The module that the next cell becomes. */
  add(cell: ExecutedText, summary: CellSummary): ExecutedModule {
    const sideEffects = /^declare (global|module ["'])/m.test(summary.declarations);
    const added = { module: `./__cell_${this.#cells.length}`, cell, summary, sideEffects };
    this.#cells.push(added);
    return added;
  }

  /** The latest declaration of every name, after the first `count` cells: what V8 holds. */
  live(count = this.#cells.length): LiveName[] {
    const names = new Map<string, LiveName>();
    for (const { module, summary } of this.#cells.slice(0, count))
      for (const declared of summary.names) names.set(declared.name, { ...declared, module });
    return [...names.values()];
  }

  /**
   * Names that V8 still holds although no cell declares them any more: the one that did has run again with another
   * text. A notebook that uses them fails when it is run anew.
   */
  stale(count = this.#cells.length): ReadonlySet<string> {
    const cells = this.#cells.slice(0, count);
    const latest = new Map(cells.map((executed) => [executed.cell.id, executed]));
    const isCurrent = (executed: ExecutedModule) =>
      executed.cell.id === undefined || latest.get(executed.cell.id) === executed;
    const declared = new Set(cells.filter(isCurrent).flatMap(({ summary }) => summary.names.map(({ name }) => name)));
    const all = cells.flatMap(({ summary }) => summary.names.map(({ name }) => name));
    return new Set(all.filter((name) => !declared.has(name)));
  }

  /** Modules that change types for everyone, after the first `count` cells. */
  sideEffects(count = this.#cells.length): string[] {
    return this.#cells
      .slice(0, count)
      .filter(({ sideEffects }) => sideEffects)
      .map(({ module }) => module);
  }

  /** The cell that holds the latest declaration of a name. */
  declaring(name: string): ExecutedModule | undefined {
    return this.#cells.findLast(({ summary }) => summary.names.some((declared) => declared.name === name));
  }

  /** The cell that became a module. */
  find(module: string): ExecutedModule | undefined {
    return this.#cells.find((executed) => executed.module === module);
  }
}
