import { fixed } from "../expression.js";
import { type Coefficient, combined, isFixed, isNegative, mapped, minusOne, one, valuesOf } from "./coefficient.js";
import { type Sum, sumOf, termOf } from "./sum-of-products.js";

/**
 * What is taken out of a sum as a factor, so that no constant is there twice: of fitted numbers the first one, of fixed
 * ones what they have in common.
 *
 * @param withSign whether the first number is to become positive
 */
export function commonNumber({ terms }: Sum, withSign: boolean): Coefficient {
  const numbers = terms.map(({ coefficient }) => coefficient);
  const sizes = numbers.filter(isFixed).map((number) => Math.abs(valuesOf(number)[0]!));
  const first = numbers.find(isFixed) ?? numbers[0]!;
  if (first.kind === "groupConstant") return one;
  const differ = sizes.some((size) => size !== sizes[0]);
  if (differ) return withSign && isNegative(first) ? minusOne : one;
  return withSign ? first : mapped(first, Math.abs);
}

/** What is left when the common number is taken out; the fitted one that was becomes 1 or −1. */
export function dividedBy(sum: Sum, common: Coefficient): Sum {
  const isFitted = !isFixed(common);
  return sumOf(
    sum.terms.map(({ coefficient, factors }, i) => {
      const quotient = combined(coefficient, common, (a, b) => a / b);
      return termOf(isFitted && i === 0 ? fixed(Math.sign(valuesOf(quotient)[0]!)) : quotient, factors);
    }),
  );
}
