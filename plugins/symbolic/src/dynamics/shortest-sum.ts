import { natsPerTerm, neighbours } from "./choose-support.js";
import { type LeastScatter, leastScatter, type Scatter } from "./scatter.js";

/** A sum of terms that scatters little. */
export interface ScatteredSum extends LeastScatter {
  readonly support: readonly number[];
  /** Of its description, in nats. */
  readonly length: number;
}

/** All sums of two terms are tried, of three where they are not more, and the neighbours of the shortest. */
const mostSums = 10_000;
const mostStarts = 5;

/** The sum of the terms whose scatter, in multiples of what noise makes it, is described most shortly. */
export function shortestSum(scatter: Scatter, among: readonly number[]): ScatteredSum {
  const variance = Math.max(1, leastScatter(scatter, among).ratio);
  const price = natsPerTerm({ rows: scatter.rows, choices: scatter.terms });
  const tried = new Map<string, ScatteredSum>();
  for (const support of pairsAndTriples(among)) sumOf(support);
  for (let sum = sumOf(among); sum.support.length > 2; ) sum = sumOf(withoutLeast(sum));
  const starts = [...tried.values()].sort((a, b) => a.length - b.length).slice(0, mostStarts);
  return shortest(starts.map(descended));

  function sumOf(support: readonly number[]): ScatteredSum {
    const sorted = support.toSorted((a, b) => a - b);
    const known = tried.get(sorted.join());
    if (known) return known;
    const least = leastScatter(scatter, sorted);
    const length = (least.ratio * scatter.rows) / variance / 2 + sorted.length * price;
    const sum = { ...least, support: sorted, length };
    tried.set(sorted.join(), sum);
    return sum;
  }

  /** Without the term that adds least. */
  function withoutLeast({ support, coefficients }: ScatteredSum): number[] {
    const sizes = support.map((l, k) => scatter.totalOf([l], [coefficients[k]]));
    return support.filter((_, k) => k !== sizes.indexOf(Math.min(...sizes)));
  }

  /** Terms are dropped, added and swapped while the description gets shorter. */
  function descended(start: ScatteredSum): ScatteredSum {
    const supports = [...neighbours(start.support, scatter.terms)].filter(
      (support) => support.length > 1 && support.every((l) => among.includes(l)),
    );
    const next = shortest([start, ...supports.map(sumOf)]);
    return next === start ? start : descended(next);
  }
}

function shortest(sums: readonly ScatteredSum[]): ScatteredSum {
  return sums.reduce((a, b) => (b.length < a.length ? b : a));
}

function pairsAndTriples(entries: readonly number[]): number[][] {
  const pairs = entries.flatMap((a, i) => entries.slice(i + 1).map((b) => [a, b]));
  const triples = pairs.flatMap((pair) => entries.slice(entries.indexOf(pair[1]) + 1).map((c) => [...pair, c]));
  return triples.length > mostSums ? pairs : [...pairs, ...triples];
}
