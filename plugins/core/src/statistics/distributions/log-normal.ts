import { checkFinite, checkOptions, checkPositive } from "@mesoscope/sdk";
import { normalCdf, normalQuantile } from "../normal-distribution.js";
import { Distribution } from "./distribution.js";
import { logNormalDensity } from "./normal.js";

/**
 * The distribution of a positive number whose logarithm is normal, with mean `logMean` and standard deviation `logStd`.
 *
 * @example
 * logNormal({ logMean: 0, logStd: 0.5 }).mean; // 1.1331484530668263
 *
 * @throws ValueError BAD_OPTION
 */
export function logNormal(options: { logMean?: number; logStd?: number } = {}): Distribution {
  checkOptions("logNormal", options, ["logMean", "logStd"]);
  const { logMean = 0, logStd = 1 } = options;
  checkFinite("logNormal", "logMean", logMean);
  checkPositive("logNormal", "logStd", logStd);
  const z = (x: number) => (Math.log(x) - logMean) / logStd;
  return new Distribution({
    name: "logNormal",
    parameters: { logMean, logStd },
    mean: Math.exp(logMean + logStd ** 2 / 2),
    variance: Math.expm1(logStd ** 2) * Math.exp(2 * logMean + logStd ** 2),
    support: [0, Infinity],
    logDensity: (x) => (x === 0 ? -Infinity : logNormalDensity(z(x)) - Math.log(logStd * x)),
    cumulative: (x) => normalCdf(z(x)),
    survival: (x) => normalCdf(-z(x)),
    quantile: (probability) => Math.exp(logMean + logStd * normalQuantile(probability)),
    draw: (stream) => Math.exp(logMean + logStd * stream.normal()),
  });
}
