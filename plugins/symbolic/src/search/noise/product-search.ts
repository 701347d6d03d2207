import { constantsOf } from "../../expression/expression.js";
import { dot, largest } from "../vectors.js";
import type { ExponentSpace } from "./exponent-space.js";
import type { Layer } from "./layer.js";
import { freeMatchesOf, type Match, matchesOf, shortest, stratified } from "./matches.js";
import { bestPairs } from "./pair-search.js";
import { productModel } from "./product-model.js";
import { refineFeature } from "./refine-feature.js";
import { type ChosenFeature, extendStates, type Regression, startSearch } from "./regression-search.js";
import { spaceOf, valuesOf, type Workshop } from "./workshop.js";

/** Nodes evaluated to fit the number in a feature, roughly. */
const workOfRefinement = 150;

/** How many matches of every cost are followed up. */
export interface ProductBreadth {
  readonly singles: number;
  readonly pairs: number;
  readonly triples: number;
}

/** Formulas `c · monomial · e₁^p · e₂^q · e₃^r` of a layer, found in its logarithm, go to the pool. */
export function* searchProducts(layer: Layer, workshop: Workshop, breadth: ProductBreadth): Generator<number, void> {
  const space = spaceOf(workshop, layer.dimension);
  if (!space) return;
  const regression = logRegression(layer, space, workshop);
  const { factors, pool } = workshop;
  const root = yield* startSearch(regression, factors);
  const refined = (match: Match) => refineFeature(match, regression, (feature) => valuesOf(feature, workshop));

  yield* consider([], []);
  for (const match of yield* matchesOf(root, regression, factors, breadth.singles)) {
    const { feature, column, exponent } = refined(match);
    yield* consider([{ feature, column }], [exponent]);
    yield workOfRefinement * regression.response.length;
  }
  if (breadth.pairs === 0) return;
  const singles = yield* freeMatchesOf([root], regression, factors, 40);
  const plain = singles.filter((match) => !hasConstant(match));
  const scaled: Match[] = [];
  for (const match of stratified(singles.filter(hasConstant), 15)) {
    scaled.push(refined(match));
    yield workOfRefinement * regression.response.length;
  }
  const pairs = yield* bestPairs(root, regression, [...plain, ...scaled], breadth.pairs);
  for (const { pair, exponents } of pairs) yield* consider(pair, exponents);

  if (breadth.triples === 0) return;
  const seeds = [...stratified(plain, 2), ...stratified(scaled, 1)];
  const first = seeds.map((chosen) => ({ state: root, chosen }));
  const starts = yield* extendStates(
    [...first, ...pairs.slice(0, 8).map(({ pair }) => ({ state: root, chosen: pair[0] }))],
    regression,
    factors,
  );
  const seconds = starts.slice(first.length).map((state, i) => ({ state, chosen: pairs[i].pair[1] }));
  const states = [...starts.slice(0, first.length), ...(yield* extendStates(seconds, regression, factors))];
  const found: Match[] = [];
  for (const state of states) found.push(...(yield* matchesOf(state, regression, factors, 6)));
  for (const match of shortest(found, breadth.triples)) {
    const { state, feature, column, exponent } = refined(match);
    yield* consider([...state.chosen, { feature, column }], [...state.chosen.map(() => undefined), exponent]);
  }

  function* consider(chosen: readonly ChosenFeature[], exponents: readonly (number | undefined)[]) {
    const model = productModel(regression, space as ExponentSpace, chosen, exponents);
    if (model) pool.consider(layer.undo(model));
    const work = pool.takeWork();
    if (work > 0) yield work;
  }
}

function hasConstant({ feature }: Match): boolean {
  return constantsOf(feature.forms[0].expression).length > 0;
}

/**
 * The logarithm of the values, or with a guide g its working response log g + (value − g) / g, whose mean is right also
 * where noise exceeds the value. Its error is that of the value over the value.
 *
 * @see McCullagh & Nelder, Generalized Linear Models, section 2.5
 */
function logRegression(layer: Layer, { start, directions }: ExponentSpace, { logs, rows }: Workshop): Regression {
  const { values, weights, guide = values } = layer;
  const combined = (exponents: readonly number[]) =>
    values.map((_, i) => exponents.reduce((sum, exponent, v) => sum + exponent * logs[v][i], 0));
  const known = combined(start);
  const isUsable = (i: number) => weights[i] > 0 && guide[i] !== 0;
  const logarithm = (i: number) => Math.log(Math.abs(guide[i])) + (values[i] - guide[i]) / guide[i];
  const response = values.map((_, i) => (isUsable(i) ? logarithm(i) - known[i] : 0));
  const certainty = values.map((_, i) => (isUsable(i) ? weights[i] * Math.abs(guide[i]) : 0));
  const most = largest(certainty) || 1;
  const scaled = certainty.map((weight) => weight / most);
  const spread = response.map((value, i) => value * scaled[i]);
  const one = new Float64Array(values.length).fill(1);
  return { response, weights: scaled, free: [one, ...directions.map(combined)], rows, total: dot(spread, spread) };
}
