import { checkFinite, checkOptions, checkPositive, ValueError } from "@mesoscope/sdk";
import { normalCdf, normalLogCdf } from "../normal-distribution.js";
import { Distribution } from "./distribution.js";
import { logNormalDensity } from "./normal.js";

export interface TruncatedNormalOptions {
  /** Of the normal distribution before it is cut; 0. */
  readonly mean?: number;
  /** Of the normal distribution before it is cut; 1. */
  readonly std?: number;
  /** No limit unless given. */
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * A normal distribution of which only the part from `lower` to `upper` is possible.
 *
 * @example
 * truncatedNormal({ mean: 0, std: 1, lower: 0 }).mean.toFixed(6); // "0.797885"
 *
 * @throws ValueError BAD_OPTION
 * @see Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions, volume 1, section 13.10.1
 */
export function truncatedNormal(options: TruncatedNormalOptions = {}): Distribution {
  checkOptions("truncatedNormal", options, ["mean", "std", "lower", "upper"]);
  const { mean = 0, std = 1, lower = -Infinity, upper = Infinity } = options;
  checkFinite("truncatedNormal", "mean", mean);
  checkPositive("truncatedNormal", "std", std);
  const [from, to] = [(lower - mean) / std, (upper - mean) / std];
  const logShare = logProbability(from, to);
  if (!(lower < upper && logShare > -Infinity)) {
    throw new ValueError(
      "BAD_OPTION",
      `truncatedNormal: nothing lies between lower ${lower} and upper ${upper}. Give an upper above the lower.`,
    );
  }
  const edge = (z: number) => (Number.isFinite(z) ? Math.exp(logNormalDensity(z) - logShare) : 0);
  const moved = (z: number) => (Number.isFinite(z) ? z * edge(z) : 0);
  const shift = edge(from) - edge(to);
  return new Distribution({
    name: "truncatedNormal",
    parameters: { mean, std, ...(lower > -Infinity && { lower }), ...(upper < Infinity && { upper }) },
    mean: mean + std * shift,
    variance: std ** 2 * (1 + moved(from) - moved(to) - shift ** 2),
    support: [lower, upper],
    logDensity: (x) => logNormalDensity((x - mean) / std) - logShare - Math.log(std),
    cumulative: (x) => Math.exp(logProbability(from, (x - mean) / std) - logShare),
    survival: (x) => Math.exp(logProbability((x - mean) / std, to) - logShare),
  });
}

/** The logarithm of the probability that a standard normal number lies from a to b, also far out in a tail. */
function logProbability(a: number, b: number): number {
  if (a > 0) return logProbability(-b, -a);
  if (b > 0) return Math.log1p(-normalCdf(a) - normalCdf(-b));
  const larger = normalLogCdf(b);
  return a === -Infinity ? larger : larger + Math.log(-Math.expm1(normalLogCdf(a) - larger));
}
