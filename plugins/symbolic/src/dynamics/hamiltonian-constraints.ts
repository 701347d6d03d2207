import { checkWhole } from "@mesoscope/sdk";
import { type CanonicalSlope, canonicalSlopes } from "./canonical-slopes.js";
import type { CoefficientConstraint } from "./coefficient-constraints.js";
import { factorsOf, multipliedBy, productText, timesIn } from "./product-text.js";
import { monomials } from "./term-library.js";

/**
 * That a polynomial system follows from a Hamiltonian, q′ = ∂H/∂p and p′ = −∂H/∂q: conditions on the coefficients that make
 * the gradient of H a gradient. Give the library the same degree.
 *
 * @param positions names of q, in the order of the momenta
 *
 * @example
 * hamiltonianConstraints(["q"], ["p"], 1); // [{ sum: [{ state: "p", term: "p", factor: -1 }, { state: "q", term: "q", factor: -1 }] }]
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION
 * @see Arnold, Mathematical Methods of Classical Mechanics, section 37
 */
export function hamiltonianConstraints(
  positions: readonly string[],
  momenta: readonly string[],
  degree: number,
): CoefficientConstraint[] {
  checkWhole("hamiltonianConstraints", "degree", degree, 1);
  const slopes = canonicalSlopes("hamiltonianConstraints", positions, momenta);
  const variables = slopes.map(({ variable }) => variable);
  const products = ["1", ...monomials(variables, degree - 1)].map(factorsOf);
  const pairs = slopes.flatMap((one, i) => slopes.slice(i + 1).map((other) => [one, other]));
  // ∂/∂y ∂H/∂x = ∂/∂x ∂H/∂y, product by product.
  return pairs.flatMap(([one, other]) =>
    products.map((product) => {
      const derivative = ({ state, sign }: CanonicalSlope, by: string, side: number) => {
        const factors = multipliedBy(product, by, variables);
        return { state, term: productText(factors), factor: side * sign * timesIn(factors, by) };
      };
      return { sum: [derivative(one, other.variable, 1), derivative(other, one.variable, -1)] };
    }),
  );
}
