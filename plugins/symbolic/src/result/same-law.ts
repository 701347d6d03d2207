import type { Expression } from "../expression/expression.js";
import type { Formula } from "./formula.js";
import type { Rows } from "./read-rows.js";
import { freeForm, isSameForm } from "./same-form.js";

/** Formulas that differ less than this, relatively to the spread of the target, are one law written in two ways. */
const sameValues = 1e-6;

/** A formula as it is compared with others. */
export interface Law {
  readonly formula: Formula;
  /** At many points of the domain. */
  readonly values: Float64Array;
  readonly form: readonly Expression[];
}

export function lawOf(formula: Formula, rows: Rows): Law {
  return { formula, values: formula.valuesAt(rows), form: freeForm(formula.expression) };
}

/**
 * Whether two formulas that fit the same data are one law: because they give the same numbers, as `(a + b)^2` and
 * `a^2 + 2 * a * b + b^2` do, or because they are of one form.
 *
 * @param spread the standard deviation of the target
 */
export function isSameLaw(a: Law, b: Law, spread: number): boolean {
  return largestDifference(a.values, b.values).size < sameValues * spread || isSameForm(a.form, b.form);
}

export function largestDifference(a: Float64Array, b: Float64Array): { readonly row: number; readonly size: number } {
  let [row, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const distance = distanceOf(a[i], b[i]);
    if (distance > size) [row, size] = [i, distance];
  }
  return { row, size };
}

/** Infinite where only one of the two has a value. */
function distanceOf(a: number, b: number): number {
  if (Number.isFinite(a) && Number.isFinite(b)) return Math.abs(a - b);
  return Number.isFinite(a) || Number.isFinite(b) ? Number.POSITIVE_INFINITY : 0;
}
