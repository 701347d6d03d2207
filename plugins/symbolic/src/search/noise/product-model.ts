import { complexityOf } from "../../expression/complexity.js";
import { apply, constant, type Expression, variable } from "../../expression/expression.js";
import type { ExponentSpace } from "./exponent-space.js";
import type { Feature } from "./feature.js";
import { type Factor, powerProduct } from "./power-product.js";
import { type ChosenFeature, type Regression, weighted } from "./regression-search.js";
import { roundedCoefficients } from "./rounded-coefficients.js";

/**
 * `c · monomial · features` with all exponents rounded to halves, c and constants inside still rough. Exponents of
 * features that are given stay.
 */
export function productModel(
  regression: Regression,
  space: ExponentSpace,
  chosen: readonly ChosenFeature[],
  given: readonly (number | undefined)[],
): Expression | undefined {
  const features = chosen.map(({ feature }) => feature);
  const columns = [...regression.free, ...chosen.map(({ column }) => column)].map((c) => weighted(c, regression));
  const isPower = features.map(({ role }) => role === "power");
  const isRounded = [false, ...space.directions.map(() => true), ...isPower];
  const coefficients = roundedCoefficients(columns, weighted(regression.response, regression), isRounded, [
    ...regression.free.map(() => undefined),
    ...given,
  ]);
  if (!coefficients) return undefined;
  const powers = coefficients.slice(1, regression.free.length);
  const ofFeatures = coefficients.slice(regression.free.length);
  if (ofFeatures.some((exponent) => exponent === 0)) return undefined;
  const monomial = space.start.map((exponent, i) =>
    tidy(space.directions.reduce((sum, direction, k) => sum + powers[k] * direction[i], exponent)),
  );
  const product = simplestProduct(monomial, features, ofFeatures);
  const scale = constant(Math.exp(coefficients[0]));
  return product.kind === "constant" ? scale : apply("multiply", scale, product);
}

/** Every feature in the form that leaves the simplest product. */
function simplestProduct(
  monomial: readonly number[],
  features: readonly Feature[],
  exponents: readonly number[],
): Expression {
  let rest = monomial;
  const factors: Factor[] = [];
  for (const [k, feature] of features.entries()) {
    if (feature.role === "exponent") {
      const argument = apply("multiply", constant(exponents[k]), feature.forms[0].expression);
      factors.push({ base: apply("exp", argument), exponent: 1 });
      continue;
    }
    const options = feature.forms.map(({ expression, shift }) => {
      const shifted = rest.map((exponent, i) => exponent + exponents[k] * shift[i]);
      const factor = { base: expression, exponent: exponents[k] };
      return { shifted, factor, complexity: complexityOf(powerProduct([factor, ...powersOf(shifted)])) };
    });
    const best = options.reduce((a, b) => (b.complexity < a.complexity ? b : a));
    rest = best.shifted;
    factors.push(best.factor);
  }
  return powerProduct([...powersOf(rest), ...factors]);
}

function powersOf(exponents: readonly number[]): Factor[] {
  return exponents.map((exponent, i) => ({ base: variable(i), exponent }));
}

/** Without the rounding that elimination left. */
function tidy(exponent: number): number {
  return Math.round(exponent * 60) / 60;
}
