import { pointAt, pointsInDomain } from "./domain.js";
import type { Formula } from "./formula.js";
import type { FormulaContext } from "./formula-data.js";
import { isExact } from "./numbers-in-words.js";

/** Another law that the data do not rule out. */
export interface Alternative {
  readonly formula: Formula;
  /** By which its description of the data is longer than that of the chosen one. */
  readonly nats: number;
  /** Where, within the data, it differs most from the chosen one: a place to measure. */
  readonly measureAt: Readonly<Record<string, number>>;
  /** By how many standard deviations of the noise it differs there; infinite without noise, and where it has no value. */
  readonly difference: number;
}

/** Formulas that differ less than this, relatively to the spread of the target, are one law written in two ways. */
const sameLaw = 1e-6;

/** The formulas within so many nats of the chosen one that give other numbers, each law once, the likeliest first. */
export function findAlternatives(
  chosen: Formula,
  others: readonly Formula[],
  within: number,
  context: FormulaContext,
): Alternative[] {
  const rows = pointsInDomain(context);
  const seen = [chosen.valuesAt(rows)];
  const spread = Math.sqrt(context.target.variance);
  const near = others
    .map((formula) => ({ formula, nats: formula.descriptionLength - chosen.descriptionLength }))
    .filter(({ formula, nats }) => formula !== chosen && nats <= within)
    .toSorted((a, b) => a.nats - b.nats);
  return near.flatMap(({ formula, nats }) => {
    const values = formula.valuesAt(rows);
    if (seen.some((other) => largestDifference(values, other).size < sameLaw * spread)) return [];
    seen.push(values);
    const { row, size } = largestDifference(values, seen[0]);
    const measureAt = pointAt(context, rows, row);
    return [
      { formula, nats, measureAt, difference: isExact(chosen.loss) ? Number.POSITIVE_INFINITY : size / chosen.noise },
    ];
  });
}

function largestDifference(a: Float64Array, b: Float64Array): { readonly row: number; readonly size: number } {
  let [row, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const distance = distanceOf(a[i], b[i]);
    if (distance > size) [row, size] = [i, distance];
  }
  return { row, size };
}

/** Infinite where only one of the two has a value. */
function distanceOf(a: number, b: number): number {
  if (Number.isFinite(a) && Number.isFinite(b)) return Math.abs(a - b);
  return Number.isFinite(a) || Number.isFinite(b) ? Number.POSITIVE_INFINITY : 0;
}
