import { type Constant, fixed } from "../expression.js";
import { type Coefficient, isFixed, isNumber, mapped, times, valuesOf } from "./coefficient.js";
import { commonNumber, dividedBy } from "./common-number.js";
import { factorOf, type Sum, sumAtom, sumOf, type Term, termOf } from "./sum-of-products.js";

/** A number and powers that are multiplied. */
export type Product = Pick<Term, "coefficient" | "factors">;

export function numberSum(coefficient: Coefficient): Sum {
  return sumOf([termOf(coefficient, [])]);
}

/** The number that a sum consists of. */
export function numberOf({ terms }: Sum): Coefficient | undefined {
  if (terms.length === 0) return fixed(0);
  return terms.length === 1 && terms[0]!.factors.length === 0 ? terms[0]!.coefficient : undefined;
}

export function scaled(sum: Sum, by: Coefficient): Sum {
  return sumOf(sum.terms.map(({ coefficient, factors }) => termOf(times(by, coefficient), factors)));
}

/**
 * Not a number that a high power would make zero or infinite, nor one of the structure out of a power that is fitted: that
 * would be one constant more.
 */
export function comesOut({ coefficient, factors }: Product, power: Constant): boolean {
  const size = Math.max(...valuesOf(coefficient).map((value) => Math.abs(Math.log10(Math.abs(value)))));
  if (size * Math.abs(power.value) > 150) return false;
  return isFixed(power)
    ? Math.abs(power.value) <= 100 || factors.length === 1
    : isNumber(coefficient, 1) || !isFixed(coefficient);
}

/** A fitted number counts as none, nor does one so large that powers leave the range of numbers. */
export function isWholeNumber(number: Constant): boolean {
  return isFixed(number) && Number.isInteger(number.value) && Math.abs(number.value) <= 100;
}

/** A sum as one product; `undefined` for zero. */
export function asTerm(sum: Sum, withSign = true): Term | undefined {
  if (sum.terms.length < 2) return sum.terms[0];
  const common = commonNumber(sum, withSign);
  return termOf(common, [factorOf(sumAtom(dividedBy(sum, common)))]);
}

/** Every factor to a whole power. */
export function wholePower({ coefficient, factors }: Product, power: Constant): Product {
  return {
    coefficient: mapped(coefficient, (value) => value ** power.value),
    factors: factors.map(({ atom, exponent }) => factorOf(atom, times(exponent, power) as Constant)),
  };
}
