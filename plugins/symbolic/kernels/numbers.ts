/** Numbers and steps that the elementary functions of two numbers at once share. */

/** Numbers of the loops that matter lie in memory, which is faster than to make a vector of them again and again. */
export const half = memory.data<f64>([0.5]);
export const one = memory.data<f64>([1]);
export const two = memory.data<f64>([2]);
export const infinity = memory.data<f64>([Infinity]);
export const leastNormal = memory.data<f64>([2.2250738585072014e-308]);
/** Adding it rounds to the nearest integer, which then stands in the lowest bits. */
export const shifter = memory.data<f64>([6755399441055744]);
export const log2e = memory.data<f64>([Math.LOG2E]);
/** log 2 in parts: the products of the first with small integers and their halves are exact. */
export const log2High = memory.data<f64>([0.6931471806019545]);
export const log2Low = memory.data<f64>([-4.2009150726810846e-11]);
export const signBit: i64 = i64.MIN_VALUE;

// @inline
export function both(number: usize): v128 {
  return v128.load_splat<f64>(number);
}

// @inline
export function at(table: usize, index: i32): v128 {
  return v128.load_splat<f64>(table + index * 8);
}

/** Two coefficients as c₀ x + c₁: pairs do not wait for one another, as the single steps of Horner's rule do. */
// @inline
export function pair(table: usize, index: i32, x: v128): v128 {
  return f64x2.add(f64x2.mul(at(table, index), x), at(table, index + 1));
}

/** Horner's rule with the next two coefficients at once. */
// @inline
export function next(polynomial: v128, x: v128, square: v128, table: usize, index: i32): v128 {
  return f64x2.add(f64x2.mul(polynomial, square), pair(table, index, x));
}

// @inline
export function select(yes: v128, no: v128, mask: v128): v128 {
  return v128.bitselect(yes, no, mask);
}
