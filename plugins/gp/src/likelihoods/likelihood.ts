import type { NDArray } from "@mesoscope/core";
import type { Parameter } from "../covariance/covariance.js";
import type { Sites } from "./gaussian-sites.js";
import type { UncertainTargets } from "./targets.js";

/** A likelihood as plain data. */
export interface LikelihoodData {
  readonly kind: "bernoulli" | "normal" | "studentT";
  readonly [option: string]: unknown;
}

/** The expected log density of a target about a function that is normal, or a bound below it, and its slopes. */
export interface Expectation {
  readonly value: number;
  readonly byMean: number;
  /** Not above 0. */
  readonly byVariance: number;
  /** By the logarithm of every hyper-parameter of the likelihood. */
  readonly byParameters: readonly number[];
}

/** How targets scatter about the function, as far as `variationalGaussianProcess` has to know. */
export interface VariationalLikelihood {
  readonly kind: LikelihoodData["kind"];
  readonly name: string;
  /** The hyper-parameters, of which the noise, where there is any, is the last. */
  parameters(): readonly Parameter[];
  /** What is expected of the target `y` where the function has this mean and variance. */
  expectation(y: number, mean: number, variance: number, values: readonly number[]): Expectation;
  /** The same likelihood with `values` as the numbers given. */
  withValues(values: readonly number[]): VariationalLikelihood;
  toJSON(): LikelihoodData;
}

/** How targets scatter about the function; `normalLikelihood` and `studentTLikelihood` make one. */
export interface Likelihood extends VariationalLikelihood {
  /**
   * Sites for targets less their prior mean, at one choice of values.
   *
   * @param prior covariance of the function at the rows
   */
  sites(prior: NDArray, targets: UncertainTargets, values: readonly number[]): LikelihoodSites;
  /** The same likelihood with `values` as the numbers given. */
  withValues(values: readonly number[]): Likelihood;
}

interface LikelihoodSites {
  readonly sites: Sites;
  /**
   * The slope of the log evidence by the logarithm of every hyper-parameter of the likelihood.
   *
   * @param slopes twice the slope by the variance of every site
   */
  slopes(slopes: Float64Array): number[];
}
