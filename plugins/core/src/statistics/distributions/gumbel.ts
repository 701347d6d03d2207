import { checkFinite, checkOptions, checkPositive } from "@mesoscope/sdk";
import { Distribution } from "./distribution.js";

const eulerGamma = 0.5772156649015329;

/**
 * The Gumbel distribution of largest values, such as yearly floods; `location` is its most likely value.
 *
 * @example
 * gumbel({ location: 10, scale: 2 }).quantile(0.99).toFixed(4); // "19.2003"
 *
 * @throws ValueError BAD_OPTION
 */
export function gumbel(options: { location?: number; scale?: number } = {}): Distribution {
  checkOptions("gumbel", options, ["location", "scale"]);
  const { location = 0, scale = 1 } = options;
  checkFinite("gumbel", "location", location);
  checkPositive("gumbel", "scale", scale);
  const weight = (x: number) => Math.exp((location - x) / scale);
  return new Distribution({
    name: "gumbel",
    parameters: { location, scale },
    mean: location + scale * eulerGamma,
    variance: (Math.PI * scale) ** 2 / 6,
    support: [-Infinity, Infinity],
    logDensity: (x) => (location - x) / scale - weight(x) - Math.log(scale),
    cumulative: (x) => Math.exp(-weight(x)),
    survival: (x) => -Math.expm1(-weight(x)),
    quantile: (probability) => location - scale * Math.log(-logOf(probability)),
  });
}

/** The logarithm, with the digits that `1 - probability` has. */
function logOf(probability: number): number {
  return probability > 0.5 ? Math.log1p(probability - 1) : Math.log(probability);
}
