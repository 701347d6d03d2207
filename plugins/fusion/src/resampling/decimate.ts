import { type ArrayInput, NDArray } from "@mesoscope/core";
import { checkChoice, checkOptions, checkWhole } from "@mesoscope/sdk";
import { finiteVector } from "../common/arguments.js";
import { type Extension, extend, extensions } from "../denoising/extension.js";

/** How many values each side of the filter spans for each one that is kept. */
const sidePerStep = 10;

/**
 * Every `factor`-th value of a series, after a filter that takes out what would return at a wrong frequency. The filter
 * is a windowed sinc (Hamming, 20 × factor + 1 values) and shifts nothing in time.
 *
 * @param options.extension what stands beyond the ends; `symmetric` unless given
 *
 * @example
 * decimate(new Float64Array(30).fill(2), 3).shape; // [10]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError NOT_A_VECTOR
 * @see Oppenheim & Schafer, Discrete-Time Signal Processing, 3rd edition, sections 4.6 and 7.5
 */
export function decimate(values: ArrayInput, factor: number, options: { extension?: Extension } = {}): NDArray {
  checkOptions("decimate", options, ["extension"]);
  const { extension = "symmetric" } = options;
  checkWhole("decimate", "factor", factor, 1);
  checkChoice("decimate", "extension", extension, extensions);
  const { data } = finiteVector(values, "decimate: the input");
  if (factor === 1) return new NDArray(data.slice());
  const half = sidePerStep * factor;
  const weights = lowPass(half, factor);
  const extended = extend(data, half, half, extension);
  return new NDArray(
    Float64Array.from({ length: Math.ceil(data.length / factor) }, (_, i) =>
      weights.reduce((total, weight, k) => total + weight * extended[i * factor + k], 0),
    ),
  );
}

/** A low-pass filter that ends at 1 / factor of the highest frequency, with sum 1. */
function lowPass(half: number, factor: number): Float64Array {
  const raw = Float64Array.from({ length: 2 * half + 1 }, (_, k) => {
    const x = (Math.PI * (k - half)) / factor;
    const window = 0.54 - 0.46 * Math.cos((Math.PI * k) / half);
    return window * (x === 0 ? 1 : Math.sin(x) / x);
  });
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((weight) => weight / total);
}
