import { checkOptions, ValueError } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";

export interface WindowOptions {
  /** Whether the window repeats after `length` entries, as spectra want it, instead of ending as it begins; false. */
  readonly periodic?: boolean;
}

/** A window of the given length, such as `hannWindow`. */
export type WindowFunction = (length: number, options?: WindowOptions) => NDArray;

/**
 * The Hann window, one arch of a raised cosine.
 *
 * @example
 * allClose(hannWindow(5), [0, 0.5, 1, 0.5, 0]); // true
 *
 * @throws ValueError BAD_VALUE, BAD_OPTION
 * @see Harris, On the use of windows for harmonic analysis, Proc. IEEE 66 (1978) 51
 */
export function hannWindow(length: number, options: WindowOptions = {}): NDArray {
  return cosineWindow("hannWindow", length, options, [0.5, 0.5]);
}

/**
 * The Hamming window, a raised cosine whose nearest side lobe is cancelled.
 *
 * @example
 * allClose(hammingWindow(3), [0.08, 1, 0.08]); // true
 *
 * @throws ValueError BAD_VALUE, BAD_OPTION
 * @see Harris, On the use of windows for harmonic analysis, Proc. IEEE 66 (1978) 51
 */
export function hammingWindow(length: number, options: WindowOptions = {}): NDArray {
  return cosineWindow("hammingWindow", length, options, [0.54, 0.46]);
}

/**
 * The Blackman window, of two cosines, with low side lobes and a wide main one.
 *
 * @example
 * allClose(blackmanWindow(3), [0, 1, 0]); // true
 *
 * @throws ValueError BAD_VALUE, BAD_OPTION
 * @see Harris, On the use of windows for harmonic analysis, Proc. IEEE 66 (1978) 51
 */
export function blackmanWindow(length: number, options: WindowOptions = {}): NDArray {
  return cosineWindow("blackmanWindow", length, options, [0.42, 0.5, 0.08]);
}

function cosineWindow(name: string, length: number, options: WindowOptions, weights: readonly number[]): NDArray {
  checkOptions(name, options, ["periodic"]);
  if (!Number.isSafeInteger(length) || length < 1) {
    throw new ValueError(
      "BAD_VALUE",
      `${name}: the length is ${length}. Give the number of entries, a whole number from 1.`,
    );
  }
  const period = options.periodic ? length : length - 1;
  if (period === 0 || length === 1) return new NDArray(Float64Array.of(1));
  return new NDArray(
    Float64Array.from({ length }, (_, i) =>
      weights.reduce(
        (sum, weight, k) => sum + (k % 2 === 0 ? weight : -weight) * Math.cos((2 * Math.PI * k * i) / period),
        0,
      ),
    ),
  );
}
