import type { RandomStream } from "@mesoscope/core";

/** Batches of row numbers without end: every row comes once before any comes again, in another order each time. */
export function* batches(rows: number, size: number, stream: RandomStream): Generator<Float64Array, never> {
  let order: Int32Array = new Int32Array(0);
  let at = 0;
  for (;;) {
    const batch = new Float64Array(size);
    for (let i = 0; i < size; i++, at++) {
      if (at === order.length) {
        order = stream.permutation(rows);
        at = 0;
      }
      batch[i] = order[at];
    }
    yield batch;
  }
}
