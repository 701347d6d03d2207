import { checkFinite, checkOptions, ValueError } from "@mesoscope/sdk";
import { Distribution } from "./distribution.js";

/**
 * The distribution of a number that is equally likely anywhere from `lower` to `upper`.
 *
 * @example
 * uniform({ lower: 2, upper: 6 }).cumulative(3); // 0.25
 *
 * @throws ValueError BAD_OPTION
 */
export function uniform(options: { lower?: number; upper?: number } = {}): Distribution {
  checkOptions("uniform", options, ["lower", "upper"]);
  const { lower = 0, upper = 1 } = options;
  checkFinite("uniform", "lower", lower);
  checkFinite("uniform", "upper", upper);
  const width = upper - lower;
  if (!(width > 0)) {
    throw new ValueError(
      "BAD_OPTION",
      `uniform: lower is ${lower} and upper is ${upper}. Give an upper above the lower.`,
    );
  }
  return new Distribution({
    name: "uniform",
    parameters: { lower, upper },
    mean: lower + width / 2,
    variance: width ** 2 / 12,
    support: [lower, upper],
    logDensity: () => -Math.log(width),
    cumulative: (x) => (x - lower) / width,
    survival: (x) => (upper - x) / width,
    quantile: (probability) => lower + width * probability,
  });
}
