/** Recognises numbers seen before, up to rounding and sign. */
export class ValueSet {
  #cells: Float64Array;
  #size = 0;

  constructor(capacity = 1 << 14) {
    this.#cells = new Float64Array(capacity).fill(Number.NaN);
  }

  /** Whether the number is new. */
  add(value: number): boolean {
    if (this.#size * 2 > this.#cells.length) this.#grow();
    return this.#place(rounded(Math.abs(value)));
  }

  #place(value: number): boolean {
    const mask = this.#cells.length - 1;
    for (let slot = hash(value) & mask; ; slot = (slot + 1) & mask) {
      if (this.#cells[slot] === value) return false;
      if (Number.isNaN(this.#cells[slot])) {
        this.#cells[slot] = value;
        this.#size++;
        return true;
      }
    }
  }

  #grow(): void {
    const before = this.#cells;
    this.#cells = new Float64Array(before.length * 2).fill(Number.NaN);
    this.#size = 0;
    for (const value of before) if (!Number.isNaN(value)) this.#place(value);
  }
}

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** To some ten digits. */
function rounded(value: number): number {
  const shifted = value * (1 + 2 ** -34);
  number[0] = shifted;
  words[0] &= 0xfff80000;
  return number[0];
}

function hash(value: number): number {
  number[0] = value;
  return Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1), 0x85ebca6b) >>> 7;
}
