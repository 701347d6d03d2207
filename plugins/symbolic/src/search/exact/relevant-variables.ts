import type { Evaluator } from "../../engine/evaluator.js";
import type { SearchContext } from "../stage.js";
import { dot, logarithmOfSize } from "../vectors.js";
import { Frame } from "./frame.js";
import { productValues } from "./monomials.js";
import { exponentsToDegree } from "./polynomial.js";

/** By how much more than chance a variable must explain. */
const leastRatio = 3;

const mostRows = 512;

/** Of more variables than this only those that the target correlates with most are looked at. */
const mostVariables = 14;

/**
 * The variables that a quadratic model of the target or of its logarithm needs: without the others it is no worse than
 * chance has it (F test). A variable may matter in ways that such a model does not see, so that what is left out here
 * should be left out first, not for good.
 *
 * @see Draper & Smith, Applied Regression Analysis, 3rd edition, section 6.1 on the extra sum of squares
 */
export function* relevantVariables(
  context: SearchContext,
  variables: readonly number[],
): Generator<number, number[], void> {
  const sample = context.sample(mostRows);
  const columns = sample.columns.map(standardized);
  const targets = [sample.target, sample.target.map(logarithmOfSize)]
    .filter((target) => target.every(Number.isFinite))
    .map(standardized);
  const looked = mostCorrelated(variables, columns, targets);
  const exponents = exponentsToDegree(columns.length, looked, 2);
  if (2 * exponents.length > sample.rows) return [...looked];
  const terms = exponents.map((own) => productValues(columns, own, sample.rows));
  const full = frameOf(context, sample, terms);
  const relevant: number[] = [];
  for (const index of looked) {
    const others = terms.filter((_, k) => exponents[k][index] === 0);
    const without = frameOf(context, sample, others);
    const isNeeded = targets.some((target) => {
      const [left, leftWithout] = [full, without].map((frame) => squaresLeft(frame, target));
      const ratio = (leftWithout - left) / (terms.length - others.length) / (left / full.freedom);
      return !(ratio < leastRatio);
    });
    if (isNeeded) relevant.push(index);
    yield terms.length ** 2 * sample.rows;
  }
  return relevant;
}

function mostCorrelated(
  variables: readonly number[],
  columns: readonly Float64Array[],
  targets: readonly Float64Array[],
): readonly number[] {
  if (variables.length <= mostVariables) return variables;
  const correlation = (index: number) => Math.max(...targets.map((target) => Math.abs(dot(columns[index], target))));
  const best = variables.toSorted((a, b) => correlation(b) - correlation(a)).slice(0, mostVariables);
  return best.sort((a, b) => a - b);
}

function frameOf(context: SearchContext, { rows }: Evaluator, terms: readonly Float64Array[]): Frame {
  return new Frame(terms, rows, context.random.child(6));
}

function squaresLeft(frame: Frame, target: Float64Array): number {
  const rest = new Float64Array(target.length);
  frame.project(target, rest);
  return dot(rest, rest);
}

function standardized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centered = values.map((value) => value - mean);
  const deviation = Math.sqrt(dot(centered, centered) / values.length);
  return centered.map((value) => value / deviation);
}
