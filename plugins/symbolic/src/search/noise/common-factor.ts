import type { Layer } from "./layer.js";
import type { Monomial } from "./monomials.js";
import { coefficientsOf, emptyBasis, extendBasis, type OrthogonalBasis } from "./orthogonal-basis.js";

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
  const weighted = (column: Float64Array) => column.map((value, i) => value * certainty[i]);
  const basis = [new Float64Array(values.length).fill(1), ...logs].reduce<OrthogonalBasis | undefined>(
    (known, column) => known && extendBasis(known, weighted(column)),
    emptyBasis,
  );
  if (!basis) return undefined;
  const response = values.map((value) => Math.log(Math.abs(value) || Number.MIN_VALUE));
  const [, ...exponents] = coefficientsOf(basis, weighted(response));
  const rounded = exponents.map((exponent) =>
    Math.abs(exponent - Math.round(exponent)) < nearness ? Math.round(exponent) : 0,
  );
  const count = rounded.filter((exponent) => exponent !== 0).length;
  return count > 0 && count < rounded.length ? rounded : undefined;
}
