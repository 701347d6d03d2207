import { misfitNats } from "../description-length.js";
import type { FeatureTable } from "./feature.js";
import { dot } from "./orthogonal-basis.js";
import { type ChosenFeature, type Regression, type SearchState, weighted } from "./regression-search.js";

/** A feature that may be added to a state. */
export interface Match extends ChosenFeature {
  readonly state: SearchState;
  /** Of a power, where it was rounded. */
  readonly exponent?: number | undefined;
  /** Nats for all features and what they leave. */
  readonly descriptionLength: number;
}

/** Exponents that features may have. */
export const exponents = [1, -1, 0.5, -0.5, 2, -2, 3, -3, 1.5, -1.5, 4, -4];

/** Costs that differ by less count as equal: about a node. */
const levelNats = 3;

/** The best matches, one for features that differ in a number only and have the same exponent. */
export function* matchesOf(
  state: SearchState,
  regression: Regression,
  table: FeatureTable,
  count: number,
): Generator<number, Match[]> {
  const rest = weighted(state.rest, regression);
  const cost = state.chosen.reduce((sum, { feature }) => sum + feature.cost, 0);
  const families = table.features.reduce((most, { family }) => Math.max(most, family), 0) + 1;
  const leastNats = new Float64Array(families * exponents.length).fill(Number.POSITIVE_INFINITY);
  const leastAt = new Int32Array(leastNats.length);
  for (const [f, column] of table.columns.entries()) {
    const squares = state.featureSquares[f];
    if (squares > 0) {
      const feature = table.features[f];
      const along = dot(column, rest);
      const isPower = feature.role === "power";
      for (let k = 0; k < (isPower ? exponents.length : 1); k++) {
        const q = isPower ? exponents[k] : along / squares;
        const left = state.restSquares - 2 * q * along + q * q * squares;
        const nats = misfitNats(left / regression.total, regression.rows) + cost + feature.cost;
        const key = feature.family * exponents.length + k;
        if (nats < leastNats[key]) {
          leastNats[key] = nats;
          leastAt[key] = f;
        }
      }
    }
    if (f % 1000 === 999) yield 1000 * column.length;
  }
  const keys = [...leastNats.keys()].filter((key) => leastNats[key] < Number.POSITIVE_INFINITY);
  const matches = keys.map((key) => {
    const feature = table.features[leastAt[key]];
    const exponent = feature.role === "power" ? exponents[key % exponents.length] : undefined;
    return { state, feature, column: table.columns[leastAt[key]], exponent, descriptionLength: leastNats[key] };
  });
  return stratified(matches, count);
}

/** For each state the best features with free exponents, one of those that differ in a number only. */
export function* freeMatchesOf(
  states: readonly SearchState[],
  regression: Regression,
  table: FeatureTable,
  count: number,
): Generator<number, Match[]> {
  const rests = states.map(({ rest }) => weighted(rest, regression));
  const costs = states.map(({ chosen }) => chosen.reduce((sum, { feature }) => sum + feature.cost, 0));
  const best = states.map(() => new Map<number, Match>());
  let work = 0;
  for (const [f, column] of table.columns.entries()) {
    const feature = table.features[f];
    // State by state inside, while the column is at hand.
    for (const [s, state] of states.entries()) {
      const squares = state.featureSquares[f];
      if (squares === 0) continue;
      const left = state.restSquares - dot(column, rests[s]) ** 2 / squares;
      const nats = misfitNats(left / regression.total, regression.rows) + costs[s] + feature.cost;
      const known = best[s].get(feature.family);
      if (!known || nats < known.descriptionLength) {
        best[s].set(feature.family, { state, feature, column, descriptionLength: nats });
      }
    }
    work += states.length * column.length;
    if (work > 1e6) {
      yield work;
      work = 0;
    }
  }
  return best.flatMap((matches) => stratified([...matches.values()], count));
}

export function shortest<T extends { readonly descriptionLength: number }>(items: readonly T[], count: number): T[] {
  return items.toSorted((a, b) => a.descriptionLength - b.descriptionLength).slice(0, count);
}

/**
 * The best so many of every cost: while most is unexplained fit alone would rank the simple parts of a law behind the
 * contrived.
 */
export function stratified(matches: readonly Match[], count: number): Match[] {
  const kept = new Map<number, number>();
  return matches
    .toSorted((a, b) => a.descriptionLength - b.descriptionLength)
    .filter(({ state, feature }) => {
      const level = Math.round(
        state.chosen.reduce((sum, chosen) => sum + chosen.feature.cost, feature.cost) / levelNats,
      );
      kept.set(level, (kept.get(level) ?? 0) + 1);
      return (kept.get(level) as number) <= count;
    });
}
