import { mean, median, medianAbsoluteDeviation, normalQuantile } from "@mesoscope/core";

const perDeviation = 1 / normalQuantile(0.75);
const perMeanDeviation = Math.sqrt(Math.PI / 2);

/** Middle and spread of values, as mean and standard deviation of normal numbers, that outliers do not move. */
export interface RobustSpread {
  readonly centre: number;
  readonly spread: number;
  /** Whether more than half of the values are equal, so that the mean deviation had to stand for the median one. */
  readonly isMostlyEqual: boolean;
}

/**
 * Median and 1.4826 times the median absolute deviation; where that is 0, 1.2533 times the mean absolute deviation.
 *
 * @see Iglewicz & Hoaglin, How to Detect and Handle Outliers (1993)
 */
export function robustSpread(values: Float64Array): RobustSpread {
  const centre = median(values);
  const spread = perDeviation * medianAbsoluteDeviation(values);
  if (spread > 0) return { centre, spread, isMostlyEqual: false };
  const deviations = values.map((value) => Math.abs(value - centre));
  return { centre, spread: perMeanDeviation * mean(deviations), isMostlyEqual: true };
}

/** The distance from the centre in spreads; 0 where there is no spread and none is needed. */
export function robustScore(value: number, { centre, spread }: RobustSpread): number {
  return value === centre ? 0 : (value - centre) / spread;
}
