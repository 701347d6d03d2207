import { solve } from "@mesoscope/core";
import { checkNumber, checkOptions } from "@mesoscope/sdk";
import { type NormalEquations, normalEquations } from "./normal-equations.js";
import type { SparseOptimizer } from "./optimizer.js";
import { chooseThreshold } from "./threshold-path.js";

/** Options of `stlsq`. */
export interface StlsqOptions {
  /** Coefficients smaller than this are dropped; chosen by description length unless given. */
  readonly threshold?: number;
  /** Added to the diagonal of the normal equations while terms are dropped; 0 by default. */
  readonly ridge?: number;
}

const mostIterations = 20;
/** As a share of the largest diagonal entry. */
const rounding = 1e-13;

/**
 * Sequentially thresholded least squares: fit, drop small coefficients, fit the rest, until none is small.
 *
 * @example
 * stlsq({ threshold: 0.1 }).name; // "STLSQ"
 *
 * @throws ValueError BAD_OPTION
 * @see Brunton, Proctor & Kutz, PNAS 113 (2016) 3932, supporting information, algorithm 1
 */
export function stlsq(options: StlsqOptions = {}): SparseOptimizer {
  checkOptions("stlsq", options, ["threshold", "ridge"]);
  const { threshold, ridge = 0 } = options;
  const isAmount = (value: number) => value >= 0 && value < Infinity;
  if (threshold !== undefined) checkNumber("stlsq", "threshold", threshold, "a finite number from 0", isAmount);
  checkNumber("stlsq", "ridge", ridge, "a finite number from 0", isAmount);
  return {
    name: "STLSQ",
    selects: false,
    choose: (regression) =>
      chooseThreshold(regression, threshold, (equations) => {
        const normal = normalEquations(equations);
        return (level) => thresholdedSupport(normal, level, ridge);
      }),
  };
}

/** The columns whose coefficients stay above the level. */
function thresholdedSupport(equations: NormalEquations, level: number, ridge: number): readonly number[] {
  let support = [...equations.moments.keys()];
  for (let i = 0; i < mostIterations && support.length > 0; i++) {
    const coefficients = ridgeFit(equations, support, ridge);
    const kept = support.filter((_, k) => Math.abs(coefficients[k]) >= level);
    if (kept.length === support.length) break;
    support = kept;
  }
  return support;
}

/** Collinear columns share their coefficient: what is added to the diagonal is at least rounding. */
function ridgeFit({ normal, moments }: NormalEquations, support: readonly number[], ridge: number): Float64Array {
  const part = support.map((i) => support.map((j) => normal.get(i, j)));
  const largest = Math.max(...part.map((row, k) => row[k]));
  part.forEach((row, k) => {
    row[k] += ridge + rounding * largest;
  });
  return solve(
    part,
    support.map((j) => moments[j]),
  ).data;
}
