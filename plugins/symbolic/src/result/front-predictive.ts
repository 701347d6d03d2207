import {
  fromSI,
  type GaussianPredictive,
  gaussianPredictive,
  type MixturePredictive,
  mixturePredictive,
  NDArray,
} from "@mesoscope/core";
import type { ConstantSpread } from "./constant-spread.js";
import type { Formula } from "./formula.js";
import type { Rows } from "./read-rows.js";

/** A formula that may be the law, and with which probability. */
export interface Weighed {
  readonly formula: Formula;
  readonly weight: number;
}

/** Formulas that are less probable are left out. */
const leastWeight = 1e-4;

/** The probabilities of formulas of which one is the law: in proportion to exp of minus their description length. */
export function weigh(formulas: readonly Formula[]): Weighed[] {
  const least = Math.min(...formulas.map(({ descriptionLength }) => descriptionLength));
  const shares = formulas.map(({ descriptionLength }) => Math.exp(least - descriptionLength));
  const kept = shares.map((share) => (share < leastWeight ? 0 : share));
  const total = kept.reduce((sum, share) => sum + share, 0);
  return formulas.map((formula, k) => ({ formula, weight: kept[k] / total })).filter(({ weight }) => weight > 0);
}

interface Part {
  readonly weight: number;
  readonly noise: number;
  readonly spread: ConstantSpread;
  readonly distance: Float64Array;
}

/**
 * Normal about the chosen formula. The variance is that of the noise and of the constants, and the mean square of the
 * distance to the other formulas by their probability; where one of them has no value it is left out.
 *
 * @param mean of the chosen formula, in SI
 * @param unit of the result
 */
export function aroundChosen(
  mean: Float64Array,
  formulas: readonly Weighed[],
  rows: Rows,
  unit: string,
): GaussianPredictive {
  const parts = formulas.map(({ formula, weight }) => partOf(formula, weight, mean, rows));
  const noise = parts.reduce((sum, part) => sum + part.weight * part.noise ** 2, 0);
  const between = (i: number, j: number) =>
    parts.reduce(
      (sum, { weight, spread, distance }) => sum + weight * (spread.covariance(i, j) + distance[i] * distance[j]),
      0,
    );
  const square = scaleOf(unit) ** 2;
  const n = rows.count;
  return gaussianPredictive({
    mean: fromSI(mean, unit),
    variance: Float64Array.from(mean, (_, i) => square * (noise + varianceOf(parts, i))),
    covariance: () =>
      new NDArray(
        Float64Array.from({ length: n * n }, (_, at) => {
          const [i, j] = [Math.floor(at / n), at % n];
          return square * (between(i, j) + (i === j ? noise : 0));
        }),
        [n, n],
      ),
  });
}

function varianceOf(parts: readonly Part[], i: number): number {
  return parts.reduce((sum, { weight, spread, distance }) => sum + weight * (spread.variance[i] + distance[i] ** 2), 0);
}

/** What a difference in SI is multiplied by to be in this unit. */
function scaleOf(unit: string): number {
  const [zero, one] = fromSI([0, 1], unit).data;
  return one - zero;
}

function partOf(formula: Formula, weight: number, mean: Float64Array, rows: Rows): Part {
  const values = formula.valuesAt(rows);
  const isDefined = values.map((value) => Number(Number.isFinite(value)));
  const spread = formula.spreadAt(rows);
  return {
    weight,
    noise: formula.noise,
    spread: {
      variance: spread.variance.map((value, i) => (isDefined[i] ? value : 0)),
      covariance: (i, j) => (isDefined[i] && isDefined[j] ? spread.covariance(i, j) : 0),
    },
    distance: values.map((value, i) => (isDefined[i] ? value - mean[i] : 0)),
  };
}

/** The mixture of what the formulas predict; those without a value in some row are left out. */
export function averaged(formulas: readonly Weighed[], rows: Rows, unit: string): MixturePredictive {
  const defined = formulas.filter(({ formula }) => formula.valuesAt(rows).every(Number.isFinite));
  const total = defined.reduce((sum, { weight }) => sum + weight, 0);
  const parts = defined.map(({ formula }) => {
    const spread = formula.spreadAt(rows).variance;
    return gaussianPredictive({
      mean: fromSI(formula.valuesAt(rows), unit),
      variance: spread.map((variance) => scaleOf(unit) ** 2 * (variance + formula.noise ** 2)),
    });
  });
  return mixturePredictive(
    parts,
    defined.map(({ weight }) => weight / total),
  );
}
