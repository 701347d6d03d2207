import type { Constant } from "../expression.js";
import { type Coefficient, combined, isFixed, isNumber, mapped, one, times } from "./coefficient.js";
import { dividedBy } from "./common-number.js";
import { joinBases, joinExponentials } from "./joined-factors.js";
import { asTerm, comesOut, isWholeNumber, numberOf, numberSum, type Product, wholePower } from "./powers.js";
import { joinRoots, root } from "./roots.js";
import {
  type Factor,
  factorOf,
  fixedNumbersOf,
  type Sum,
  sumAtom,
  sumOf,
  type Term,
  termOf,
} from "./sum-of-products.js";

/** Sums of several terms are not multiplied out, but for a number in front. */
export function multiplied(a: Sum, b: Sum): Sum {
  const [p, q] = [asTerm(a), asTerm(b)];
  return p && q ? product(times(p.coefficient, q.coefficient), [...p.factors, ...q.factors]) : sumOf([]);
}

/** The power of a sum. */
export function raised(sum: Sum, power: Constant): Sum {
  if (isNumber(power, 1)) return sum;
  if (isNumber(power, 0)) return numberSum(one);
  const number = numberOf(sum);
  if (number) return numberSum(combined(number, power, (a, b) => a ** b));
  const isWhole = isWholeNumber(power);
  const term = asTerm(sum, isWhole)!;
  if (!comesOut(term, power)) return product(one, [factorOf(sumAtom(sum), power)]);
  return productOf(isWhole ? wholePower(term, power) : root(term, power));
}

/** The product of powers: equal bases, exponentials and roots are joined. */
export function product(coefficient: Coefficient, factors: readonly Factor[]): Sum {
  return productOf({ coefficient, factors });
}

function productOf(given: Product): Sum {
  const { coefficient, factors } = joinRoots(joinExponentials(joinBases(given)), joinBases);
  const term = termOf(coefficient, factors);
  return sumOf([isFixed(coefficient) ? term : withNumbersInFront(term)]);
}

/** `c·(d·x + 1)` and `c·(x + d)` are the same for fitted constants. */
function withNumbersInFront({ coefficient, factors }: Term): Term {
  let front = coefficient;
  const rest = factors.map((factor) => {
    const { atom, exponent } = factor;
    const lead = atom.kind === "sum" && fixedNumbersOf(atom.sum.terms) === 1 ? atom.sum.terms[0]!.coefficient : one;
    if (atom.kind !== "sum" || isFixed(lead) || lead.kind === "groupConstant") return factor;
    const size = isWholeNumber(exponent) ? lead : mapped(lead, Math.abs);
    front = combined(
      front,
      combined(size, exponent, (a, b) => a ** b),
      (a, b) => a * b,
    );
    return factorOf(sumAtom(dividedBy(atom.sum, size)), exponent);
  });
  return termOf(front, rest);
}
