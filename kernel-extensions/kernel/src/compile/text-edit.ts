import type { EditStep } from "../protocol/step.js";

interface Part {
  readonly start: number;
  readonly end: number;
}

interface Change extends Part {
  readonly text: string;
  /** Orders changes: at one offset, first what is added to the text before, then what is added to the text after. */
  readonly rank: number;
}

interface Built {
  code: string;
  readonly pieces: number[];
}

/** A text and the changes to be made to it, given in offsets of the text. */
export class TextEdit {
  readonly #source: string;
  /** By rank. */
  readonly #changes: Change[] = [];
  readonly #moved: Part[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  overwrite(start: number, end: number, text: string): void {
    this.#add({ start, end, text, rank: 3 * start + 2 });
  }

  remove(start: number, end: number): void {
    this.overwrite(start, end, "");
  }

  /** Adds to the text that starts at `offset`, within what moves with it. */
  insertBefore(offset: number, text: string): void {
    this.#add({ start: offset, end: offset, text, rank: 3 * offset + 1 });
  }

  /** Adds to the text that ends at `offset`, within what moves with it. */
  insertAfter(offset: number, text: string): void {
    this.#add({ start: offset, end: offset, text, rank: 3 * offset });
  }

  /** Moves a part to the start, behind those moved before. */
  moveToStart(start: number, end: number): void {
    this.#moved.push({ start, end });
  }

  /** The changed text, with `head` before all else, and the step back. */
  build(head: string): { readonly code: string } & EditStep {
    const built: Built = { code: head, pieces: [] };
    for (const part of this.#moved) this.#copy(part, built);
    if (this.#moved.length === 0) this.#copy({ start: 0, end: this.#source.length }, built);
    else for (const part of this.#unmoved()) this.#copy(part, built);
    return built;
  }

  /** Changes come mostly in the order of the text: this takes less than to sort them in the end. */
  #add(change: Change): void {
    let place = this.#changes.length;
    while (place > 0 && this.#changes[place - 1]!.rank > change.rank) place--;
    this.#changes.splice(place, 0, change);
  }

  #unmoved(): Part[] {
    const parts: Part[] = [];
    let offset = 0;
    for (const { start, end } of this.#moved.toSorted((a, b) => a.start - b.start)) {
      parts.push({ start: offset, end: start });
      offset = end;
    }
    return [...parts, { start: offset, end: this.#source.length }];
  }

  #copy({ start, end }: Part, built: Built): void {
    let offset = start;
    for (const change of this.#changes) {
      if (change.rank <= 3 * start || change.rank > 3 * end) continue;
      this.#keep(offset, change.start, built);
      if (change.start < change.end) built.pieces.push(built.code.length, change.start, 0);
      built.code += change.text;
      offset = change.end;
    }
    this.#keep(offset, end, built);
  }

  #keep(start: number, end: number, built: Built): void {
    if (start < end) built.pieces.push(built.code.length, start, end - start);
    built.code += this.#source.slice(start, end);
  }
}
