import type { NDArray } from "@mesoscope/core";
import type { Parameter } from "../covariance/covariance.js";
import type { Sites } from "./gaussian-sites.js";
import type { UncertainTargets } from "./targets.js";

/** A likelihood as plain data. */
export interface LikelihoodData {
  readonly kind: "normal" | "studentT";
  readonly [option: string]: unknown;
}

/** How targets scatter about the function; `normalLikelihood` and `studentTLikelihood` make one. */
export interface Likelihood {
  readonly kind: LikelihoodData["kind"];
  readonly name: string;
  /** The hyper-parameters, of which the noise is the last. */
  parameters(): readonly Parameter[];
  /**
   * Sites for targets less their prior mean, at one choice of values.
   *
   * @param prior covariance of the function at the rows
   */
  sites(prior: NDArray, targets: UncertainTargets, values: readonly number[]): LikelihoodSites;
  /** The same likelihood with `values` as the numbers given. */
  withValues(values: readonly number[]): Likelihood;
  toJSON(): LikelihoodData;
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
