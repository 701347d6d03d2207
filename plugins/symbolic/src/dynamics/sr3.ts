import { inverse, matmul, NDArray } from "@mesoscope/core";
import { checkOptions, checkPositive, checkWhole } from "@mesoscope/sdk";
import { normalEquations } from "./normal-equations.js";
import type { SparseOptimizer } from "./optimizer.js";
import type { LinearEquations } from "./subset-regression.js";
import { chooseThreshold } from "./threshold-path.js";

/** Options of `sr3`. */
export interface Sr3Options {
  /** Coefficients of the sparse copy smaller than this are 0; chosen by description length unless given. */
  readonly threshold?: number;
  /** How loosely the spring holds fit and sparse copy together: the mean diagonal of the normal equations over its stiffness; 1 by default. */
  readonly relaxation?: number;
  /** Of the alternation; 1000 by default. */
  readonly maxIterations?: number;
}

/**
 * Sparse relaxed regularised regression: least squares and a thresholded copy of the coefficients, held together by a spring.
 *
 * @example
 * sr3({ threshold: 0.1 }).name; // "SR3"
 *
 * @throws ValueError BAD_OPTION
 * @see Zheng, Askham, Brunton, Kutz & Aravkin, IEEE Access 7 (2019) 1404, algorithm 1, with the ℓ₀ penalty
 */
export function sr3(options: Sr3Options = {}): SparseOptimizer {
  checkOptions("sr3", options, ["threshold", "relaxation", "maxIterations"]);
  const { threshold, relaxation = 1, maxIterations = 1000 } = options;
  if (threshold !== undefined) checkPositive("sr3", "threshold", threshold);
  checkPositive("sr3", "relaxation", relaxation);
  checkWhole("sr3", "maxIterations", maxIterations, 1);
  return {
    name: "SR3",
    selects: false,
    choose: (regression) =>
      chooseThreshold(regression, threshold, (equations) => alternation(equations, relaxation, maxIterations)),
  };
}

/** What gives the support for a threshold. */
function alternation(
  equations: LinearEquations,
  relaxation: number,
  maxIterations: number,
): (level: number) => readonly number[] {
  const size = equations.columns.length;
  const { normal, moments } = normalEquations(equations);
  let trace = 0;
  for (let j = 0; j < size; j++) trace += normal.data[j * (size + 1)];
  const stiffness = trace / size / relaxation;
  for (let j = 0; j < size; j++) normal.data[j * (size + 1)] += stiffness;
  const solver = inverse(normal);
  const solved = (right: Float64Array) => matmul(solver, new NDArray(right, [size, 1])).data;
  const first = solved(moments);
  return (level) => {
    let sparse = first.map((value) => (Math.abs(value) < level ? 0 : value));
    for (let i = 0; i < maxIterations; i++) {
      const near = sparse;
      const full = solved(moments.map((value, j) => value + stiffness * near[j]));
      sparse = full.map((value) => (Math.abs(value) < level ? 0 : value));
      const change = sparse.reduce((largest, value, j) => Math.max(largest, Math.abs(value - near[j])), 0);
      if (change <= 1e-12 * sparse.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)) break;
    }
    return [...sparse.keys()].filter((j) => sparse[j] !== 0);
  };
}
