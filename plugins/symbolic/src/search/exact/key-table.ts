/** Keys this close together are taken for the same. */
const width = 1e-7;

/** Finds numbers by near equality in constant time. */
export class KeyTable {
  #heads = new Int32Array(1 << 12).fill(-1);
  #next = new Int32Array(1 << 12);
  #cells = new Float64Array(1 << 12);
  #size = 0;

  /** Its index is the number of keys before it. */
  add(key: number): void {
    if (this.#size === this.#next.length) this.#grow();
    this.#cells[this.#size] = Math.floor(key / width);
    this.#link(this.#size++);
  }

  /** Calls `visit` with the index of every key nearby, until it returns `true`; whether it did. */
  some(key: number, visit: (index: number) => boolean): boolean {
    const place = key / width;
    const cell = Math.floor(place);
    const neighbour = place - cell < 0.5 ? cell - 1 : cell + 1;
    return this.#someOfCell(cell, visit) || this.#someOfCell(neighbour, visit);
  }

  #someOfCell(cell: number, visit: (index: number) => boolean): boolean {
    for (let index = this.#heads[this.#slot(cell)]; index >= 0; index = this.#next[index]) {
      if (this.#cells[index] === cell && visit(index)) return true;
    }
    return false;
  }

  #slot(cell: number): number {
    return Math.imul(cell | 0, 0x9e3779b1) >>> (32 - Math.log2(this.#heads.length));
  }

  #link(index: number): void {
    const slot = this.#slot(this.#cells[index]);
    this.#next[index] = this.#heads[slot];
    this.#heads[slot] = index;
  }

  #grow(): void {
    const capacity = this.#next.length * 2;
    const cells = new Float64Array(capacity);
    cells.set(this.#cells);
    this.#cells = cells;
    this.#next = new Int32Array(capacity);
    this.#heads = new Int32Array(capacity).fill(-1);
    for (let index = 0; index < this.#size; index++) this.#link(index);
  }
}
