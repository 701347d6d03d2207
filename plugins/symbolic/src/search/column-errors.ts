import { createEvaluator } from "../engine/create-evaluator.js";
import type { Evaluator } from "../engine/evaluator.js";
import { type ConstantsFit, fitConstants } from "../engine/fit-constants.js";
import { weightedMoments } from "../engine/weighted-moments.js";
import {
  apply,
  constant,
  constantsOf,
  type Expression,
  fixed,
  type Leaf,
  withLeaves,
} from "../expression/expression.js";
import type { Problem } from "./problem.js";

const mostRounds = 60;
/** Of the constants, by which they change in the last round. */
const tolerance = 1e-9;
/** Steps of a fit between two corrections of the rows. */
const iterations = 3;

/**
 * The constants where also the variables have errors (orthogonal distance regression). Each row is moved to the point of
 * the curve that its errors make most likely, which gives the target there an error of variance
 * `σ_y² + Σ (∂f/∂x_i σ_i)²`; with these as weights the constants are fitted, and both are repeated until they agree.
 *
 * The loss is the sum of squares of all errors, each over its variance, as a fraction of what a constant leaves.
 *
 * @param problem its weights are one over the variances of the target themselves
 * @see York, "Least squares fitting of a straight line with correlated errors", Earth Planet. Sci. Lett. 5 (1968), 320–324
 * @see Boggs & Rogers, "Orthogonal distance regression", Contemporary Mathematics 112 (1990), 183–194
 */
export function fitWithColumnErrors(expression: Expression, problem: Problem): ConstantsFit {
  const { columnErrors = [] } = problem;
  const { totalWeight, variance } = weightedMoments(problem.target, problem.weights);
  let found = fitConstants(expression, createEvaluator(problem));
  let columns = problem.columns;
  let chiSquare = Number.POSITIVE_INFINITY;
  for (let round = 0; round < mostRounds && Number.isFinite(found.loss); round++) {
    const rows = effectiveRows(found.expression, problem, columns, columnErrors);
    if (!rows) break;
    columns = rows.columns;
    chiSquare = rows.chiSquare;
    const next = fitConstants(found.expression, createEvaluator({ ...problem, ...rows }), {
      maxIterations: iterations,
    });
    const isSettled = change(found.expression, next.expression) < tolerance;
    found = next;
    if (isSettled) break;
  }
  return { expression: found.expression, loss: chiSquare / (totalWeight * variance) };
}

interface EffectiveRows {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  readonly weights: Float64Array;
  readonly chiSquare: number;
}

/** The rows moved one step towards the curve; `undefined` where the formula is not finite there. */
function effectiveRows(
  expression: Expression,
  problem: Problem,
  columns: readonly Float64Array[],
  errors: readonly (Float64Array | undefined)[],
): EffectiveRows | undefined {
  const evaluator = createEvaluator({ ...problem, columns });
  const { values, slopes } = valuesAndSlopes(expression, evaluator, errors);
  if (!values.every(Number.isFinite)) return undefined;
  const target = new Float64Array(problem.rows);
  const weights = new Float64Array(problem.rows);
  const moved = problem.columns.map((column) => column.slice());
  let chiSquare = 0;
  for (let row = 0; row < problem.rows; row++) {
    let variance = 1 / (problem.weights?.[row] ?? 1);
    let residual = (problem.target[row] as number) - (values[row] as number);
    for (const [i, slope] of slopes) {
      variance += ((slope[row] as number) * ((errors[i] as Float64Array)[row] as number)) ** 2;
      residual += (slope[row] as number) * at(columns, i, row, -at(problem.columns, i, row));
    }
    weights[row] = 1 / variance;
    chiSquare += residual * residual * (weights[row] as number);
    let shift = 0;
    for (const [i, slope] of slopes) {
      const step = ((errors[i] as Float64Array)[row] as number) ** 2 * (slope[row] as number) * (residual / variance);
      (moved[i] as Float64Array)[row] = at(problem.columns, i, row, step);
      shift += (slope[row] as number) * step;
    }
    target[row] = (problem.target[row] as number) + shift;
  }
  return { columns: moved, target, weights, chiSquare };
}

function at(columns: readonly Float64Array[], i: number, row: number, plus = 0): number {
  return ((columns[i] as Float64Array)[row] as number) + plus;
}

/** Slopes by the index of the variables with errors: those by constants of 0 that are added to each of their occurrences. */
function valuesAndSlopes(expression: Expression, evaluator: Evaluator, errors: readonly (Float64Array | undefined)[]) {
  const occurrences: number[] = [];
  const { values, tangents } = evaluator.tangents(withLeaves(expression, shifted));
  const slopes = new Map<number, Float64Array>();
  tangents.forEach((tangent, k) => {
    const index = occurrences[k] as number;
    if (index < 0) return;
    const sum = slopes.get(index);
    slopes.set(index, sum ? sum.map((slope, row) => slope + (tangent[row] as number)) : tangent);
  });
  return { values, slopes };

  function shifted(leaf: Leaf): Expression {
    if (leaf.kind === "constant") return fixed(leaf.value);
    if (leaf.kind === "groupConstant") occurrences.push(...leaf.values.map(() => -1));
    if (leaf.kind !== "variable" || !errors[leaf.index]) return leaf;
    occurrences.push(leaf.index);
    return apply("add", constant(0), leaf);
  }
}

/** The largest change of a constant, as a fraction of it. */
function change(before: Expression, after: Expression): number {
  const old = constantsOf(before);
  return constantsOf(after).reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (old[i] as number)) / (Math.abs(value) || 1)),
    0,
  );
}
