import { checkOptions, checkPositive } from "@mesoscope/sdk";
import { checkSampling, type PrivacyAccountantOptions, spent } from "./privacy-accountant.js";

/** What `noiseMultiplierFor` is told. */
export interface NoiseMultiplierOptions extends Omit<PrivacyAccountantOptions, "noiseMultiplier"> {
  /** What may be spent. */
  readonly epsilon: number;
}

/**
 * The least noise, to a relative 10⁻⁶ on the safe side, with which no more than `epsilon` is spent.
 *
 * @example
 * const noise = noiseMultiplierFor({ epsilon: 2, delta: 1e-5, samplingRate: 0.01, steps: 1000 });
 * privacyAccountant({ noiseMultiplier: noise, delta: 1e-5, samplingRate: 0.01, steps: 1000 }).epsilon <= 2; // true
 *
 * @throws ValueError BAD_OPTION
 */
export function noiseMultiplierFor(options: NoiseMultiplierOptions): number {
  const owner = "noiseMultiplierFor";
  checkOptions(owner, options, ["epsilon", "delta", "samplingRate", "steps"]);
  checkPositive(owner, "epsilon", options.epsilon);
  checkSampling(owner, options);
  const isEnough = (noiseMultiplier: number) => spent({ ...options, noiseMultiplier }).epsilon <= options.epsilon;
  let enough = 1;
  while (!isEnough(enough)) enough *= 2;
  let little = enough;
  while (isEnough(little) && little > Number.EPSILON) little /= 2;
  while (enough - little > 1e-6 * enough) {
    const between = (little + enough) / 2;
    if (isEnough(between)) enough = between;
    else little = between;
  }
  return enough;
}
