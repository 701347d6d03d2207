import { type Choice, descriptionLength, residualVariance } from "./choose-support.js";
import type { SubsetRegression } from "./subset-regression.js";

/** So many thresholds, from the largest coefficient down to a millionth of it. */
const steps = 60;
const span = 1e-6;

/**
 * The support that a threshold gives, or of all thresholds the one of least description length. Without a threshold the
 * columns are scaled to unit length first, so that terms compete by what they contribute.
 *
 * @param supportAt the support for scaled columns; `scales` turn its coefficients into those of the given columns
 */
export function chooseThreshold(
  regression: SubsetRegression,
  threshold: number | undefined,
  supportAt: (threshold: number, scales: Float64Array) => readonly number[],
): Choice {
  const variance = residualVariance(regression);
  const ones = new Float64Array(regression.terms).fill(1);
  const { target } = regression.reduced;
  const largest = Math.sqrt(target.reduce((sum, value) => sum + value * value, 0));
  const supports =
    threshold !== undefined
      ? [supportAt(threshold, regression.scales)]
      : [[], ...Array.from({ length: steps }, (_, i) => supportAt(largest * span ** (i / (steps - 1)), ones))];
  const unique = new Map(supports.map((support) => [support.join(), support]));
  const tried = [...unique.values()]
    .map((support) => regression.fit(support))
    .filter((fit) => fit !== undefined)
    .map((fit) => ({ fit, length: descriptionLength(regression, fit, variance) }))
    .sort((a, b) => a.length - b.length);
  const none = regression.fit([])!;
  return { ...(tried[0] ?? { fit: none, length: descriptionLength(regression, none, variance) }), variance, tried };
}
