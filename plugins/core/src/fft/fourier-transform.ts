import { checkOptions, ValueError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { asComplex, ComplexArray, type ComplexInput } from "../arrays/complex-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { checkAxes, showShape, sizeOf } from "../arrays/shape.js";
import { transformMiddle } from "./plans.js";

export interface FourierOptions {
  /** The axes to transform along; the last one unless given, `[0, 1]` for the whole of a matrix. */
  readonly axes?: readonly number[];
}

/**
 * The discrete Fourier transform `X[k] = Σⱼ x[j] exp(-2πi jk/n)` of real or complex numbers, of any length n, along one
 * or several axes. Takes of the order of n log n operations; NaN or an infinity spreads over its whole line.
 *
 * @example
 * const X = fourierTransform([1, 0, 0, 0]);
 * X.real.data; // [1, 1, 1, 1]
 * fourierTransform([[1, 2], [3, 4]], { axes: [0, 1] }).real.data; // [10, -2, -4, 0]
 *
 * @throws ValueError BAD_AXIS, EMPTY where an axis has no entries, BAD_OPTION
 * @see Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM (1992)
 */
export function fourierTransform(values: ArrayInput | ComplexInput, options: FourierOptions = {}): ComplexArray {
  const given = asComplex(values, "fourierTransform: the input");
  const axes = axesOf("fourierTransform", options, given.shape);
  return transformed(given, axes, false);
}

/**
 * The inverse of `fourierTransform`: `x[j] = Σₖ X[k] exp(2πi jk/n) / n`.
 *
 * @example
 * allClose(inverseFourierTransform(fourierTransform([1, 2, 3])).real, [1, 2, 3]); // true
 *
 * @throws ValueError BAD_AXIS, EMPTY where an axis has no entries, BAD_OPTION
 */
export function inverseFourierTransform(values: ArrayInput | ComplexInput, options: FourierOptions = {}): ComplexArray {
  const given = asComplex(values, "inverseFourierTransform: the input");
  const axes = axesOf("inverseFourierTransform", options, given.shape);
  return transformed(given, axes, true);
}

/** A transformed copy; exchanging real and imaginary parts before and after gives the inverse, apart from its scale. */
export function transformed(given: ComplexArray, axes: readonly number[], isInverse: boolean): ComplexArray {
  const { shape } = given;
  const real = given.real.data.slice();
  const imaginary = given.imaginary.data.slice();
  const parts = isInverse ? { real: imaginary, imaginary: real } : { real, imaginary };
  for (const axis of axes) {
    transformMiddle(parts, sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1)));
  }
  if (isInverse) {
    const scale = sizeOf(axes.map((axis) => shape[axis]!));
    for (let i = 0; i < real.length; i++) {
      real[i]! /= scale;
      imaginary[i]! /= scale;
    }
  }
  return new ComplexArray(new NDArray(real, shape), new NDArray(imaginary, shape));
}

/** The axes, counted from the front and each once; none of them may be empty. */
export function axesOf(
  name: string,
  options: FourierOptions,
  shape: readonly number[],
  known: readonly string[] = ["axes"],
): number[] {
  checkOptions(name, options, known);
  const axes = checkAxes(name, options.axes ?? [-1], shape.length);
  if (axes.length === 0) {
    throw new ValueError("BAD_AXIS", `${name}: no axes were given. Give at least one, or leave axes out for the last.`);
  }
  if (axes.every((axis) => shape[axis]! > 0)) return axes;
  throw new ValueError(
    "EMPTY",
    `${name}: shape ${showShape(shape)} has no entries along an axis to transform. Give at least one.`,
  );
}
