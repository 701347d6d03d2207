import type { Undo } from "@mesoscope/sdk";
import type { Model } from "./model.js";

/** What has a value that can be followed. */
export interface Linkable<Value> {
  value: Value;
  readonly model: Model;
}

/**
 * Keeps two values equal: `b` takes the value of `a` now, and each follows the other from then on.
 *
 * @example
 * const [coarse, exact] = [slider({ max: 10, value: 3 }), numberInput({ min: 0, max: 10 })];
 * const undo = link(coarse, exact);
 * exact.value = 7;
 * coarse.value; // 7
 */
export function link<Value>(a: Linkable<Value>, b: Linkable<Value>): Undo {
  b.value = a.value;
  const undos = [follow(a, b), follow(b, a)];
  return () => {
    for (const undo of undos) undo();
  };
}

function follow<Value>(from: Linkable<Value>, to: Linkable<Value>): Undo {
  return from.model.onChange(() => {
    to.value = from.value;
    return undefined;
  });
}
