import { type Parts, partsOf } from "../arrays/complex-parts.js";
import { combineFours, combinePairs, type Step } from "./butterflies.js";
import { combineFives, combineOdd, combineThrees } from "./odd-butterflies.js";
import { rootsOfUnity, writeRoot } from "./roots-of-unity.js";

const combineBy: { readonly [radix: number]: typeof combineOdd } = {
  2: combinePairs,
  3: combineThrees,
  4: combineFours,
  5: combineFives,
};

/** A transform of a length with small prime factors, of several sequences side by side. */
export interface MixedRadix {
  readonly kind: "mixedRadix";
  readonly length: number;
  readonly steps: readonly Omit<Step, "stride">[];
}

export function planMixedRadix(length: number, radices: readonly number[]): MixedRadix {
  let rest = length;
  const steps = radices.map((radix) => {
    rest /= radix;
    return { radix, count: rest, twiddles: twiddlesOf(radix, rest), roots: rootsOfUnity(radix, radix) };
  });
  return { kind: "mixedRadix", length, steps };
}

function twiddlesOf(radix: number, count: number): Parts {
  const twiddles = partsOf(count * (radix - 1));
  for (let p = 0; p < count; p++) {
    for (let j = 1; j < radix; j++) writeRoot(twiddles, p * (radix - 1) + j - 1, p * j, radix * count);
  }
  return twiddles;
}

/**
 * Transforms `width` sequences that lie side by side in `x`, entry `k` of sequence `s` at `k · width + s`, and gives the
 * one of `x` and `spare` that holds the result in the same order.
 *
 * @see Van Loan, Computational Frameworks for the Fast Fourier Transform, section 1.7 (Stockham's autosort)
 */
export function runMixedRadix({ steps }: MixedRadix, width: number, x: Parts, spare: Parts): Parts {
  let [from, to] = [x, spare];
  let stride = width;
  for (const step of steps) {
    const combine = combineBy[step.radix] ?? combineOdd;
    combine({ ...step, stride }, from, to);
    [from, to] = [to, from];
    stride *= step.radix;
  }
  return from;
}
