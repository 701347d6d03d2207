/** The items of least value among many that come one by one, in order; of equals those that came first. */
export class Least<T> {
  readonly #count: number;
  readonly #values: number[] = [];
  readonly #items: T[] = [];

  constructor(count: number) {
    this.#count = count;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** What the value of an item must be below to join. */
  get bound(): number {
    return this.#items.length < this.#count
      ? Number.POSITIVE_INFINITY
      : (this.#values.at(-1) ?? Number.NEGATIVE_INFINITY);
  }

  add(value: number, item: T): void {
    if (!(value < this.bound)) return;
    const place = this.#placeOf(value);
    this.#values.splice(place, 0, value);
    this.#items.splice(place, 0, item);
    if (this.#items.length <= this.#count) return;
    this.#values.pop();
    this.#items.pop();
  }

  /** Behind all that are not greater. */
  #placeOf(value: number): number {
    let [low, high] = [0, this.#values.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#values[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
