import { type Shape, sizeOf } from "../../graph/shape.js";
import type { Tfjs, Value } from "./lowering.js";

/** Neighbouring axes that are treated alike. */
export interface Run {
  readonly first: number;
  readonly count: number;
}

/**
 * Applies `change` to each run of chosen axes, given as the middle one of three axes; the caller gives the result its
 * shape. With five axes or more the library's operations fail on WebGPU, and some give wrong results on wasm.
 */
export function overRuns(
  tf: Tfjs,
  x: Value,
  shape: Shape,
  chosen: (axis: number) => boolean,
  change: (rows: Value, run: Run) => Value,
): Value {
  return runsOf(shape.length, (axis) => chosen(axis) === chosen(axis - 1))
    .filter(({ first }) => chosen(first))
    .reduceRight((changed, run) => {
      const { first, count } = run;
      const rows = [sizeOf(shape.slice(0, first)), sizeOf(shape.slice(first, first + count)), -1];
      return change(tf.reshape(changed, rows), run);
    }, x);
}

/** The axes with each joined to the one before it where `together` says so. */
export function runsOf(rank: number, together: (axis: number) => boolean): Run[] {
  const firsts = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis === 0 || !together(axis));
  return firsts.map((first, i) => ({ first, count: (firsts[i + 1] ?? rank) - first }));
}
