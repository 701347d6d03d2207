import { type ArrayInput, asArray, median, type NDArray, normalQuantile } from "@mesoscope/core";
import { checkChoice, checkNumber, checkOptions } from "@mesoscope/sdk";

export const thresholdRules = ["soft", "hard"] as const;
export type ThresholdRule = (typeof thresholdRules)[number];

/**
 * Values below `limit` in size become 0; the others stay (`hard`) or come nearer to 0 by the limit (`soft`, default).
 *
 * @example
 * threshold([-3, 1, 2], 2, { rule: "hard" }).data; // [-3, 0, 2]
 *
 * @throws ValueError BAD_OPTION
 */
export function threshold(values: ArrayInput, limit: number, options: { rule?: ThresholdRule } = {}): NDArray {
  checkOptions("threshold", options, ["rule"]);
  checkNumber("threshold", "limit", limit, "a number from 0", (x) => x >= 0);
  const { rule = "soft" } = options;
  checkChoice("threshold", "rule", rule, thresholdRules);
  const kept = rule === "hard" ? (value: number) => value : (value: number) => value - Math.sign(value) * limit;
  return asArray(values, "threshold: the input").map((value) => (Math.abs(value) < limit ? 0 : kept(value)));
}

/**
 * The standard deviation of white noise in wavelet details: their median size over that of a standard normal number.
 *
 * @see Donoho & Johnstone, Ideal spatial adaptation by wavelet shrinkage, Biometrika 81 (1994)
 */
export function noiseOf(band: NDArray): number {
  return median(band.map(Math.abs)) / normalQuantile(0.75);
}

/**
 * `σ² / σₓ`, with σₓ the standard deviation of the band without its noise; infinite where nothing but noise is there.
 *
 * @see Chang, Yu & Vetterli, Adaptive wavelet thresholding, IEEE Transactions on Image Processing 9 (2000), equation 12
 */
export function bayesLimit(band: NDArray, noise: number): number {
  const power = band.data.reduce((total, value) => total + value * value, 0) / band.size;
  const signal = power - noise * noise;
  if (noise === 0) return 0;
  return signal > 0 ? (noise * noise) / Math.sqrt(signal) : Infinity;
}
