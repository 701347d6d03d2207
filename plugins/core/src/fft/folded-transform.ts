import type { ComplexArray } from "../arrays/complex-array.js";
import { type Parts, partsOf } from "../arrays/complex-parts.js";
import { transformMiddle } from "./plans.js";
import { rootsOfUnity } from "./roots-of-unity.js";

/**
 * The first half of the transforms of real lines of even length, along the middle axis of shape [outer, length, inner],
 * by transforms of half the length.
 *
 * @see Press et al., Numerical Recipes, 3rd edition, section 12.3
 */
export function foldedTransform(data: Float64Array, outer: number, length: number, inner: number): Parts {
  return unfold(fold(data, outer, length, inner), outer, length, inner);
}

/** Even entries as real parts and odd ones as imaginary parts of lines of half the length, transformed. */
function fold(data: Float64Array, outer: number, length: number, inner: number): Parts {
  const folded = partsOf(data.length / 2);
  for (let i = 0, to = 0; i < outer; i++) {
    for (let k = 0; k < length; k += 2) {
      const from = (i * length + k) * inner;
      for (let j = 0; j < inner; j++, to++) {
        folded.real[to] = data[from + j]!;
        folded.imaginary[to] = data[from + inner + j]!;
      }
    }
  }
  transformMiddle(folded, outer, length / 2, inner);
  return folded;
}

/** The transforms of the even and of the odd entries, told apart by their symmetry and put together. */
function unfold({ real, imaginary }: Parts, outer: number, length: number, inner: number): Parts {
  const half = length / 2;
  const roots = rootsOfUnity(half + 1, length);
  const result = partsOf(outer * (half + 1) * inner);
  for (let i = 0, to = 0; i < outer; i++) {
    for (let k = 0; k <= half; k++) {
      const c = roots.real[k]!;
      const s = roots.imaginary[k]!;
      const near = (i * half + (k % half)) * inner;
      const far = (i * half + ((half - k) % half)) * inner;
      for (let j = 0; j < inner; j++, to++) {
        const evenR = (real[near + j]! + real[far + j]!) / 2;
        const evenI = (imaginary[near + j]! - imaginary[far + j]!) / 2;
        const oddR = (imaginary[near + j]! + imaginary[far + j]!) / 2;
        const oddI = (real[far + j]! - real[near + j]!) / 2;
        result.real[to] = evenR + oddR * c - oddI * s;
        result.imaginary[to] = evenI + oddR * s + oddI * c;
      }
    }
  }
  return result;
}

/** Undoes `foldedTransform`. The imaginary parts of the first and the last entry have no meaning and are left out. */
export function unfoldedInverse(given: ComplexArray, outer: number, length: number, inner: number): Float64Array {
  const half = length / 2;
  const roots = rootsOfUnity(half, length);
  const folded = partsOf(outer * half * inner);
  const { data: real } = given.real;
  const { data: imaginary } = given.imaginary;
  for (let i = 0, to = 0; i < outer; i++) {
    for (let k = 0; k < half; k++) {
      const c = roots.real[k]!;
      const s = -roots.imaginary[k]!;
      const near = (i * (half + 1) + k) * inner;
      const far = (i * (half + 1) + half - k) * inner;
      const weight = k === 0 ? 0 : 1;
      for (let j = 0; j < inner; j++, to++) {
        const nearI = weight * imaginary[near + j]!;
        const farI = -weight * imaginary[far + j]!;
        const oddR = (real[near + j]! - real[far + j]!) / 2;
        const oddI = (nearI - farI) / 2;
        folded.real[to] = (real[near + j]! + real[far + j]!) / 2 - (oddR * s + oddI * c);
        folded.imaginary[to] = (nearI + farI) / 2 + oddR * c - oddI * s;
      }
    }
  }
  transformMiddle({ real: folded.imaginary, imaginary: folded.real }, outer, half, inner);
  const result = new Float64Array(outer * length * inner);
  for (let i = 0, from = 0; i < outer; i++) {
    for (let k = 0; k < length; k += 2) {
      const to = (i * length + k) * inner;
      for (let j = 0; j < inner; j++, from++) {
        result[to + j] = folded.real[from]! / half;
        result[to + inner + j] = folded.imaginary[from]! / half;
      }
    }
  }
  return result;
}
