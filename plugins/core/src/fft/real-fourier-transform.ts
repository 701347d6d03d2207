import { ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { asComplex, ComplexArray, type ComplexInput, complexArray } from "../arrays/complex-array.js";
import { type Parts, partsOf } from "../arrays/complex-parts.js";
import { zeros } from "../arrays/create.js";
import { NDArray } from "../arrays/nd-array.js";
import { showShape, sizeOf } from "../arrays/shape.js";
import { foldedTransform, unfoldedInverse } from "./folded-transform.js";
import { axesOf, type FourierOptions, transformed } from "./fourier-transform.js";

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
  const half = length % 2 === 0 ? foldedTransform(given.data, outer, length, inner) : whole(given, last, kept);
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
  return new NDArray(unfoldedInverse(half, outer, length, inner), shape);
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

/** For odd lengths: the first entries of the transform of complex numbers. */
function whole(given: NDArray, axis: number, kept: number): Parts {
  const { real, imaginary } = transformed(complexArray(given, zeros(given.shape)), [axis], false);
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
