import type { Value } from "./lowering.js";

/** Values on a device with how often each is held; freed when nothing holds them any more. */
export class HeldValues {
  readonly #holders = new Map<Value, number>();

  hold(value: Value): Value {
    this.#holders.set(value, (this.#holders.get(value) ?? 0) + 1);
    return value;
  }

  release(value: Value): void {
    const left = this.#holders.get(value)! - 1;
    if (left > 0) {
      this.#holders.set(value, left);
    } else {
      this.#holders.delete(value);
      value.dispose();
    }
  }
}
