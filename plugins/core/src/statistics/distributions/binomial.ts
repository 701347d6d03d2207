import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { incompleteBeta } from "../special/incomplete-beta.js";
import { logBinomialTerm } from "../special/saddle-point.js";
import { Distribution, type Law } from "./distribution.js";

/**
 * The binomial distribution: how many of so many independent `trials` succeed, each with `probability`.
 *
 * @example
 * binomial({ trials: 4, probability: 0.5 }).density(2).toFixed(12); // "0.375000000000"
 *
 * @throws ValueError BAD_OPTION
 */
export function binomial(options: { trials: number; probability: number }): Distribution {
  checkOptions("binomial", options, ["trials", "probability"]);
  const { trials, probability } = options;
  checkWhole("binomial", "trials", trials, 1);
  checkProbability("binomial", probability);
  const parameters = { trials, probability };
  return new Distribution({ name: "binomial", parameters, ...binomialLaw(trials, probability) });
}

/**
 * One trial: 1 with `probability`, else 0.
 *
 * @example
 * bernoulli({ probability: 0.2 }).mean; // 0.2
 *
 * @throws ValueError BAD_OPTION
 */
export function bernoulli(options: { probability: number }): Distribution {
  checkOptions("bernoulli", options, ["probability"]);
  const { probability } = options;
  checkProbability("bernoulli", probability);
  return new Distribution({ name: "bernoulli", parameters: { probability }, ...binomialLaw(1, probability) });
}

function binomialLaw(n: number, p: number): Omit<Law, "name" | "parameters"> {
  return {
    mean: n * p,
    variance: n * p * (1 - p),
    support: [0, n],
    isDiscrete: true,
    logDensity: (x) => logBinomialTerm(x, n - x, p, 1 - p),
    cumulative: (x) => incompleteBeta(n - x, x + 1, 1 - p, p).lower,
    survival: (x) => incompleteBeta(n - x, x + 1, 1 - p, p).upper,
  };
}

function checkProbability(owner: string, probability: number): void {
  if (probability >= 0 && probability <= 1) return;
  throw new ValueError("BAD_OPTION", `${owner}: the probability is ${probability}. Give one from 0 to 1.`);
}
