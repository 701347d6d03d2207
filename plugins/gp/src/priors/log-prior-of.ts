import type { ValueAndGradient } from "@mesoscope/core";
import type { Parameter } from "../covariance/covariance.js";
import { logPrior } from "./prior.js";

/** The logarithm of the prior density of hyper-parameters, and its slope by the logarithm of each. */
export function logPriorOf(parameters: readonly Parameter[], values: readonly number[]): ValueAndGradient {
  const terms = parameters.map(({ prior }, p) => (prior ? logPrior(prior, values[p]) : { value: 0, slope: 0 }));
  return {
    value: terms.reduce((total, term) => total + term.value, 0),
    gradient: Float64Array.from(terms, ({ slope }) => slope),
  };
}
