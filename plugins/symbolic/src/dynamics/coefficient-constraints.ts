import { DataError, ValueError } from "@mesoscope/sdk";
import { parseExpression } from "../expression/parse-expression.js";
import { printExpression } from "../expression/print-expression.js";
import type { LinearConstraints } from "./linear-constraints.js";
import { productText } from "./product-text.js";
import type { Term } from "./term-library.js";

/** `Σ factor · coefficient = value`, over terms in the equations of states. */
export interface CoefficientConstraint {
  readonly sum: readonly { readonly state: string; readonly term: string; readonly factor: number }[];
  /** 0 by default. */
  readonly value?: number;
}

/**
 * That the quadratic terms of a system neither make nor take energy: `Σ state · (its quadratic terms) = 0` everywhere, as for
 * the convection of a fluid.
 *
 * @example
 * energyConserving(["x", "y"]).length; // 4
 *
 * @see Loiseau & Brunton, J. Fluid Mech. 838 (2018) 42, eq. 2.14
 */
export function energyConserving(states: readonly string[]): CoefficientConstraint[] {
  return cubicIndices(states.length).map((indices) => {
    const unique = [...new Set(indices)];
    const sum = unique.map((own) => {
      const rest = indices.toSpliced(indices.indexOf(own), 1).map((i) => states[i]);
      return { state: states[own], term: productText(rest), factor: 1 };
    });
    return { sum };
  });
}

/** As rows over all states and terms. */
export function readConstraints(
  owner: string,
  constraints: readonly CoefficientConstraint[],
  states: readonly string[],
  controls: readonly string[],
  terms: readonly Term[],
): LinearConstraints {
  const variables = [...states, ...controls];
  const matrix = constraints.map(({ sum }) => {
    const row = new Array<number>(states.length * terms.length).fill(0);
    for (const { state, term, factor } of sum) {
      const j = states.indexOf(state);
      const l = terms.findIndex(({ name }) => name === term || name === normalized(term, variables));
      if (j < 0 || l < 0) {
        const missing = j < 0 ? `a state ${state}` : `a term ${term}`;
        throw new ValueError(
          "BAD_OPTION",
          `${owner}: constraints name ${missing}, which there is not. Check the names.`,
        );
      }
      row[j * terms.length + l] += factor;
    }
    return row;
  });
  const values = constraints.map(({ value = 0 }) => value);
  const bad = [...matrix.flat(), ...values].find((value) => !Number.isFinite(value));
  if (bad === undefined) return { matrix, values };
  throw new DataError("MISSING_VALUES", `${owner}: a constraint has the factor ${bad}. Give finite numbers only.`);
}

function cubicIndices(size: number): number[][] {
  const found: number[][] = [];
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) for (let k = j; k < size; k++) found.push([i, j, k]);
  }
  return found;
}

function normalized(term: string, variables: readonly string[]): string | undefined {
  try {
    return printExpression(parseExpression(term, variables), variables);
  } catch {
    return undefined;
  }
}
