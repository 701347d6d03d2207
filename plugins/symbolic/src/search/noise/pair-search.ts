import { misfitNats } from "../description-length.js";
import { projectOut } from "../orthogonal-basis.js";
import { dot } from "../vectors.js";
import { Least } from "./least.js";
import { exponents, type Match, shortest } from "./matches.js";
import { type ChosenFeature, type Regression, type SearchState, weighted } from "./regression-search.js";

/** Two features and the exponents that suit them; of those in other roles than powers none. */
export interface PairMatch {
  readonly pair: readonly [ChosenFeature, ChosenFeature];
  readonly exponents: readonly [number | undefined, number | undefined];
  readonly descriptionLength: number;
}

/** What a pair of columns and a response have in common. */
interface Products {
  readonly alongA: number;
  readonly alongB: number;
  readonly squaresA: number;
  readonly squaresB: number;
  readonly cross: number;
}

/** A pair before its exponents are rounded, by the places of its features. */
interface FreePair {
  readonly a: number;
  readonly b: number;
  readonly products: Products;
}

/** Of so many times more pairs than wanted rounded exponents are tried. */
const triedPerWanted = 8;

/** The best pairs among some features, by what they explain together: none need be good alone. */
export function* bestPairs(
  state: SearchState,
  regression: Regression,
  candidates: readonly Match[],
  count: number,
): Generator<number, readonly PairMatch[]> {
  const columns = candidates.map(({ column }) => projectOut(state.basis, weighted(column, regression)).rest);
  const along = columns.map((column) => dot(column, state.rest));
  const squares = columns.map((column) => dot(column, column));
  const nats = (left: number, a: Match, b: Match) =>
    misfitNats(left / regression.total, regression.rows) + a.feature.cost + b.feature.cost;

  const free = new Least<FreePair>(triedPerWanted * count);
  for (let a = 0; a < candidates.length; a++) {
    for (let b = a + 1; b < candidates.length; b++) {
      if (candidates[a].feature.family === candidates[b].feature.family) continue;
      const products: Products = {
        alongA: along[a],
        alongB: along[b],
        squaresA: squares[a],
        squaresB: squares[b],
        cross: dot(columns[a], columns[b]),
      };
      if (!(products.squaresA * products.squaresB - products.cross ** 2 > 1e-6 * squares[a] * squares[b])) continue;
      const left = leftBy(products, state.restSquares, undefined, undefined);
      free.add(nats(left, candidates[a], candidates[b]), { a, b, products });
    }
    yield candidates.length * regression.response.length;
  }

  const rounded = free.items.map(({ a, b, products }): PairMatch => {
    const pair: [Match, Match] = [candidates[a], candidates[b]];
    const [firsts, seconds] = pair.map(({ feature }) => (feature.role === "power" ? exponents : [undefined]));
    let least = Number.POSITIVE_INFINITY;
    let best: [number | undefined, number | undefined] = [undefined, undefined];
    for (const p of firsts) {
      for (const q of seconds) {
        const left = leftBy(products, state.restSquares, p, q);
        if (left < least) {
          least = left;
          best = [p, q];
        }
      }
    }
    return { pair, exponents: best, descriptionLength: nats(least, ...pair) };
  });
  return shortest(rounded, count);
}

/** The squares that a pair leaves with given exponents; those that are not given are the best. */
function leftBy(products: Products, restSquares: number, p: number | undefined, q: number | undefined): number {
  const { alongA, alongB, squaresA, squaresB, cross } = products;
  let s = p;
  let t = q;
  if (s === undefined && t === undefined) s = (alongA * squaresB - alongB * cross) / (squaresA * squaresB - cross ** 2);
  s ??= (alongA - (t as number) * cross) / squaresA;
  t ??= (alongB - s * cross) / squaresB;
  return restSquares - 2 * (s * alongA + t * alongB) + s * s * squaresA + 2 * s * t * cross + t * t * squaresB;
}
