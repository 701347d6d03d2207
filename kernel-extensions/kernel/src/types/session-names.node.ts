import type { LiveName } from "./cell-document.node.js";
import type { CellSummary } from "./messages.js";

/** The executed cells as declaration modules, and which of them each name comes from. */
export class SessionNames {
  readonly #cells: { readonly module: string; readonly summary: CellSummary }[] = [];

  get count(): number {
    return this.#cells.length;
  }

  /** The module that the next cell becomes. */
  add(summary: CellSummary): { module: string; text: string } {
    const module = `./__cell_${this.#cells.length}`;
    this.#cells.push({ module, summary });
    return { module, text: summary.declarations };
  }

  /** The latest declaration of every name, after the first `count` cells. */
  live(count = this.#cells.length): LiveName[] {
    const names = new Map<string, LiveName>();
    for (const { module, summary } of this.#cells.slice(0, count))
      for (const declared of summary.names) names.set(declared.name, { ...declared, module });
    return [...names.values()];
  }

  /** Modules that change types for everyone (`declare global`), after the first `count` cells. */
  sideEffects(count = this.#cells.length): string[] {
    const cells = this.#cells.slice(0, count);
    return cells
      .filter(({ summary }) => /^declare (global|module ["'])/m.test(summary.declarations))
      .map(({ module }) => module);
  }
}
