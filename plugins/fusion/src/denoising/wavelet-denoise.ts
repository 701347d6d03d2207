import type { ArrayInput, NDArray } from "@mesoscope/core";
import {
  checkChoice,
  checkNumber,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  shortNumber,
  tableBundle,
} from "@mesoscope/sdk";
import { finiteField } from "../common/arguments.js";
import { bayesLimit, noiseOf, type ThresholdRule, threshold, thresholdRules } from "./threshold.js";
import { discrete, stationary, transformBy, type WaveletOptions } from "./wavelet-transform.js";

const methods = ["bayesShrink", "visuShrink"] as const;
const transforms = ["stationary", "discrete"] as const;

/** How noise is told from signal, and what becomes of it. */
export interface WaveletDenoiseOptions extends WaveletOptions {
  /** `bayesShrink` (default), a limit for each band; or `visuShrink`, one limit that no noise is expected to pass. */
  readonly method?: (typeof methods)[number];
  readonly rule?: ThresholdRule;
  /** `stationary` (default), free of artefacts at steps; or `discrete`, faster. */
  readonly transform?: (typeof transforms)[number];
  /** Standard deviation of the noise, in the unit of the values; estimated from the finest details unless given. */
  readonly noise?: number;
}

/** A series or a field without noise, and what was taken for noise. */
export class WaveletDenoised implements Displayable {
  readonly values: NDArray;
  /** Standard deviation of the noise, in the unit of the values. */
  readonly noise: number;
  /** The limits below which details were taken for noise, by level and band, the slowest level first. */
  readonly limits: readonly (readonly number[])[];

  /** @internal */
  constructor(values: NDArray, noise: number, limits: readonly (readonly number[])[]) {
    this.values = values;
    this.noise = noise;
    this.limits = limits;
  }

  [displaySymbol](): MimeBundle {
    const rows = this.limits.map((limits, i) => [String(this.limits.length - i), limits.map(shortNumber).join(", ")]);
    const caption = `Denoised ${this.values.shape.join(" × ")}, noise of standard deviation ${shortNumber(this.noise)}`;
    return tableBundle({ caption, headings: ["level", "limit"], rows });
  }
}

/**
 * A series of shape [n] or a field of shape [rows, columns] without its white noise, by thresholding wavelet details.
 *
 * @example
 * const step = Float64Array.from({ length: 64 }, (_, i) => (i < 32 ? 0 : 10));
 * const noisy = step.map((value, i) => value + 0.1 * (-1) ** i);
 * const clean = waveletDenoise(noisy, { wavelet: "haar" });
 * signalToNoise(step, clean.values) > signalToNoise(step, noisy); // true
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY
 * @see Donoho & Johnstone, Biometrika 81 (1994); Chang, Yu & Vetterli, IEEE Transactions on Image Processing 9 (2000)
 */
export function waveletDenoise(values: ArrayInput, options: WaveletDenoiseOptions = {}): WaveletDenoised {
  checkOptions("waveletDenoise", options, ["wavelet", "levels", "method", "rule", "transform", "noise"]);
  const { method = "bayesShrink", rule = "soft", transform = "stationary", ...rest } = options;
  checkChoice("waveletDenoise", "method", method, methods);
  checkChoice("waveletDenoise", "rule", rule, thresholdRules);
  checkChoice("waveletDenoise", "transform", transform, transforms);
  const field = finiteField(values, "waveletDenoise: the input");
  const { noise: given, ...shape } = rest;
  const scheme = transform === "stationary" ? stationary : discrete("symmetric");
  const coefficients = transformBy(scheme, field, shape, "waveletDenoise");
  if (given !== undefined) checkNumber("waveletDenoise", "noise", given, "a number from 0", (x) => x >= 0);
  const noise = given ?? noiseOf(coefficients.details.at(-1)!.at(-1)!);
  const limitOf = (band: NDArray) =>
    method === "bayesShrink" ? bayesLimit(band, noise) : noise * Math.sqrt(2 * Math.log(field.size));
  const limits = coefficients.details.map((bands) => bands.map(limitOf));
  const clean = coefficients.mapDetails((band) => threshold(band, limitOf(band), { rule })).inverse();
  return new WaveletDenoised(clean, noise, limits);
}
