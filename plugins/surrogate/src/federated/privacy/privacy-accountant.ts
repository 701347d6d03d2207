import { checkNumber, checkOptions, checkPositive, checkWhole } from "@mesoscope/sdk";
import { renyiDivergence } from "./renyi-divergence.js";

/** What `privacyAccountant` is told. */
export interface PrivacyAccountantOptions {
  /** Standard deviation of the noise over the largest norm of one person's part. */
  readonly noiseMultiplier: number;
  /** The probability with which each person takes part in a step, up to 1. */
  readonly samplingRate: number;
  /** How often. */
  readonly steps: number;
  /** The probability that the bound fails. */
  readonly delta: number;
}

/** What a computation tells, at most, about any one person. */
export interface PrivacySpent {
  readonly epsilon: number;
  readonly delta: number;
  /** The order of Rényi divergence that gave the smallest ε. */
  readonly order: number;
}

/** The usual orders: dense where few steps are best, sparse where many are. */
const orders: readonly number[] = [
  ...Array.from({ length: 99 }, (_, i) => 1 + (i + 1) / 10),
  ...Array.from({ length: 53 }, (_, i) => 11 + i),
  128,
  256,
  512,
  1024,
];

/**
 * The (ε, δ) of differential privacy that steps with Gaussian noise on random samples of people spend together; two
 * data sets are neighbours where one has one person more.
 *
 * @example
 * const { epsilon } = privacyAccountant({ noiseMultiplier: 1.1, samplingRate: 0.01, steps: 1000, delta: 1e-5 });
 * epsilon; // 1.71
 *
 * @throws ValueError BAD_OPTION
 * @see Mironov, Talwar and Zhang, arXiv:1908.10530 (2019), for the divergence; Canonne, Kamath and Steinke, The
 * discrete Gaussian for differential privacy, NeurIPS (2020), proposition 12, for ε from it
 */
export function privacyAccountant(options: PrivacyAccountantOptions): PrivacySpent {
  const owner = "privacyAccountant";
  checkOptions(owner, options, ["noiseMultiplier", "samplingRate", "steps", "delta"]);
  checkPositive(owner, "noiseMultiplier", options.noiseMultiplier);
  checkSampling(owner, options);
  return spent(options);
}

/** @throws ValueError BAD_OPTION */
export function checkSampling(owner: string, options: Omit<PrivacyAccountantOptions, "noiseMultiplier">): void {
  const { samplingRate, steps, delta } = options;
  checkNumber(owner, "samplingRate", samplingRate, "a number above 0, at most 1", (rate) => rate > 0 && rate <= 1);
  checkWhole(owner, "steps", steps, 0);
  checkNumber(owner, "delta", delta, "a number between 0 and 1, such as 1e-5", (value) => value > 0 && value < 1);
}

/** The smallest ε over the orders. */
export function spent({ noiseMultiplier, samplingRate, steps, delta }: PrivacyAccountantOptions): PrivacySpent {
  const bounds = orders.map((order) => ({
    epsilon: epsilonOf(steps * renyiDivergence(order, samplingRate, noiseMultiplier), order, delta),
    delta,
    order,
  }));
  return bounds.reduce((best, bound) => (bound.epsilon < best.epsilon ? bound : best));
}

/** A divergence small enough to be all in δ leaves ε = 0 (proposition 8 of Canonne and others). */
function epsilonOf(divergence: number, order: number, delta: number): number {
  if (delta * delta + Math.expm1(-divergence) > 0) return 0;
  const epsilon = divergence + Math.log1p(-1 / order) - Math.log(delta * order) / (order - 1);
  return Math.max(epsilon, 0);
}
