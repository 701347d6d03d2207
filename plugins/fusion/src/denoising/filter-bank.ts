import { type Extension, extendedPosition } from "./extension.js";
import type { Wavelet } from "./wavelet.js";

/** A series in two halves: slow and fast. */
export interface Bands {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** One level of the discrete wavelet transform: both filters, every second value, `⌊(n + L - 1) / 2⌋` of them. */
export function analyse(data: Float64Array, wavelet: Wavelet, extension: Extension): Bands {
  const { analysisLow, analysisHigh } = wavelet;
  const count = Math.floor((data.length + analysisLow.length - 1) / 2);
  const low = new Float64Array(count);
  const high = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < analysisLow.length; k++) {
      const from = extendedPosition(2 * i + 1 - k, data.length, extension);
      if (from < 0) continue;
      low[i] += analysisLow[k] * data[from];
      high[i] += analysisHigh[k] * data[from];
    }
  }
  return { low, high };
}

/** The `length` values that `analyse` splits into these bands. */
export function synthesise({ low, high }: Bands, length: number, wavelet: Wavelet): Float64Array {
  const { synthesisLow, synthesisHigh } = wavelet;
  const taps = synthesisLow.length;
  const data = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const shifted = i + taps - 2;
    for (let k = shifted % 2; k < taps; k += 2) {
      const from = (shifted - k) / 2;
      data[i] += synthesisLow[k] * low[from] + synthesisHigh[k] * high[from];
    }
  }
  return data;
}

/** The same without leaving out values, filters spread by `spacing`; the series is taken as periodic. */
export function analyseStationary(data: Float64Array, wavelet: Wavelet, spacing: number): Bands {
  const { analysisLow, analysisHigh } = wavelet;
  const n = data.length;
  const low = new Float64Array(n);
  const high = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < analysisLow.length; k++) {
      const from = stationaryPosition(i, k, analysisLow.length, spacing, n);
      low[i] += analysisLow[k] * data[from];
      high[i] += analysisHigh[k] * data[from];
    }
  }
  return { low, high };
}

/** Half the transposed of `analyseStationary`, which undoes it, and for changed bands is the nearest to undoing it. */
export function synthesiseStationary({ low, high }: Bands, wavelet: Wavelet, spacing: number): Float64Array {
  const { analysisLow, analysisHigh } = wavelet;
  const n = low.length;
  const data = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < analysisLow.length; k++) {
      const to = stationaryPosition(i, k, analysisLow.length, spacing, n);
      data[to] += 0.5 * (analysisLow[k] * low[i] + analysisHigh[k] * high[i]);
    }
  }
  return data;
}

function stationaryPosition(i: number, k: number, taps: number, spacing: number, n: number): number {
  return (((i + (taps / 2 - k) * spacing) % n) + n) % n;
}
