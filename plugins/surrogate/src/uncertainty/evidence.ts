import { findRoot } from "@mesoscope/core";

/** What is known of one output. */
export interface Evidence {
  readonly rows: number;
  /** The sum of squares of the features along each axis. */
  readonly strengths: Float64Array;
  /** The targets along the direction in which each axis lets them vary. */
  readonly explained: Float64Array;
  /** The sum of squares that no weights explain. */
  readonly misfit: number;
}

/** The marginal likelihood at a ratio of the variances of noise and weights, with the best noise for it. */
interface EvidenceAt {
  readonly noise: number;
  /** How many weights the rows determine. */
  readonly determined: number;
  readonly logMarginalLikelihood: number;
  /** Its derivative with respect to the logarithm of the ratio. */
  readonly slope: number;
}

/** Relative to the greatest strength. */
const [leastRatio, greatestRatio, triesPerDecade] = [1e-12, 1e6, 4];
/** The standard deviation that exact fits leave, of targets with standard deviation 1. */
const leastNoise = 1e-8;

/**
 * @see MacKay, Bayesian interpolation, Neural Computation 4 (1992) 415, equation 4.8, with the noise of its greatest value
 *   put in
 */
export function evidenceAt({ rows, strengths, explained, misfit }: Evidence, ratio: number): EvidenceAt {
  let [square, growth, determined, logDeterminant] = [misfit, 0, 0, 0];
  strengths.forEach((strength, i) => {
    const left = ratio / (strength + ratio);
    square += explained[i] ** 2 * left;
    growth += explained[i] ** 2 * left * (1 - left);
    determined += 1 - left;
    logDeterminant += Math.log1p(strength / ratio);
  });
  const noise = Math.max(Math.sqrt(square / rows), leastNoise);
  return {
    noise,
    determined,
    logMarginalLikelihood: -0.5 * (rows * Math.log(2 * Math.PI * noise ** 2) + square / noise ** 2 + logDeterminant),
    slope: 0.5 * (determined - growth / noise ** 2),
  };
}

/** The ratio of the greatest marginal likelihood: the best of a grid, as there may be several maxima, made exact. */
export function bestRatio(evidence: Evidence): number {
  const scale = Math.log(evidence.strengths.reduce((a, b) => Math.max(a, b)));
  const decades = Math.log10(greatestRatio / leastRatio);
  const step = Math.LN10 / triesPerDecade;
  const tries = Array.from({ length: decades * triesPerDecade + 1 }, (_, i) => scale + Math.log(leastRatio) + i * step);
  const at = (logarithm: number) => evidenceAt(evidence, Math.exp(logarithm));
  const likelihoods = tries.map((logarithm) => at(logarithm).logMarginalLikelihood);
  const best = tries[likelihoods.indexOf(Math.max(...likelihoods))];
  const slope = (logarithm: number) => at(logarithm).slope;
  const hasPeak = slope(best - step) > 0 && slope(best + step) < 0;
  return Math.exp(hasPeak ? findRoot(slope, best - step, best + step).x : best);
}
