import { type ArrayInput, asArray, type NDArray, quantile } from "@mesoscope/core";
import { checkOptions, checkPositive, shortNumber } from "@mesoscope/sdk";
import { gappedMatrix } from "../common/arguments.js";
import { Outliers, type Verdict } from "./outliers.js";
import { robustScore, robustSpread } from "./robust-spread.js";

/**
 * Outliers of each column by the robust z-score: the distance from the median in units of 1.4826 median absolute
 * deviations. Gaps (NaN) are left out; where more than half of a column is equal, its mean deviation is used, and said so.
 *
 * @param options.threshold 3.5 unless given
 *
 * @example
 * robustZScore([1, 2, 3, 2, 1, 50]).reasons[0].row; // 5
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError NOT_A_MATRIX
 * @see Iglewicz & Hoaglin, How to Detect and Handle Outliers (1993)
 */
export function robustZScore(values: ArrayInput, options: { threshold?: number } = {}): Outliers {
  checkOptions("robustZScore", options, ["threshold"]);
  const { threshold = 3.5 } = options;
  checkPositive("robustZScore", "threshold", threshold);
  return byColumn("robustZScore", values, (present) => {
    const spread = robustSpread(present);
    return {
      note: spread.isMostlyEqual ? "more than half of its values are equal: the mean deviation is used" : undefined,
      judge: (value) => {
        const score = robustScore(value, spread);
        if (Math.abs(score) <= threshold) return { score };
        const distance = shortNumber(Math.abs(score));
        return { score, reason: `${distance} robust deviations from the median ${shortNumber(spread.centre)}` };
      },
    };
  });
}

/**
 * Outliers of each column by Tukey's fences: values farther than `factor` interquartile ranges beyond the quartiles.
 * The score is that distance in interquartile ranges, negative below.
 *
 * @param options.factor 1.5 unless given
 *
 * @example
 * interquartileFences([1, 2, 3, 4, 20]).flags.data; // [0, 0, 0, 0, 1]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError NOT_A_MATRIX
 * @see Tukey, Exploratory Data Analysis (1977), section 2D
 */
export function interquartileFences(values: ArrayInput, options: { factor?: number } = {}): Outliers {
  checkOptions("interquartileFences", options, ["factor"]);
  const { factor = 1.5 } = options;
  checkPositive("interquartileFences", "factor", factor);
  return byColumn("interquartileFences", values, (present) => {
    const [low, high] = [0.25, 0.75].map((probability) => quantile(present, probability));
    const beyond = (value: number) => Math.min(value - low, 0) + Math.max(value - high, 0);
    return {
      judge: (value) => {
        const score = beyond(value) === 0 ? 0 : beyond(value) / (high - low);
        if (Math.abs(score) <= factor) return { score };
        return {
          score,
          reason: `beyond the quartiles ${shortNumber(low)} and ${shortNumber(high)} by ${shortNumber(Math.abs(score))} of their distance`,
        };
      },
    };
  });
}

interface Judge {
  readonly note?: string;
  judge(value: number): Verdict;
}

function byColumn(owner: string, values: ArrayInput, learn: (present: Float64Array) => Judge): Outliers {
  const given: NDArray = asArray(values, `${owner}: the input`);
  const matrix = gappedMatrix(given, `${owner}: the input`);
  const columns = matrix.shape[1];
  const judges = Array.from({ length: columns }, (_, j) => {
    const present = matrix.column(j).data.filter((value) => !Number.isNaN(value));
    return present.length > 0
      ? learn(present)
      : { note: "it has no value that is there", judge: () => ({ score: Number.NaN }) };
  });
  const verdicts = Array.from(matrix.data, (value, at) =>
    Number.isNaN(value) ? { score: Number.NaN } : judges[at % columns].judge(value),
  );
  const notes = judges.flatMap(({ note }, j) => (note ? [`Column ${j}: ${note}.`] : []));
  return new Outliers(owner, given, verdicts, notes);
}
