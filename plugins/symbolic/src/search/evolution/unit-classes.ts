import { dimensionOfExpression } from "../../expression/dimension-of-expression.js";
import type { Expression } from "../../expression/expression.js";
import type { Problem } from "../problem.js";

/**
 * The unit of a formula as a text: formulas of one class can stand in for one another. Everything is of class "" where
 * units are not given.
 */
export type UnitClass = string;

/** The class of formulas that fit any unit, as a constant that may carry one. */
const anyUnit: UnitClass = "any";

/** The units of one problem, for edits that keep them right. */
export interface UnitClasses {
  /** `undefined` where units clash or are like none that a law has. */
  of(expression: Expression): UnitClass | undefined;
  /** The class that formulas of the target have. */
  readonly target: UnitClass;
  /** The class of plain numbers, and so of the arguments of functions. */
  readonly plain: UnitClass;
  /** What `from` has to be multiplied by to become `to`. */
  quotient(to: UnitClass, from: UnitClass): UnitClass;
  power(base: UnitClass, exponent: number): UnitClass;
}

export function unitClassesOf(problem: Problem): UnitClasses {
  const { dimensions, targetDimension } = problem;
  if (!dimensions) return { of: () => "", target: "", plain: "", quotient: () => "", power: () => "" };
  return {
    of(expression) {
      const dimension = dimensionOfExpression(expression, problem);
      if (dimension === "free") return anyUnit;
      return dimension && isUsual(dimension) ? textOf(dimension) : undefined;
    },
    target: targetDimension ? textOf(targetDimension) : anyUnit,
    plain: textOf(new Array<number>(8).fill(0)),
    power: (base, exponent) =>
      base === anyUnit ? base : textOf(base.split(" ").map((each) => Number(each) * exponent)),
    quotient(to, from) {
      if (to === anyUnit || from === anyUnit) return anyUnit;
      const exponents = from.split(" ").map(Number);
      return textOf(to.split(" ").map((exponent, i) => Number(exponent) - (exponents[i] as number)));
    },
  };
}

/** Whether a formula of one class may stand where the other is wanted. */
export function fits(found: UnitClass | undefined, wanted: UnitClass): boolean {
  return found !== undefined && (found === wanted || found === anyUnit || wanted === anyUnit);
}

function textOf(exponents: readonly number[]): UnitClass {
  return exponents.map((exponent) => Math.round(exponent * 1e6) / 1e6 + 0).join(" ");
}

/** Whether all exponents are twelfths, as they are not after many roots of roots: no law has such units. */
function isUsual(exponents: readonly number[]): boolean {
  return exponents.every((exponent) => Math.abs(exponent * 12 - Math.round(exponent * 12)) < 1e-6);
}
