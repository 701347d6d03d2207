import { baseUnits, dimensionVector } from "@mesoscope/core";
import { UnitError } from "@mesoscope/sdk";
import { dimensionOfExpression } from "../expression/dimension-of-expression.js";
import type { Expression } from "../expression/expression.js";
import type { DimensionVector } from "../search/problem.js";
import type { Term } from "./term-library.js";

/** Units of what was measured, such as `{ states: ["m", "m/s"], time: "s" }`. */
export interface CoefficientUnits {
  readonly states: readonly string[];
  readonly time: string;
  readonly controls?: readonly string[];
}

/** What units say of terms and coefficients. */
export interface UnitsOfTerms {
  /** False for the sine of a length and the like. */
  isConsistent(term: Expression): boolean;
  /** Of the coefficient of a term in the equation of a state, in SI base units; `scale` divides it with the coefficient 1. */
  unitOf(state: number, term: Term, scale?: Term): string;
}

export function coefficientUnits(
  owner: string,
  { states, time, controls = [] }: CoefficientUnits,
  names: readonly string[],
  controlNames: readonly string[],
): UnitsOfTerms {
  if (states.length !== names.length || controls.length !== controlNames.length) {
    throw new UnitError(
      "UNIT_COUNT",
      `${owner}: units has ${states.length} states and ${controls.length} controls for ${names.length} and ${controlNames.length} columns. Give one unit each.`,
    );
  }
  const dimensions = [...states, ...controls].map((unit) => [...dimensionVector(unit).data]);
  const timeDimension = [...dimensionVector(time).data];
  const dimensionOf = (term: Expression) =>
    dimensionOfExpression(term, { dimensions, constantsMayHaveUnits: false }) as DimensionVector | undefined;
  return {
    isConsistent: (term) => dimensionOf(term) !== undefined,
    unitOf: (state, { expression, divides }, scale) => {
      const rate = dimensions[state].map((exponent, i) => (divides ? 0 : exponent - timeDimension[i]));
      const below = scale ? dimensionOf(scale.expression)! : rate.map(() => 0);
      const dimension = dimensionOf(expression)!;
      return unitText(rate.map((exponent, i) => exponent + below[i] - dimension[i]));
    },
  };
}

/** Such as "m^-1 s^-1"; "1" for a plain number. */
function unitText(exponents: DimensionVector): string {
  const parts = exponents.flatMap((exponent, i) => {
    if (Math.abs(exponent) < 1e-12) return [];
    return [exponent === 1 ? baseUnits[i] : `${baseUnits[i]}^${exponent}`];
  });
  return parts.join(" ") || "1";
}
