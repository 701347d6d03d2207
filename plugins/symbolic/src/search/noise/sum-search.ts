import { isSameDimension } from "../../expression/dimensions.js";
import { apply, constant, type Expression, variable } from "../../expression/expression.js";
import { leastSquares } from "../orthogonal-basis.js";
import type { DimensionVector } from "../problem.js";
import { dot } from "../vectors.js";
import type { Feature, FeatureTable } from "./feature.js";
import { termTable } from "./feature-table.js";
import { type Layer, restLayer } from "./layer.js";
import { freeMatchesOf, type Match, shortest, stratified } from "./matches.js";
import { simplestMonomials } from "./monomials.js";
import {
  type ChosenFeature,
  extendStates,
  type Regression,
  type SearchState,
  startSearch,
  weighted,
} from "./regression-search.js";
import { factoredSum, type Term } from "./sum-forms.js";
import { termDictionary } from "./term-dictionary.js";
import type { Workshop } from "./workshop.js";

const mostTerms = 4;

/** States that are followed at every length. */
const statesPerLength = 4;

/** Formulas of every length that go to the pool. */
const modelsPerLength = 20;

/** Formulas `Σ cₖ · termₖ` of a layer go to the pool; returned are the best layers of what short sums leave. */
export function* searchSums(layer: Layer, table: FeatureTable, workshop: Workshop): Generator<number, Layer[]> {
  const { pool } = workshop;
  const regression = linearRegression(layer, workshop.rows);
  let states: SearchState[] = [yield* startSearch(regression, table)];
  const short: { readonly descriptionLength: number; readonly expression: Expression }[] = [];
  for (let length = 1; length <= mostTerms; length++) {
    const found = new Map<string, Match>();
    for (const match of yield* freeMatchesOf(states, regression, table, 6)) {
      const families = [...match.state.chosen, match].map(({ feature }) => feature.family);
      const key = families.sort((a, b) => a - b).join();
      const known = found.get(key);
      if (!known || match.descriptionLength < known.descriptionLength) found.set(key, match);
    }
    const followed = new Set(stratified([...found.values()], 1));
    for (const match of shortest([...found.values()], statesPerLength)) followed.add(match);
    const promising = new Set([...followed, ...shortest([...found.values()], modelsPerLength)]);
    for (const match of promising) {
      for (const [i, chosen] of subsetsOf([...match.state.chosen, match]).entries()) {
        const expressions = sumModels(chosen, regression);
        for (const expression of expressions) pool.consider(layer.undo(expression));
        if (i === 0 && length < mostTerms && expressions.length > 0) {
          short.push({ descriptionLength: match.descriptionLength, expression: expressions[0] });
        }
      }
      yield pool.takeWork() + layer.values.length;
    }
    if (length === mostTerms) break;
    const steps = [...followed].map((match) => ({ state: match.state, chosen: match }));
    states = yield* extendStates(steps, regression, table);
  }
  return shortest(short, 3).map(({ expression }) => restLayer(layer, expression, workshop.scout.values(expression)));
}

/** The terms that have the unit of the layer. */
export function* termsOf(layer: Layer, workshop: Workshop): Generator<number, FeatureTable> {
  const { units, scout, dimensionless, logs, rows } = workshop;
  const monomials = simplestMonomials({
    units: units && layer.dimension && { variables: units.variables, dimension: layer.dimension },
    variables: logs.length,
    exponents: [1, -1, 2, -2, 0.5, -0.5, 3, -3, 4, -4],
    count: 600,
  });
  const isFree = !layer.dimension || layer.dimension.every((exponent) => exponent === 0);
  const withOne = isFree ? [logs.map(() => 0), ...monomials] : monomials;
  const squares = squaredDifferences(layer.dimension, workshop);
  return yield* termTable(termDictionary(withOne, squares, dimensionless, scout, rows), scout);
}

/** Of every two variables of one unit, where it is that of the layer. */
function squaredDifferences(dimension: DimensionVector | undefined, { units, logs }: Workshop): Expression[] {
  const fits = (a: number, b: number) => {
    if (!units || !dimension) return true;
    const [first, second] = [units.variables[a], units.variables[b]];
    const squared = first.map((exponent) => 2 * exponent);
    return isSameDimension(first, second) && isSameDimension(squared, dimension);
  };
  return logs.flatMap((_, a) =>
    logs.flatMap((_, b) => (a < b && fits(a, b) ? [apply("square", apply("subtract", variable(a), variable(b)))] : [])),
  );
}

/** The sum with a coefficient for each term, and where they are nearly equal also with one for all. */
function sumModels(chosen: readonly ChosenFeature[], regression: Regression): Expression[] {
  const columns = chosen.map(({ column }) => weighted(column, regression));
  const coefficients = leastSquares(columns, weighted(regression.response, regression));
  if (coefficients.includes(0)) return [];
  const terms = coefficients.map((coefficient, k) => termOf(chosen[k].feature, coefficient));
  const first = Math.abs(coefficients[0]);
  const areEqual = coefficients.every((coefficient) => Math.abs(Math.abs(coefficient) - first) < 0.1 * first);
  if (terms.length === 1 || !areEqual) return [factoredSum(terms)];
  const bare = terms.map(({ coefficient, ...term }) => term);
  return [factoredSum(terms), apply("multiply", constant(first), factoredSum(bare))];
}

/** All terms, and all but one: what helped on the way may be needed no more. */
function subsetsOf<T>(items: readonly T[]): T[][] {
  return items.length < 3 ? [[...items]] : [[...items], ...items.map((_, left) => items.filter((_, k) => k !== left))];
}

function termOf({ forms: [{ expression, shift }] }: Feature, coefficient: number): Term {
  const isOne = expression.kind === "constant" && expression.value === 1;
  return {
    sign: coefficient < 0 ? -1 : 1,
    coefficient: Math.abs(coefficient),
    monomial: shift,
    ...(!isOne && { factor: expression }),
  };
}

function linearRegression({ values, weights }: Layer, rows: number): Regression {
  const spread = values.map((value, i) => value * weights[i]);
  return { response: values, weights, free: [], rows, total: dot(spread, spread) };
}
