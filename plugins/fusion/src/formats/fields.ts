const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** The fields of one column as they stand in the text: their bytes one behind the other, in UTF-8. */
export class Fields {
  #bytes = new Uint8Array(1 << 12);
  #ends = new Int32Array(1 << 9);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Where the bytes of each field end; those of the next begin there. */
  get ends(): Int32Array {
    return this.#ends.subarray(0, this.#count);
  }

  add(source: Uint8Array, start: number, end: number): void {
    let length = this.#reserve(end - start);
    for (let i = start; i < end; i++) this.#bytes[length++] = source[i]!;
    this.#ends[this.#count++] = length;
  }

  addText(text: string): void {
    // A character of UTF-16 takes at most three bytes.
    const length = this.#reserve(3 * text.length);
    this.#ends[this.#count++] = length + encoder.encodeInto(text, this.#bytes.subarray(length)).written;
  }

  clear(): void {
    this.#count = 0;
  }

  text(row: number): string {
    return decoder.decode(this.#bytes.subarray(row === 0 ? 0 : this.#ends[row - 1]!, this.#ends[row]!));
  }

  /** All fields; equal ones are one string, for most columns of texts repeat a few. */
  texts(): string[] {
    const firstRows = this.#firstRows();
    const bytes = this.#bytes.subarray(0, this.ends.at(-1) ?? 0);
    const whole = decoder.decode(bytes);
    const isPlain = whole.length === bytes.length && isVaried(firstRows);
    const texts: string[] = [];
    for (let row = 0, start = 0; row < this.#count; row++) {
      const end = this.#ends[row]!;
      const first = firstRows[row]!;
      texts.push(first < row ? texts[first]! : isPlain ? whole.slice(start, end) : this.text(row));
      start = end;
    }
    return texts;
  }

  /** The first row that holds the same as each row. */
  #firstRows(): Int32Array {
    const firstRows = new Int32Array(this.#count);
    const mask = 2 ** Math.ceil(Math.log2(2 * this.#count + 1)) - 1;
    const table = new Int32Array(mask + 1).fill(-1);
    for (let row = 0, start = 0; row < this.#count; row++) {
      const end = this.#ends[row]!;
      let slot = hashOf(this.#bytes, start, end) & mask;
      while (table[slot]! >= 0 && !this.#isEqual(table[slot]!, start, end)) slot = (slot + 1) & mask;
      if (table[slot]! < 0) table[slot] = row;
      firstRows[row] = table[slot]!;
      start = end;
    }
    return firstRows;
  }

  #isEqual(row: number, start: number, end: number): boolean {
    const other = row === 0 ? 0 : this.#ends[row - 1]!;
    if (this.#ends[row]! - other !== end - start) return false;
    for (let i = start; i < end; i++) if (this.#bytes[i] !== this.#bytes[other + i - start]) return false;
    return true;
  }

  /** Makes room for a field of so many bytes, and says where it begins. */
  #reserve(byteCount: number): number {
    const length = this.#count === 0 ? 0 : this.#ends[this.#count - 1]!;
    if (length + byteCount > this.#bytes.length) {
      const larger = new Uint8Array(2 * (length + byteCount));
      larger.set(this.#bytes.subarray(0, length));
      this.#bytes = larger;
    }
    if (this.#count === this.#ends.length) {
      const larger = new Int32Array(2 * this.#count);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    return length;
  }
}

/** FNV-1a, whose upper bits are mixed into the lower. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Whether most rows hold something of their own: then it pays to decode all at once. */
function isVaried(firstRows: Int32Array): boolean {
  let own = 0;
  for (let row = 0; row < firstRows.length; row++) if (firstRows[row] === row) own++;
  return own > firstRows.length / 4;
}
