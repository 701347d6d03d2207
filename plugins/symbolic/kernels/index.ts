export { blockBytes, setProgram } from "./interpreter";
export { addNormalEquations, storeTangents } from "./normal-equations";
export { setRows, setSingleRows } from "./rows";
export { setTarget, squaredError } from "./sums";
export { setTangents } from "./tangents";

import { areFinite, blockRows, evaluateBlock, spreadNumbers } from "./interpreter";
import * as sums from "./sums";

/** Where memory is free. */
export function freeFrom(): usize {
  return __heap_base;
}

/**
 * The values of the program that was set on the rows `from` to `to`. Where it `stops`, it does so after the first block
 * if that has a value that is not finite, and returns false: most formulas that leave their domain do so there.
 */
export function evaluate(from: i32, to: i32, stops: bool): bool {
  return evaluateRows<f64>(from, to, stops);
}

export function evaluateSingle(from: i32, to: i32, stops: bool): bool {
  return evaluateRows<f32>(from, to, stops);
}

function evaluateRows<T>(from: i32, to: i32, stops: bool): bool {
  spreadNumbers<T>();
  for (let first = from; first < to; first += blockRows<T>()) {
    const end = min(first + blockRows<T>(), to);
    evaluateBlock<T>(first, end, false);
    if (stops && first === from && end < to && !areFinite<T>(first, end)) return false;
  }
  return true;
}

/** See `scaledError` of sums.ts. */
export function scaledError(): f64 {
  return sums.scaledError<f64>();
}

export function scaledErrorSingle(): f64 {
  return sums.scaledError<f32>();
}
