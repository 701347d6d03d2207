import { checkFinite, checkOptions, checkPositive } from "@mesoscope/sdk";
import { normalCdf, normalQuantile } from "../normal-distribution.js";
import { Distribution } from "./distribution.js";

/**
 * The normal distribution.
 *
 * @example
 * normal({ mean: 210, std: 5 }).quantile(0.975); // 219.79981992270027
 *
 * @throws ValueError BAD_OPTION
 */
export function normal(options: { mean?: number; std?: number } = {}): Distribution {
  checkOptions("normal", options, ["mean", "std"]);
  const { mean = 0, std = 1 } = options;
  checkFinite("normal", "mean", mean);
  checkPositive("normal", "std", std);
  return new Distribution({
    name: "normal",
    parameters: { mean, std },
    mean,
    variance: std ** 2,
    support: [-Infinity, Infinity],
    logDensity: (x) => logNormalDensity((x - mean) / std) - Math.log(std),
    cumulative: (x) => normalCdf((x - mean) / std),
    survival: (x) => normalCdf((mean - x) / std),
    quantile: (probability) => mean + std * normalQuantile(probability),
    draw: (stream) => mean + std * stream.normal(),
  });
}

const logRootTwoPi = Math.log(2 * Math.PI) / 2;

/** The logarithm of the standard normal density. */
export function logNormalDensity(z: number): number {
  return -(z * z) / 2 - logRootTwoPi;
}
