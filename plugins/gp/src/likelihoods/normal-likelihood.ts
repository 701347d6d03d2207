import { checkOptions } from "@mesoscope/sdk";
import { checkStart, readStart, restart, type Start } from "../covariance/start.js";
import { noiseParameter } from "../fit/search-space.js";
import { propagate } from "./expectation-propagation.js";
import { intervalTilt } from "./interval-tilt.js";
import type { Likelihood } from "./likelihood.js";

/** Options of `normalLikelihood`. */
export interface NormalLikelihoodOptions {
  /** Start of the standard deviation of the noise beyond that of each target, in the unit of `y`; `fixed(0)` for none. */
  readonly noise?: Start;
}

/**
 * Normal scatter, of one size for all beside the standard error of each target; targets may be intervals.
 *
 * @example
 * normalLikelihood({ noise: 0.1 }).name; // "normal noise"
 *
 * @throws ValueError BAD_OPTION
 */
export function normalLikelihood(options: NormalLikelihoodOptions = {}): Likelihood {
  const { noise } = options;
  checkOptions("normalLikelihood", options, ["noise"]);
  const isNone = typeof noise === "object" && "fixed" in noise && noise.fixed === 0;
  if (!isNone) checkStart("normalLikelihood", "noise", noise);
  return {
    kind: "normal",
    name: "normal noise",
    parameters: () => [noiseParameter(readStart("normalLikelihood", "noise", noise, 1))],
    sites(prior, { lower, upper, std }, [scale]) {
      const common = scale * scale;
      if (lower.data.every((value, i) => value === upper.data[i])) {
        const sites = { targets: lower.data, variances: std.map((value) => value * value + common), logCorrection: 0 };
        return { sites, slopes: (slopes) => [slopes.reduce((total, slope) => total + common * slope, 0)] };
      }
      const sites = propagate(prior, (i, cavity) =>
        intervalTilt(lower.data[i], upper.data[i], std[i] ** 2 + common, cavity),
      );
      const slope = sites.tilts.reduce(
        (total, { gradient, curvature }) => total + common * (gradient ** 2 - curvature),
        0,
      );
      return { sites, slopes: () => [slope] };
    },
    expectation(y, mean, variance, [scale]) {
      const [residual, precision] = [y - mean, 1 / (scale * scale)];
      const misfit = precision * (residual * residual + variance);
      const value = -0.5 * (Math.log((2 * Math.PI) / precision) + misfit);
      return { value, byMean: precision * residual, byVariance: -precision / 2, byParameters: [misfit - 1] };
    },
    withValues: (values) => normalLikelihood({ noise: restart(noise, values) }),
    toJSON: () => ({ kind: "normal", ...(noise !== undefined && { noise }) }),
  };
}
