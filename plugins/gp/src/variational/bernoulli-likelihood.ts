import { gaussHermite } from "@mesoscope/core";
import type { Expectation, VariationalLikelihood } from "../likelihoods/likelihood.js";
import { normalTail } from "../normal-tail.js";

const rule = gaussHermite(20);
const places = rule.nodes.data.map((node) => Math.SQRT2 * node);
const shares = rule.weights.data.map((weight) => weight / Math.sqrt(Math.PI));

/**
 * Targets that are 0 or 1, for `variationalGaussianProcess`: 1 has the normal probability below the function.
 *
 * @example
 * bernoulliLikelihood().name; // "0 or 1, probit"
 *
 * @see Hensman, Matthews & Ghahramani, Scalable variational Gaussian process classification, AISTATS (2015)
 */
export function bernoulliLikelihood(): VariationalLikelihood {
  const likelihood: VariationalLikelihood = {
    kind: "bernoulli",
    name: "0 or 1, probit",
    parameters: () => [],
    expectation,
    withValues: () => likelihood,
    toJSON: () => ({ kind: "bernoulli" }),
  };
  return likelihood;
}

function expectation(y: number, mean: number, variance: number): Expectation {
  const [sign, std] = [y === 1 ? 1 : -1, Math.sqrt(variance)];
  let [value, byMean, byVariance] = [0, 0, 0];
  for (let k = 0; k < places.length; k++) {
    const { log, slope, excess } = normalTail(sign * (mean + std * places[k]));
    value += shares[k] * log;
    byMean += shares[k] * sign * slope;
    byVariance -= 0.5 * shares[k] * slope * excess;
  }
  return { value, byMean, byVariance, byParameters: [] };
}
