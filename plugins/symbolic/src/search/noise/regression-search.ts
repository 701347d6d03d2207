import { basisOf, extendBasis, type OrthogonalBasis, projectOut } from "../orthogonal-basis.js";
import { dot } from "../vectors.js";
import type { Feature, FeatureTable } from "./feature.js";

/** A response to explain by few features, such as the logarithm of the target. */
export interface Regression {
  readonly response: Float64Array;
  /** One over the standard deviation of the response, up to a factor; 0 for rows to leave out. */
  readonly weights: Float64Array;
  /** Columns that any explanation may use for nothing, such as the logarithms of the variables. */
  readonly free: readonly Float64Array[];
  /** Rows of the whole problem, of which these are a sample. */
  readonly rows: number;
  /** The weighted squares of the response that are to explain. */
  readonly total: number;
}

/** Some features chosen, and what they leave. */
export interface SearchState {
  readonly chosen: readonly ChosenFeature[];
  readonly basis: OrthogonalBasis;
  readonly rest: Float64Array;
  readonly restSquares: number;
  /** What the chosen leave of the squares of every feature of the table. */
  readonly featureSquares: Float64Array;
}

export interface ChosenFeature {
  readonly feature: Feature;
  readonly column: Float64Array;
}

export function weighted(column: Float64Array, { weights }: Regression): Float64Array {
  return column.map((value, i) => value * weights[i]);
}

export function* startSearch(regression: Regression, table: FeatureTable): Generator<number, SearchState> {
  const { weights, response, free } = regression;
  const basis = basisOf(free.map((column) => weighted(column, regression)));
  const { rest } = projectOut(basis, weighted(response, regression));
  const squares = weights.map((weight) => weight * weight);
  const directions = basis.directions.map((direction) => weighted(direction, regression));
  const featureSquares = new Float64Array(table.columns.length);
  for (const [f, column] of table.columns.entries()) {
    let sum = 0;
    for (let i = 0; i < column.length; i++) sum += squares[i] * column[i] * column[i];
    const whole = sum;
    for (const direction of directions) sum -= dot(column, direction) ** 2;
    featureSquares[f] = sum > 1e-9 * whole ? sum : 0;
    if (f % 1000 === 999) yield 1000 * column.length * (directions.length + 1);
  }
  return { chosen: [], basis, rest, restSquares: dot(rest, rest), featureSquares };
}

/** Every state with one more feature; those to which it adds nothing new fall out. */
export function* extendStates(
  steps: readonly { readonly state: SearchState; readonly chosen: ChosenFeature }[],
  regression: Regression,
  table: FeatureTable,
): Generator<number, SearchState[]> {
  const extended = steps.flatMap(({ state, chosen: { feature, column } }) => {
    const basis = extendBasis(state.basis, weighted(column, regression));
    if (!basis) return [];
    const newest = basis.directions[basis.directions.length - 1];
    const { rest } = projectOut({ directions: [newest], parts: [] }, state.rest);
    const featureSquares = new Float64Array(state.featureSquares.length);
    const chosen = [...state.chosen, { feature, column }];
    const next: SearchState = { chosen, basis, rest, restSquares: dot(rest, rest), featureSquares };
    return [{ before: state.featureSquares, direction: weighted(newest, regression), featureSquares, next }];
  });
  let work = 0;
  for (const [f, column] of table.columns.entries()) {
    for (const { before, direction, featureSquares } of extended) {
      const left = before[f] === 0 ? 0 : before[f] - dot(column, direction) ** 2;
      featureSquares[f] = left > 1e-7 * before[f] ? left : 0;
    }
    work += extended.length * column.length;
    if (work > 1e6) {
      yield work;
      work = 0;
    }
  }
  return extended.map(({ next }) => next);
}
