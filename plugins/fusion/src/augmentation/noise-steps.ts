import { checkNumber, checkOptions, checkPositive } from "@mesoscope/sdk";
import type { Noise } from "./add-noise.js";
import type { AugmentationStep } from "./augment.js";

/**
 * Adds independent normal numbers.
 *
 * @param options.standardDeviation in the unit of the field
 *
 * @example
 * const noisy = augment({ field: [0, 0, 0] }, [whiteNoise({ standardDeviation: 0.1 })], { seed: 2 });
 * noisy.log[0].parameters.kind; // "white"
 *
 * @throws ValueError BAD_OPTION
 */
export function whiteNoise(options: { standardDeviation: number }): AugmentationStep {
  return ofDeviation("whiteNoise", "white", options);
}

/**
 * Multiplies by one plus independent normal numbers.
 *
 * @param options.standardDeviation as a share of each value
 *
 * @example
 * augment({ field: [0, 0] }, [multiplicativeNoise({ standardDeviation: 0.1 })]).sample.field.data; // [0, 0]
 *
 * @throws ValueError BAD_OPTION
 */
export function multiplicativeNoise(options: { standardDeviation: number }): AugmentationStep {
  return ofDeviation("multiplicativeNoise", "multiplicative", options);
}

/**
 * Replaces each value by a count of the Poisson distribution about it, as detectors see light.
 *
 * @param options.counts how many counts a value of 1 stands for
 *
 * @example
 * const seen = augment({ field: [3.3] }, [shotNoise({ counts: 10 })]).sample.field.data[0];
 * Number.isInteger(Math.round(1e6 * seen * 10) / 1e6); // true
 *
 * @throws ValueError BAD_OPTION; on use OUT_OF_DOMAIN at a value below 0
 */
export function shotNoise(options: { counts: number }): AugmentationStep {
  checkOptions("shotNoise", options, ["counts"]);
  checkPositive("shotNoise", "counts", options.counts);
  return noiseStep({ kind: "shot", counts: options.counts });
}

/**
 * Replaces single values, as broken detector elements do.
 *
 * @param options.share of the values that are replaced, half by `low` and half by `high`
 *
 * @example
 * const broken = saltAndPepperNoise({ share: 1, low: 7, high: 7 });
 * augment({ field: [1, 2] }, [broken]).sample.field.data; // [7, 7]
 *
 * @throws ValueError BAD_OPTION
 */
export function saltAndPepperNoise(options: { share: number; low: number; high: number }): AugmentationStep {
  checkOptions("saltAndPepperNoise", options, ["share", "low", "high"]);
  const { share, low, high } = options;
  checkNumber("saltAndPepperNoise", "share", share, "a share from 0 to 1", (x) => x >= 0 && x <= 1);
  checkNumber("saltAndPepperNoise", "low", low, "a finite number", Number.isFinite);
  checkNumber("saltAndPepperNoise", "high", high, "a finite number", Number.isFinite);
  return noiseStep({ kind: "saltAndPepper", share, low, high });
}

/**
 * Adds noise whose power falls as one over the frequency to the power of `exponent`: 0 is white, 1 pink, 2 a random walk.
 * Takes n² operations, in the order of the rows.
 *
 * @param options.standardDeviation of the independent steps, in the unit of the field
 *
 * @example
 * const pink = colouredNoise({ standardDeviation: 0.1, exponent: 1 });
 * augment({ field: [0, 0, 0] }, [pink]).sample.field.shape; // [3]
 *
 * @throws ValueError BAD_OPTION
 * @see Kasdin, Discrete simulation of colored noise, Proceedings of the IEEE 83 (1995)
 */
export function colouredNoise(options: { standardDeviation: number; exponent: number }): AugmentationStep {
  checkOptions("colouredNoise", options, ["standardDeviation", "exponent"]);
  const { standardDeviation, exponent } = options;
  checkPositive("colouredNoise", "standardDeviation", standardDeviation);
  checkNumber("colouredNoise", "exponent", exponent, "a number from 0 to 2", (x) => x >= 0 && x <= 2);
  return noiseStep({ kind: "coloured", standardDeviation, exponent });
}

/**
 * Adds a random walk, as an instrument drifts.
 *
 * @param options.standardDeviation of its steps from value to value, in the unit of the field
 *
 * @example
 * augment({ field: [0, 0, 0] }, [drift({ standardDeviation: 0.1 })]).log[0].parameters.exponent; // 2
 *
 * @throws ValueError BAD_OPTION
 */
export function drift(options: { standardDeviation: number }): AugmentationStep {
  checkOptions("drift", options, ["standardDeviation"]);
  return colouredNoise({ ...options, exponent: 2 });
}

function ofDeviation(
  owner: string,
  kind: "white" | "multiplicative",
  options: { standardDeviation: number },
): AugmentationStep {
  checkOptions(owner, options, ["standardDeviation"]);
  checkPositive(owner, "standardDeviation", options.standardDeviation);
  return noiseStep({ kind, standardDeviation: options.standardDeviation });
}

type WithoutSeed<T> = T extends unknown ? Omit<T, "seed"> : never;

function noiseStep(noise: WithoutSeed<Noise>): AugmentationStep {
  return { step: "noise", draw: (stream) => ({ ...noise, seed: stream.integer(2 ** 32) }) };
}
