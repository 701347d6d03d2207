import { powerLawExponents } from "../power-law-exponents.js";
import type { Layer } from "./layer.js";
import type { Monomial } from "./monomials.js";

/** An exponent so near a whole number may be it. */
const nearness = 0.12;

/**
 * The variables that stand before everything else in a law, to a whole power, as they show in the power law that comes
 * nearest to the values; `undefined` where there are none, or all do.
 */
export function commonFactor(
  { values, weights, guide = values }: Layer,
  logs: readonly Float64Array[],
): Monomial | undefined {
  const certainty = weights.map((weight, i) => weight * Math.abs(guide[i]));
  const exponents = powerLawExponents(values, certainty, logs);
  if (!exponents) return undefined;
  const rounded = exponents.map((exponent) =>
    Math.abs(exponent - Math.round(exponent)) < nearness ? Math.round(exponent) : 0,
  );
  const count = rounded.filter((exponent) => exponent !== 0).length;
  const most = exponents.filter((exponent) => exponent !== 0).length;
  return count > 0 && count < most ? rounded : undefined;
}
