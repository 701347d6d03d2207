import { type Parts, partsOf } from "../arrays/complex-parts.js";
import { fastLength } from "./factors.js";
import { writeRoot } from "./roots-of-unity.js";

/** A transform of any length as a convolution, made by transforms of a longer, composite length. */
export interface Bluestein {
  readonly kind: "bluestein";
  readonly length: number;
  readonly paddedLength: number;
  /** `exp(-πi k²/n)`. */
  readonly chirp: Parts;
  /** The transform of the conjugate chirp, divided by the padded length. */
  readonly filter: Parts;
}

type TransformLine = (line: Parts) => void;

export function planBluestein(length: number, transformLine: TransformLine): Bluestein {
  const paddedLength = fastLength(2 * length - 1);
  const chirp = partsOf(length);
  const filter = partsOf(paddedLength);
  // k² modulo 2n, one difference after the other, since k² itself may exceed 53 bits.
  for (let k = 0, square = 0; k < length; square = (square + 2 * k + 1) % (2 * length), k++) {
    writeRoot(chirp, k, square, 2 * length);
    for (const at of [k, (paddedLength - k) % paddedLength]) {
      filter.real[at] = chirp.real[k]! / paddedLength;
      filter.imaginary[at] = -chirp.imaginary[k]! / paddedLength;
    }
  }
  transformLine(filter);
  return { kind: "bluestein", length, paddedLength, chirp, filter };
}

/**
 * Transforms one sequence in place.
 *
 * @see Bluestein, A linear filtering approach to the computation of the discrete Fourier transform, IEEE Trans. Audio
 *   Electroacoust. 18 (1970) 451
 */
export function runBluestein(plan: Bluestein, { real, imaginary }: Parts, transformLine: TransformLine): void {
  const { length, paddedLength, chirp, filter } = plan;
  const padded = partsOf(paddedLength);
  for (let k = 0; k < length; k++) {
    padded.real[k] = real[k]! * chirp.real[k]! - imaginary[k]! * chirp.imaginary[k]!;
    padded.imaginary[k] = real[k]! * chirp.imaginary[k]! + imaginary[k]! * chirp.real[k]!;
  }
  transformLine(padded);
  for (let k = 0; k < paddedLength; k++) {
    const re = padded.real[k]! * filter.real[k]! - padded.imaginary[k]! * filter.imaginary[k]!;
    padded.imaginary[k] = padded.real[k]! * filter.imaginary[k]! + padded.imaginary[k]! * filter.real[k]!;
    padded.real[k] = re;
  }
  // The transform with the parts exchanged is the inverse transform.
  transformLine({ real: padded.imaginary, imaginary: padded.real });
  for (let k = 0; k < length; k++) {
    real[k] = padded.real[k]! * chirp.real[k]! - padded.imaginary[k]! * chirp.imaginary[k]!;
    imaginary[k] = padded.real[k]! * chirp.imaginary[k]! + padded.imaginary[k]! * chirp.real[k]!;
  }
}
