import { ValueError } from "@mesoscope/sdk";
import { canonicalSlopes } from "./canonical-slopes.js";
import type { DynamicsModel } from "./dynamics-model.js";
import type { Coefficient } from "./dynamics-result.js";
import { sumText } from "./equation-text.js";
import { factorsOf, multipliedBy, productText, timesIn } from "./product-text.js";
import { monomials } from "./term-library.js";

/** Slopes that should be of one Hamiltonian may differ by so many standard errors, and by this share from rounding. */
const mostErrors = 3;
const roundingShare = 1e-5;

/** A coefficient of H as the equation of a state tells it. */
interface Estimate {
  readonly state: string;
  readonly value: number;
  readonly standardError: number;
}

/**
 * The Hamiltonian of a polynomial law that has one, up to a constant, such as "0.5 * q^2 + 0.5 * p^2".
 *
 * @example
 * const law = (state: string, term: string, value: number) => ({ state, term, value, standardError: 0, inclusion: 1 });
 * const data = { names: ["q", "p"], controlNames: [], covariance: [[0, 0], [0, 0]], noise: [0, 0], ranges: [[0, 1], [0, 1]], fitted: "integrals", alternatives: [] } as const;
 * hamiltonianOf(loadDynamics({ ...data, coefficients: [law("q", "p", 2), law("p", "q", -3)] }), ["q"], ["p"]); // "1.5 * q^2 + 1 * p^2"
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION where the law is no polynomial of these states, NO_HAMILTONIAN
 *   where two equations tell of one term of H more than three standard errors apart
 */
export function hamiltonianOf(model: DynamicsModel, positions: readonly string[], momenta: readonly string[]): string {
  const slopes = canonicalSlopes("hamiltonianOf", positions, momenta);
  const variables = slopes.map(({ variable }) => variable);
  const unknown = variables.find((name) => !model.names.includes(name));
  if (unknown !== undefined) {
    throw new ValueError("BAD_OPTION", `hamiltonianOf: no state ${unknown}. There are ${model.names.join(", ")}.`);
  }
  const products = new Map<string, Map<string, Estimate>>();
  for (const { variable, state, sign } of slopes) {
    for (const coefficient of model.coefficients.filter((one) => one.state === state)) {
      const factors = multipliedBy(factorsIn(coefficient, variables), variable, variables);
      const power = timesIn(factors, variable);
      const estimates = products.get(productText(factors)) ?? new Map<string, Estimate>();
      products.set(productText(factors), estimates);
      const value = (sign * coefficient.value) / power;
      estimates.set(variable, { state, value, standardError: coefficient.standardError / power });
    }
  }
  const degree = Math.max(1, ...[...products.keys()].map((product) => factorsOf(product).length));
  const parts = monomials(variables, degree)
    .filter((product) => products.has(product))
    .map((product) => {
      const estimates = slopes.flatMap(({ variable, state }) => {
        const power = timesIn(factorsOf(product), variable);
        const found = products.get(product)!.get(variable) ?? { state, value: 0, standardError: 0 };
        return power === 0 ? [] : [{ ...found, power }];
      });
      checkAgreement(product, estimates);
      // x·∇ of a product is its degree times the product.
      const total = estimates.reduce((sum, { value, power }) => sum + power * value, 0);
      return { name: product, value: total / factorsOf(product).length };
    });
  return sumText(parts);
}

function factorsIn({ state, term, divides }: Coefficient, variables: readonly string[]): string[] {
  const factors = factorsOf(term);
  if (!divides && factors.every((name) => variables.includes(name))) return factors;
  const found = divides ? "is a ratio" : `has the term ${term}`;
  throw new ValueError(
    "BAD_OPTION",
    `hamiltonianOf: the equation of ${state} ${found}, so it is no polynomial in ${variables.join(", ")}. Look for its energy by conservedQuantities.`,
  );
}

function checkAgreement(product: string, estimates: readonly Estimate[]): void {
  for (const [i, a] of estimates.entries()) {
    for (const b of estimates.slice(i + 1)) {
      const rounding = roundingShare * Math.max(Math.abs(a.value), Math.abs(b.value));
      const allowed = mostErrors * Math.hypot(a.standardError, b.standardError) + rounding;
      if (Math.abs(a.value - b.value) <= allowed) continue;
      const [first, second] = [a, b].map(({ state, value }) => `${sumText([{ name: product, value }])} by ${state}'`);
      throw new ValueError(
        "NO_HAMILTONIAN",
        `hamiltonianOf: H would have ${first} but ${second}. Fit with hamiltonianConstraints, or look for conservedQuantities.`,
      );
    }
  }
}
