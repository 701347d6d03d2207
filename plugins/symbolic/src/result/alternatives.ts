import { pointAt, pointsInDomain } from "./domain.js";
import type { Formula } from "./formula.js";
import type { FormulaContext } from "./formula-data.js";
import { isExact } from "./numbers-in-words.js";
import { isSameLaw, largestDifference, lawOf } from "./same-law.js";

/** Another law that the data do not rule out. */
export interface Alternative {
  readonly formula: Formula;
  /** By which its description of the data is longer than that of the chosen one; negative only for one chosen by hand. */
  readonly nats: number;
  /** Where, within the data, it differs most from the chosen one, in the units of the data: a place to measure. */
  readonly measureAt: Readonly<Record<string, number>>;
  /** By how many standard deviations of the noise it differs there; infinite without noise, and where it has no value. */
  readonly difference: number;
}

/** The formulas within so many nats of the chosen one that are other laws, each once, the likeliest first. */
export function findAlternatives(
  chosen: Formula,
  others: readonly Formula[],
  within: number,
  context: FormulaContext,
): Alternative[] {
  const rows = pointsInDomain(context);
  const best = lawOf(chosen, rows);
  const laws = [best];
  const spread = Math.sqrt(context.target.variance);
  const near = others
    .filter((formula) => formula.descriptionLength - chosen.descriptionLength <= within)
    .toSorted((a, b) => a.descriptionLength - b.descriptionLength);
  for (const formula of near) {
    const other = lawOf(formula, rows);
    if (!laws.some((law) => isSameLaw(law, other, spread))) laws.push(other);
  }
  return laws.slice(1).map(({ formula, values }) => {
    const { row, size } = largestDifference(values, best.values);
    return {
      formula,
      nats: formula.descriptionLength - chosen.descriptionLength,
      measureAt: pointAt(context, rows, row),
      difference: isExact(chosen.loss) ? Number.POSITIVE_INFINITY : size / chosen.noise,
    };
  });
}
