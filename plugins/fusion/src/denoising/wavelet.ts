import { nearestName, ValueError } from "@mesoscope/sdk";
import { scalingFilters } from "./scaling-filters.js";

/** Wavelets known by name: `haar`, Daubechies `db2`–`db10`, symlets `sym4`–`sym8`, coiflets `coif1`–`coif5`. */
export type WaveletName = keyof typeof scalingFilters;

/** The four filters of an orthogonal wavelet, each of the same even length. */
export interface Wavelet {
  readonly name: WaveletName;
  readonly analysisLow: Float64Array;
  readonly analysisHigh: Float64Array;
  readonly synthesisLow: Float64Array;
  readonly synthesisHigh: Float64Array;
}

/**
 * The filters of a wavelet: synthesis `h` and `g[k] = (-1)^k h[L-1-k]`, and for the analysis the same backwards.
 *
 * @example
 * wavelet("haar").synthesisHigh.map(Math.sign); // [1, -1]
 *
 * @throws ValueError BAD_OPTION where the name is not known
 */
export function wavelet(name: WaveletName): Wavelet {
  checkWavelet("wavelet", name);
  const synthesisLow = Float64Array.from(scalingFilters[name]);
  const analysisLow = synthesisLow.toReversed();
  const synthesisHigh = analysisLow.map((value, k) => (k % 2 === 0 ? value : -value));
  return { name, analysisLow, analysisHigh: synthesisHigh.toReversed(), synthesisLow, synthesisHigh };
}

/** Throws unless the wavelet is known. */
export function checkWavelet(owner: string, name: string): void {
  if (Object.hasOwn(scalingFilters, name)) return;
  const nearest = nearestName(String(name), Object.keys(scalingFilters));
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: there is no wavelet ${name}${nearest ? `; did you mean ${nearest}?` : "."} Give haar, db2 to db10, sym4 to sym8 or coif1 to coif5.`,
  );
}
