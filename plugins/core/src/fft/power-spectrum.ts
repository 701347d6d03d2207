import { checkOptions, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { pairwiseSum } from "../arrays/pairwise-sum.js";
import { realFourierFrequencies } from "./frequencies.js";
import { realFourierTransform } from "./real-fourier-transform.js";
import { hannWindow, type WindowFunction } from "./windows.js";

export interface PowerSpectrumOptions {
  /** The time between samples; 1 unless given. */
  readonly spacing?: number;
  /** Samples per segment; 256, or all where there are fewer, unless given. */
  readonly segmentLength?: number;
  /** Samples that neighbouring segments share; half a segment unless given. */
  readonly overlap?: number;
  /** Fades each segment out; `hannWindow` unless given. */
  readonly window?: WindowFunction;
}

/**
 * The one-sided power spectral density of a signal by Welch's method: the mean over segments, each freed from its mean
 * and faded out, of the squared transform. Its integral over frequency is the variance; its unit that of the signal
 * squared, per unit of frequency.
 *
 * @example
 * const signal = sin(multiply(arange(1000), 2 * Math.PI * 0.125));
 * const { frequencies, density } = powerSpectrum(signal);
 * frequencies.data[argmax(density)]; // 0.125
 *
 * @throws ValueError EMPTY with fewer than 2 samples, NOT_FINITE, BAD_OPTION
 * @see Welch, The use of fast Fourier transform for the estimation of power spectra, IEEE Trans. Audio Electroacoust. 15
 *   (1967) 70
 */
export function powerSpectrum(
  signal: ArrayInput,
  options: PowerSpectrumOptions = {},
): { frequencies: NDArray; density: NDArray } {
  checkOptions("powerSpectrum", options, ["spacing", "segmentLength", "overlap", "window"]);
  const { data } = asVector(signal, "powerSpectrum: the signal");
  checkSignal(data);
  const { spacing = 1, segmentLength = Math.min(256, data.length), window = hannWindow } = options;
  const { overlap = Math.floor(segmentLength / 2) } = options;
  checkSegments(data.length, spacing, segmentLength, overlap);
  const weights = window(segmentLength, { periodic: true }).data;
  const scale = spacing / pairwiseSum(weights.map((weight) => weight * weight));
  const density = new Float64Array(Math.floor(segmentLength / 2) + 1);
  const segments = Math.floor((data.length - overlap) / (segmentLength - overlap));
  for (let i = 0; i < segments; i++) {
    const start = i * (segmentLength - overlap);
    const segment = data.subarray(start, start + segmentLength);
    const center = pairwiseSum(segment) / segmentLength;
    const { real, imaginary } = realFourierTransform(segment.map((value, k) => (value - center) * weights[k]!));
    for (let k = 0; k < density.length; k++) {
      const isAlone = k === 0 || 2 * k === segmentLength;
      const power = real.data[k]! ** 2 + imaginary.data[k]! ** 2;
      density[k]! += ((isAlone ? 1 : 2) * scale * power) / segments;
    }
  }
  return { frequencies: realFourierFrequencies(segmentLength, spacing), density: new NDArray(density) };
}

function checkSignal(data: Float64Array): void {
  if (data.length < 2) {
    throw new ValueError(
      "EMPTY",
      `powerSpectrum: the signal has ${data.length} samples. Give at least 2, better hundreds.`,
    );
  }
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new ValueError(
    "NOT_FINITE",
    `powerSpectrum: sample ${bad} is ${data[bad]}. Fill or cut out such samples first.`,
  );
}

function checkSegments(samples: number, spacing: number, segmentLength: number, overlap: number): void {
  if (!(spacing > 0 && spacing < Infinity)) {
    throw new ValueError("BAD_OPTION", `powerSpectrum: spacing is ${spacing}. Give the time between samples, above 0.`);
  }
  if (!Number.isSafeInteger(segmentLength) || segmentLength < 2 || segmentLength > samples) {
    throw new ValueError(
      "BAD_OPTION",
      `powerSpectrum: segmentLength is ${segmentLength} for ${samples} samples. Give a whole number from 2 to ${samples}.`,
    );
  }
  if (Number.isSafeInteger(overlap) && overlap >= 0 && overlap < segmentLength) return;
  throw new ValueError(
    "BAD_OPTION",
    `powerSpectrum: overlap is ${overlap} for segments of ${segmentLength}. Give a whole number from 0, below that.`,
  );
}
