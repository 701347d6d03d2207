import { checkOptions, checkPositive } from "@mesoscope/sdk";
import { Distribution } from "./distribution.js";

/**
 * The exponential distribution, of mean `scale`: waiting times that do not age.
 *
 * @example
 * exponential({ scale: 2 }).survival(2).toFixed(6); // "0.367879"
 *
 * @throws ValueError BAD_OPTION
 */
export function exponential(options: { scale?: number } = {}): Distribution {
  checkOptions("exponential", options, ["scale"]);
  const { scale = 1 } = options;
  checkPositive("exponential", "scale", scale);
  return new Distribution({
    name: "exponential",
    parameters: { scale },
    mean: scale,
    variance: scale ** 2,
    support: [0, Infinity],
    logDensity: (x) => -x / scale - Math.log(scale),
    cumulative: (x) => -Math.expm1(-x / scale),
    survival: (x) => Math.exp(-x / scale),
    quantile: (probability) => -scale * Math.log1p(-probability),
    draw: (stream) => scale * stream.exponential(),
  });
}
