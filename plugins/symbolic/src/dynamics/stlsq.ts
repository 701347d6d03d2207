import { NDArray, solve } from "@mesoscope/core";
import { checkNumber, checkOptions } from "@mesoscope/sdk";
import type { SparseOptimizer } from "./optimizer.js";
import type { LinearEquations } from "./subset-regression.js";
import { chooseThreshold } from "./threshold-path.js";

/** Options of `stlsq`. */
export interface StlsqOptions {
  /** Coefficients smaller than this are dropped; chosen by description length unless given. */
  readonly threshold?: number;
  /** Added to the diagonal of the normal equations while terms are dropped; 0 by default. */
  readonly ridge?: number;
}

const mostIterations = 20;

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
      chooseThreshold(regression, threshold, (level, scales) =>
        thresholdedSupport(regression.reduced, scales, level, ridge),
      ),
  };
}

/** Where coefficients of the columns times `scales` stay above the level. */
function thresholdedSupport(
  { columns, target }: LinearEquations,
  scales: Float64Array,
  level: number,
  ridge: number,
): readonly number[] {
  let support = [...columns.keys()];
  for (let i = 0; i < mostIterations && support.length > 0; i++) {
    const part = support.map((j) => columns[j].map((value) => value * scales[j]));
    const coefficients = ridgeFit(part, target, ridge);
    const kept = support.filter((_, k) => Math.abs(coefficients[k]) >= level);
    if (kept.length === support.length) break;
    support = kept;
  }
  return support;
}

/** Collinear columns share their coefficient: what is added to the diagonal is at least rounding. */
function ridgeFit(columns: readonly Float64Array[], target: Float64Array, ridge: number): Float64Array {
  const { normal, moments } = normalEquations(columns, target);
  const size = columns.length;
  let largest = 0;
  for (let j = 0; j < size; j++) largest = Math.max(largest, normal.data[j * (size + 1)]);
  for (let j = 0; j < size; j++) normal.data[j * (size + 1)] += ridge + 1e-13 * largest;
  return solve(normal, moments).data;
}

export function normalEquations(
  columns: readonly Float64Array[],
  target: Float64Array,
): { normal: NDArray; moments: Float64Array } {
  const size = columns.length;
  const normal = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      normal[i * size + j] = inner(columns[i], columns[j]);
      normal[j * size + i] = normal[i * size + j];
    }
  }
  return { normal: new NDArray(normal, [size, size]), moments: Float64Array.from(columns, (c) => inner(c, target)) };
}

function inner(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
