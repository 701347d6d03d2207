import { misfitNats } from "../description-length.js";
import { dot } from "../vectors.js";
import type { FeatureTable } from "./feature.js";
import { Least } from "./least.js";
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
  const cost = costOf(state);
  const leastNats = new Float64Array(familiesOf(table) * exponents.length).fill(Number.POSITIVE_INFINITY);
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
  const best = new LeastPerCost<number>(count);
  for (const [key, nats] of leastNats.entries()) {
    if (nats < Number.POSITIVE_INFINITY) best.add(nats, cost + table.features[leastAt[key]].cost, key);
  }
  return best.items.map((key) => {
    const feature = table.features[leastAt[key]];
    const exponent = feature.role === "power" ? exponents[key % exponents.length] : undefined;
    return { state, feature, column: table.columns[leastAt[key]], exponent, descriptionLength: leastNats[key] };
  });
}

/** For each state the best features with free exponents, one of those that differ in a number only. */
export function* freeMatchesOf(
  states: readonly SearchState[],
  regression: Regression,
  table: FeatureTable,
  count: number,
): Generator<number, Match[]> {
  const rests = states.map(({ rest }) => weighted(rest, regression));
  const costs = states.map(costOf);
  const families = familiesOf(table);
  const leastNats = states.map(() => new Float64Array(families).fill(Number.POSITIVE_INFINITY));
  const leastAt = states.map(() => new Int32Array(families));
  let work = 0;
  for (const [f, column] of table.columns.entries()) {
    const feature = table.features[f];
    // State by state inside, while the column is at hand.
    for (const [s, state] of states.entries()) {
      const squares = state.featureSquares[f];
      if (squares === 0) continue;
      const left = state.restSquares - dot(column, rests[s]) ** 2 / squares;
      const nats = misfitNats(left / regression.total, regression.rows) + costs[s] + feature.cost;
      if (nats < leastNats[s][feature.family]) {
        leastNats[s][feature.family] = nats;
        leastAt[s][feature.family] = f;
      }
    }
    work += states.length * column.length;
    if (work > 1e6) {
      yield work;
      work = 0;
    }
  }
  return states.flatMap((state, s) => {
    const best = new LeastPerCost<number>(count);
    for (const [family, nats] of leastNats[s].entries()) {
      if (nats < Number.POSITIVE_INFINITY) best.add(nats, costs[s] + table.features[leastAt[s][family]].cost, family);
    }
    return best.items.map((family) => {
      const at = leastAt[s][family];
      const [feature, column] = [table.features[at], table.columns[at]];
      return { state, feature, column, descriptionLength: leastNats[s][family] };
    });
  });
}

export function shortest<T extends { readonly descriptionLength: number }>(
  items: Iterable<T>,
  count: number,
): readonly T[] {
  const least = new Least<T>(count);
  for (const item of items) least.add(item.descriptionLength, item);
  return least.items;
}

/** The best so many of every cost. */
export function stratified(matches: readonly Match[], count: number): Match[] {
  const best = new LeastPerCost<Match>(count);
  for (const match of matches) {
    const { state, feature, descriptionLength } = match;
    best.add(descriptionLength, costOf(state) + feature.cost, match);
  }
  return best.items;
}

/**
 * The best so many of every cost: while most is unexplained fit alone would rank the simple parts of a law behind the
 * contrived.
 */
class LeastPerCost<T> {
  readonly #count: number;
  readonly #levels = new Map<number, Least<{ readonly nats: number; readonly item: T }>>();

  constructor(count: number) {
    this.#count = count;
  }

  /** By ascending description length. */
  get items(): T[] {
    return [...this.#levels.values()]
      .flatMap(({ items }) => items)
      .sort((a, b) => a.nats - b.nats)
      .map(({ item }) => item);
  }

  add(nats: number, cost: number, item: T): void {
    const level = Math.round(cost / levelNats);
    const known = this.#levels.get(level);
    const least = known ?? new Least(this.#count);
    if (!known) this.#levels.set(level, least);
    if (nats < least.bound) least.add(nats, { nats, item });
  }
}

function costOf({ chosen }: SearchState): number {
  return chosen.reduce((sum, { feature }) => sum + feature.cost, 0);
}

function familiesOf({ features }: FeatureTable): number {
  return features.reduce((most, { family }) => Math.max(most, family), 0) + 1;
}
