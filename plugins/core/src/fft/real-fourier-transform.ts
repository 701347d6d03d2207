import { ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { asComplex, ComplexArray, type ComplexInput } from "../arrays/complex-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { showShape, sizeOf } from "../arrays/shape.js";
import { axesOf, type FourierOptions, transformed } from "./fourier-transform.js";
import { transformMiddle } from "./plans.js";
import { type Parts, partsOf, rootsOfUnity } from "./roots-of-unity.js";

/**
 * The half of the Fourier transform of real numbers from which the other half follows: `floor(n/2) + 1` entries along
 * the last of the axes. Takes half the time of `fourierTransform` for even n.
 *
 * @example
 * realFourierTransform([1, 2, 3, 4]).real.data; // [10, -2, -2]
 *
 * @throws ValueError BAD_AXIS, EMPTY where an axis has no entries, BAD_OPTION
 * @see Press et al., Numerical Recipes, 3rd edition, section 12.3
 */
export function realFourierTransform(values: ArrayInput, options: FourierOptions = {}): ComplexArray {
  const given = asArray(values, "realFourierTransform: the input");
  const axes = axesOf("realFourierTransform", options, given.shape);
  const last = axes.at(-1)!;
  const length = given.shape[last]!;
  const [outer, inner] = around(given.shape, last);
  const kept = Math.floor(length / 2) + 1;
  const half =
    length % 2 === 0 ? unfold(fold(given.data, outer, length, inner), outer, length, inner) : whole(given, last, kept);
  const shape = given.shape.with(last, kept);
  const result = new ComplexArray(new NDArray(half.real, shape), new NDArray(half.imaginary, shape));
  return axes.length === 1 ? result : transformed(result, axes.slice(0, -1), false);
}

export interface InverseRealFourierOptions extends FourierOptions {
  /** The length of the result along the last of the axes; twice the given one less 2 unless given, which is even. */
  readonly length?: number;
}

/**
 * The real numbers whose `realFourierTransform` is given.
 *
 * @example
 * allClose(inverseRealFourierTransform(realFourierTransform([1, 2, 3]), { length: 3 }), [1, 2, 3]); // true
 *
 * @throws ShapeError SHAPE_MISMATCH where the length does not fit
 * @throws ValueError BAD_AXIS, EMPTY where an axis has no entries, BAD_OPTION
 */
export function inverseRealFourierTransform(
  values: ArrayInput | ComplexInput,
  options: InverseRealFourierOptions = {},
): NDArray {
  const name = "inverseRealFourierTransform";
  const given = asComplex(values, `${name}: the input`);
  const axes = axesOf(name, options, given.shape, ["axes", "length"]);
  const last = axes.at(-1)!;
  const kept = given.shape[last]!;
  const length = options.length ?? 2 * (kept - 1);
  checkLength(length, kept, given.shape);
  const half = axes.length === 1 ? given : transformed(given, axes.slice(0, -1), true);
  const [outer, inner] = around(given.shape, last);
  const shape = given.shape.with(last, length);
  if (length % 2 === 1) return transformed(mirrored(half, last, length), [last], true).real;
  return new NDArray(unfoldInverse(half, outer, length, inner), shape);
}

function checkLength(length: number, kept: number, shape: readonly number[]): void {
  if (!Number.isSafeInteger(length) || length < 1) {
    throw new ValueError(
      "BAD_OPTION",
      `inverseRealFourierTransform: the length would be ${length}. Give the length of the result, a whole number from 1.`,
    );
  }
  if (Math.floor(length / 2) + 1 === kept) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `inverseRealFourierTransform: length ${length} needs ${Math.floor(length / 2) + 1} entries, but the shape is ${showShape(shape)}. Give ${2 * kept - 2} or ${2 * kept - 1}.`,
  );
}

function around(shape: readonly number[], axis: number): [outer: number, inner: number] {
  return [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis + 1))];
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

/** Undoes `unfold` and `fold`. The imaginary parts of the first and the last entry have no meaning and are left out. */
function unfoldInverse(given: ComplexArray, outer: number, length: number, inner: number): Float64Array {
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

/** For odd lengths: the first entries of the transform of complex numbers. */
function whole(given: NDArray, axis: number, kept: number): Parts {
  const { real, imaginary } = transformed(asComplex(given, ""), [axis], false);
  const first = Int32Array.from({ length: kept }, (_, k) => k);
  return { real: real.take(first, axis).data, imaginary: imaginary.take(first, axis).data };
}

/** The whole transform from its half, for odd lengths. */
function mirrored(half: ComplexArray, axis: number, length: number): ComplexArray {
  const [outer, inner] = around(half.shape, axis);
  const kept = half.shape[axis]!;
  const parts = partsOf(outer * length * inner);
  for (let i = 0, to = 0; i < outer; i++) {
    for (let k = 0; k < length; k++) {
      const isMirrored = k >= kept;
      const from = (i * kept + (isMirrored ? length - k : k)) * inner;
      const sign = k === 0 ? 0 : isMirrored ? -1 : 1;
      for (let j = 0; j < inner; j++, to++) {
        parts.real[to] = half.real.data[from + j]!;
        parts.imaginary[to] = sign * half.imaginary.data[from + j]!;
      }
    }
  }
  const shape = half.shape.with(axis, length);
  return new ComplexArray(new NDArray(parts.real, shape), new NDArray(parts.imaginary, shape));
}
