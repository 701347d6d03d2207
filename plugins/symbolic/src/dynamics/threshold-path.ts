import { norm } from "@mesoscope/core";
import { type Choice, descriptionLength, residualVariance } from "./choose-support.js";
import type { LinearEquations, SubsetRegression } from "./subset-regression.js";

/** So many thresholds, from the largest coefficient down to a millionth of it. */
const steps = 60;
const span = 1e-6;

/**
 * The support that a threshold gives, or of all thresholds the one of least description length. Without a threshold the
 * columns have unit length, so that terms compete by what they contribute.
 *
 * @param supportsOf the supports for a threshold, of equations that all thresholds share
 */
export function chooseThreshold(
  regression: SubsetRegression,
  threshold: number | undefined,
  supportsOf: (equations: LinearEquations) => (threshold: number) => readonly number[],
): Choice {
  const variance = residualVariance(regression);
  const supports = threshold === undefined ? path() : [supportsOf(asGiven(regression))(threshold)];
  const unique = new Map(supports.map((support) => [support.join(), support]));
  const tried = [...unique.values()]
    .map((support) => regression.fit(support))
    .filter((fit) => fit !== undefined)
    .map((fit) => ({ fit, length: descriptionLength(regression, fit, variance) }))
    .sort((a, b) => a.length - b.length);
  const none = regression.fit([])!;
  return { ...(tried[0] ?? { fit: none, length: descriptionLength(regression, none, variance) }), variance, tried };

  function path(): (readonly number[])[] {
    const supportAt = supportsOf(regression.reduced);
    const largest = norm(regression.reduced.target);
    return [[], ...Array.from({ length: steps }, (_, i) => supportAt(largest * span ** (i / (steps - 1))))];
  }
}

/** The reduced equations for the coefficients of the given columns. */
function asGiven({ reduced, scales }: SubsetRegression): LinearEquations {
  return { ...reduced, columns: reduced.columns.map((column, j) => column.map((value) => value * scales[j])) };
}
