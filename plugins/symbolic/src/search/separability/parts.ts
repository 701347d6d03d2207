import type { EvaluatorData } from "../../engine/evaluator.js";
import { variable } from "../../expression/expression.js";
import type { Problem } from "../problem.js";
import { momentsOf, rangeOf } from "./axis.js";
import { fitSurrogate } from "./fit-surrogate.js";
import type { Joint, Separation } from "./separation.js";
import { leastRows, onFewRows, type Subproblem } from "./subproblem.js";
import { type Point, pointsOf, type Surrogate } from "./surrogate.js";

/** How often every part is smoothed again without the other ones. */
const rounds = 2;

/** Rows where the other factors are a smaller part of their largest value tell nothing. */
const leastFactor = 0.02;

/**
 * A problem for each part, or none where too few rows show a part: the target without the other parts. Of those the surrogate tells what they are; surrogates of
 * the parts alone, which know of the structure, then tell it better. The errors of the new targets are those of the data:
 * what is wrong in other parts looks like noise.
 *
 * @see Hastie & Tibshirani, Generalized Additive Models (1990), section 4.4 on backfitting
 */
export function* partProblems(
  problem: Problem,
  given: EvaluatorData,
  surrogate: Surrogate,
  { parts, joint, offset }: Separation,
): Generator<number, Subproblem[], void> {
  const sample = { ...given, target: given.target.map((value) => value - offset) };
  const points = pointsOf(sample.columns);
  const valuesAt = (some: readonly Point[]) => surrogate.at(some).values.map((value) => value - offset);
  const center = points[largestOf(valuesAt(points))];
  const values: Float64Array[] = [];
  for (const variables of parts) {
    const factors =
      joint === "add"
        ? new Float64Array(points.length).fill(1 / points.length)
        : valuesAt(points.map((point) => point.map((x, k) => (variables.includes(k) ? center[k] : x))));
    values.push(normalized(surrogate.part(variables, factors, offset)(points), joint));
    yield points.length * surrogate.rows;
  }
  const others = (p: number) => without(values, p, joint);
  for (let round = 0; round < rounds; round++) {
    for (const [p, variables] of parts.entries()) {
      const data = partOf(sample, variables, others(p), joint);
      if (data.target.length < leastRows) return [];
      const part = yield* fitSurrogate(data);
      const own = pointsOf(variables.map((k) => sample.columns[k]));
      if (part) values[p] = normalized(part.at(own).values, joint);
    }
  }
  const { names, dimensions, targetDimension, constantsMayHaveUnits, seed } = problem;
  const { mean } = momentsOf(sample.target);
  return parts.map((variables, p) => {
    // Laws often vanish somewhere; what else belongs to a term of a sum nobody can tell.
    const level = joint === "add" ? mean + rangeOf(values[p])[0] : 0;
    const data = partOf(
      sample,
      variables,
      others(p).map((value) => value + level),
      joint,
    );
    return {
      meanings: variables.map(variable),
      problem: onFewRows({
        ...data,
        rows: data.target.length,
        names: variables.map((k) => names[k]),
        ...(dimensions && { dimensions: variables.map((k) => dimensions[k]) }),
        ...(joint === "add" && targetDimension && { targetDimension }),
        ...{ constantsMayHaveUnits, seed },
      }),
    };
  });
}

type PartData = Pick<EvaluatorData, "columns" | "target"> & { readonly weights: Float64Array };

/** The rows of a part where the other ones leave it to be seen. */
function partOf(
  { columns, target, weights }: EvaluatorData,
  variables: readonly number[],
  others: Float64Array,
  joint: Joint,
): PartData {
  const isSum = joint === "add";
  const [least, greatest] = rangeOf(others);
  const size = leastFactor * Math.max(-least, greatest);
  const kept = [...others.keys()].filter((i) => isSum || Math.abs(others[i]) > size);
  const take = (at: (row: number) => number) => Float64Array.from(kept, at);
  return {
    columns: variables.map((k) => take((i) => columns[k][i])),
    target: take((i) => (isSum ? target[i] - others[i] : target[i] / others[i])),
    weights: take((i) => (weights?.[i] ?? 1) * (isSum ? 1 : others[i] ** 2)),
  };
}

function without(values: readonly Float64Array[], p: number, joint: Joint): Float64Array {
  const others = values.filter((_, q) => q !== p);
  return values[p].map((_, i) =>
    joint === "add"
      ? others.reduce((sum, value) => sum + value[i], 0)
      : others.reduce((product, value) => product * value[i], 1),
  );
}

/** About 0 for sums, up to 1 for products: parts are known up to that. */
function normalized(values: Float64Array, joint: Joint): Float64Array {
  const [least, greatest] = rangeOf(values);
  const size = Math.max(-least, greatest) || 1;
  const { mean } = momentsOf(values);
  return values.map((value) => (joint === "add" ? value - mean : value / size));
}

function largestOf(values: Float64Array): number {
  return values.reduce((most, value, i) => (Math.abs(value) > Math.abs(values[most]) ? i : most), 0);
}
