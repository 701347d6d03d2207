import { ShapeError, ValueError } from "@mesoscope/sdk";
import type { CoefficientConstraint } from "./coefficient-constraints.js";
import type { DynamicsModel } from "./dynamics-model.js";
import { sumText } from "./equation-text.js";
import { monomials } from "./term-library.js";

/** Exponents of the variables in a product. */
type Exponents = readonly number[];

/**
 * That a polynomial system follows from a Hamiltonian, q′ = ∂H/∂p and p′ = −∂H/∂q: conditions on the coefficients that make
 * the gradient of H a gradient. Give the library the same degree.
 *
 * @param positions names of q, in the order of the momenta
 *
 * @example
 * hamiltonianConstraints(["q"], ["p"], 1); // [{ sum: [{ state: "p", term: "p", factor: -1 }, { state: "q", term: "q", factor: -1 }] }]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @see Arnold, Mathematical Methods of Classical Mechanics, section 37
 */
export function hamiltonianConstraints(
  positions: readonly string[],
  momenta: readonly string[],
  degree: number,
): CoefficientConstraint[] {
  const { variables, sources } = structureOf("hamiltonianConstraints", positions, momenta);
  const found: CoefficientConstraint[] = [];
  variables.forEach((_, i) => {
    for (let j = i + 1; j < variables.length; j++) {
      // ∂gᵢ/∂xⱼ = ∂gⱼ/∂xᵢ, product by product.
      for (const exponents of products(variables.length, degree - 1)) {
        const part = (of: number, by: number, sign: number) => {
          const raised = exponents.map((exponent, k) => exponent + Number(k === by));
          const factor = sign * sources[of].sign * raised[by];
          return { state: sources[of].state, term: nameOf(raised, variables), factor };
        };
        found.push({ sum: [part(i, j, 1), part(j, i, -1)] });
      }
    }
  });
  return found;
}

/**
 * The Hamiltonian of a polynomial law that has one, up to a constant, such as "0.5 * q^2 + 0.5 * p^2".
 *
 * @example
 * const law = (state: string, term: string, value: number) => ({ state, term, value, standardError: 0, inclusion: 1 });
 * const data = { names: ["q", "p"], controlNames: [], covariance: [[0, 0], [0, 0]], noise: [0, 0], ranges: [[0, 1], [0, 1]], fitted: "integrals", alternatives: [] } as const;
 * hamiltonianOf(loadDynamics({ ...data, coefficients: [law("q", "p", 2), law("p", "q", -3)] }), ["q"], ["p"]); // "1.5 * q^2 + 1 * p^2"
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION
 */
export function hamiltonianOf(model: DynamicsModel, positions: readonly string[], momenta: readonly string[]): string {
  const { variables, sources } = structureOf("hamiltonianOf", positions, momenta);
  const divided = model.coefficients.find(({ divides }) => divides);
  if (divided) {
    throw new ValueError(
      "BAD_OPTION",
      `hamiltonianOf: the equation of ${divided.state} is a ratio, not a polynomial. Fit the law without a denominator.`,
    );
  }
  const sums = new Map<string, { name: string; value: number; order: number }>();
  variables.forEach((_, i) => {
    for (const { state, term, value } of model.coefficients) {
      if (state !== sources[i].state) continue;
      const exponents = exponentsOf(term, variables).map((exponent, k) => exponent + Number(k === i));
      // x·∇ of a product is its degree times the product.
      const degree = exponents.reduce((sum, exponent) => sum + exponent, 0);
      const name = nameOf(exponents, variables);
      sums.set(name, { name, order: degree, value: (sums.get(name)?.value ?? 0) + (sources[i].sign * value) / degree });
    }
  });
  const order = monomials(variables, Math.max(1, ...[...sums.values()].map((part) => part.order)));
  return sumText([...sums.values()].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)));
}

/** ∂H/∂q = −p′ and ∂H/∂p = q′: which equation gives which slope, with its sign. */
function structureOf(owner: string, positions: readonly string[], momenta: readonly string[]) {
  if (positions.length !== momenta.length || positions.length === 0) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: there are ${positions.length} positions and ${momenta.length} momenta. Give one momentum for each position.`,
    );
  }
  const sources = [...momenta.map((state) => ({ state, sign: -1 })), ...positions.map((state) => ({ state, sign: 1 }))];
  return { variables: [...positions, ...momenta], sources };
}

function products(size: number, degree: number): Exponents[] {
  if (size === 0) return [[]];
  return Array.from({ length: degree + 1 }, (_, first) =>
    products(size - 1, degree - first).map((rest) => [first, ...rest]),
  ).flat();
}

function nameOf(exponents: Exponents, variables: readonly string[]): string {
  const parts = variables.flatMap((name, k) =>
    exponents[k] === 0 ? [] : [exponents[k] === 1 ? name : `${name}^${exponents[k]}`],
  );
  return parts.join(" * ") || "1";
}

function exponentsOf(term: string, variables: readonly string[]): number[] {
  const exponents = variables.map(() => 0);
  for (const part of term === "1" ? [] : term.split(" * ")) {
    const [name, power = "1"] = part.split("^");
    exponents[variables.indexOf(name)] += Number(power);
  }
  return exponents;
}
