import type { EditStep } from "../protocol/step.js";

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Orders changes: at one offset, first what is added to the text before, then what is added to the text after. */
  readonly rank: number;
}

/** A text and the changes to be made to it, given in offsets of the text. */
export class TextEdit {
  readonly #source: string;
  readonly #changes: Change[] = [];
  readonly #moved: [start: number, end: number][] = [];

  constructor(source: string) {
    this.#source = source;
  }

  overwrite(start: number, end: number, text: string): void {
    this.#changes.push({ start, end, text, rank: 3 * start + 2 });
  }

  remove(start: number, end: number): void {
    this.overwrite(start, end, "");
  }

  /** Adds to the text that starts at `offset`, within what moves with it. */
  insertBefore(offset: number, text: string): void {
    this.#changes.push({ start: offset, end: offset, text, rank: 3 * offset + 1 });
  }

  /** Adds to the text that ends at `offset`, within what moves with it. */
  insertAfter(offset: number, text: string): void {
    this.#changes.push({ start: offset, end: offset, text, rank: 3 * offset });
  }

  /** Moves a part to the start, behind those moved before. */
  moveToStart(start: number, end: number): void {
    this.#moved.push([start, end]);
  }

  /** The changed text, with `head` before all else, and the step back. */
  build(head: string): { readonly code: string } & EditStep {
    this.#changes.sort((a, b) => a.rank - b.rank);
    const pieces: number[] = [];
    let code = head;
    const keep = (start: number, end: number) => {
      if (start < end) pieces.push(code.length, start, end - start);
      code += this.#source.slice(start, end);
    };
    for (const [start, end] of this.#parts()) {
      let offset = start;
      for (const change of this.#changes) {
        if (change.rank <= 3 * start || change.rank > 3 * end) continue;
        keep(offset, change.start);
        if (change.start < change.end) pieces.push(code.length, change.start, 0);
        code += change.text;
        offset = change.end;
      }
      keep(offset, end);
    }
    return { code, pieces };
  }

  /** The parts of the text in their new order. */
  #parts(): [start: number, end: number][] {
    const parts = [...this.#moved];
    let offset = 0;
    for (const [start, end] of this.#moved.toSorted(([a], [b]) => a - b)) {
      parts.push([offset, start]);
      offset = end;
    }
    return [...parts, [offset, this.#source.length]];
  }
}
