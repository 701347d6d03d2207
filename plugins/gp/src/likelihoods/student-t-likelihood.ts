import { choleskyInverse, type NDArray } from "@mesoscope/core";
import { checkOptions, NumericError, ValueError } from "@mesoscope/sdk";
import { checkStart, fixed, readStart, restart, type Start } from "../covariance/start.js";
import { startsOf } from "../covariance/starts-of.js";
import { noiseParameter } from "../fit/search-space.js";
import { digamma, logGamma } from "./gamma-function.js";
import { conditionOnSites, type Sites } from "./gaussian-sites.js";
import type { Expectation, Likelihood } from "./likelihood.js";

/** Options of `studentTLikelihood`. */
export interface StudentTLikelihoodOptions {
  /** Start of the scale of the noise, in the unit of `y`; most of it lies within this distance. */
  readonly noise?: Start;
  /** The degrees of freedom: few for heavy tails. `fixed(4)` by default; a number is a start of the fit. */
  readonly degreesOfFreedom?: Start;
}

const maximumSweeps = 300;
const tolerance = 1e-8;

/**
 * Scatter with the heavy tails of Student's t: outliers lose their weight.
 *
 * Every target has noise of its own size, `noise / √u` with `u` of a gamma law; function and sizes are found in turn, by
 * variational inference. The evidence is a lower bound.
 *
 * @example
 * studentTLikelihood({ degreesOfFreedom: 3 }).name; // "Student-t noise"
 *
 * @throws ValueError BAD_OPTION
 * @see Kuss, Gaussian process models for robust regression, classification, and reinforcement learning, TU Darmstadt
 *   (2006), section 5.4
 */
export function studentTLikelihood(options: StudentTLikelihoodOptions = {}): Likelihood {
  const owner = "studentTLikelihood";
  const { noise, degreesOfFreedom = fixed(4) } = options;
  checkOptions(owner, options, ["noise", "degreesOfFreedom"]);
  checkStart(owner, "noise", noise);
  checkStart(owner, "degreesOfFreedom", degreesOfFreedom);
  return {
    kind: "studentT",
    name: "Student-t noise",
    parameters: () => [
      ...startsOf(owner, "degreesOfFreedom", "ratio", degreesOfFreedom, [[]]),
      noiseParameter(readStart(owner, "noise", noise, 1)),
    ],
    sites(prior, { lower, upper, std }, [freedom, scale]) {
      if (lower.data.some((value, i) => value !== upper.data[i]) || std.some((value) => value > 0)) {
        throw new ValueError(
          "BAD_VALUE",
          "studentTLikelihood: the targets are intervals or have standard errors. Give plain numbers, or normalLikelihood().",
        );
      }
      const { sites, rates } = settle(prior, lower.data, freedom, scale);
      return {
        sites,
        slopes: (slopes) => [
          freedomSlope(freedom, rates),
          slopes.reduce((total, slope, i) => total + sites.variances[i] * slope, 0),
        ],
      };
    },
    expectation: expectedLogDensity,
    withValues: ([freedom, scale]) =>
      studentTLikelihood({ noise: restart(noise, [scale]), degreesOfFreedom: restart(degreesOfFreedom, [freedom]) }),
    toJSON: () => ({ kind: "studentT", ...(noise !== undefined && { noise }), degreesOfFreedom }),
  };
}

/** Sites and the rates of the gamma laws of the precisions, whose shape is `(ν + 1) / 2`. */
function settle(
  prior: NDArray,
  y: Float64Array,
  freedom: number,
  scale: number,
): { sites: Sites; rates: Float64Array } {
  const n = y.length;
  const shape = (freedom + 1) / 2;
  let rates = new Float64Array(n).fill(shape);
  for (let sweep = 0; sweep < maximumSweeps; sweep++) {
    const variances = rates.map((rate) => (scale * scale * rate) / shape);
    const { factor, weights } = conditionOnSites(prior, { targets: y, variances, logCorrection: 0 });
    const inverse = choleskyInverse(factor).data;
    const next = rates.map((_, i) => {
      const residual = variances[i] * weights.data[i];
      const variance = variances[i] - variances[i] ** 2 * inverse[i * (n + 1)];
      return (freedom + (residual ** 2 + variance) / scale ** 2) / 2;
    });
    const change = next.reduce((largest, rate, i) => Math.max(largest, Math.abs(rate / rates[i] - 1)), 0);
    rates = next;
    if (change < tolerance) return { sites: sitesOf(y, rates, freedom, scale), rates };
  }
  throw new NumericError(
    "NOT_CONVERGED",
    `studentTLikelihood: the sizes of the noise did not settle in ${maximumSweeps} sweeps. Let the noise be larger.`,
  );
}

function sitesOf(targets: Float64Array, rates: Float64Array, freedom: number, scale: number): Sites {
  const [shape, half] = [(freedom + 1) / 2, freedom / 2];
  const constant = logGamma(shape) - logGamma(half) - 0.5 * Math.log(shape) + shape;
  const logCorrection = rates.reduce(
    (total, rate) => total + constant - half * Math.log(rate / half) - (shape * half) / rate,
    0,
  );
  return { targets, variances: rates.map((rate) => (scale * scale * rate) / shape), logCorrection };
}

/** The slope of the bound by `log ν` while the gamma laws stay: that of their distance from the prior. */
function freedomSlope(freedom: number, rates: Float64Array): number {
  const [shape, half] = [(freedom + 1) / 2, freedom / 2];
  return rates.reduce((total, rate) => {
    const slope = digamma(shape) - digamma(half) - Math.log(rate / half) + 1 - shape / rate;
    return total + half * slope;
  }, 0);
}

/** With the best gamma law of the target's own precision, which bounds the expectation from below. */
function expectedLogDensity(y: number, mean: number, variance: number, values: readonly number[]): Expectation {
  const [freedom, scale] = values;
  const [shape, half, width] = [(freedom + 1) / 2, freedom / 2, freedom * scale ** 2];
  const residual = y - mean;
  const square = residual ** 2 + variance;
  const excess = Math.log1p(square / width);
  const precision = (freedom + 1) / (width + square);
  const byFreedom = half * (digamma(shape) - digamma(half) - excess) - 0.5 + 0.5 * precision * square;
  return {
    value: logGamma(shape) - logGamma(half) - 0.5 * Math.log(Math.PI * width) - shape * excess,
    byMean: precision * residual,
    byVariance: -precision / 2,
    byParameters: [byFreedom, precision * square - 1],
  };
}
