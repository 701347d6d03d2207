import { type Constant, fixed } from "../expression.js";
import {
  type Coefficient,
  combined,
  isFixed,
  isNegative,
  isNumber,
  isPositive,
  mapped,
  minusOne,
  one,
  times,
} from "./coefficient.js";
import type { Product } from "./powers.js";
import { type Atom, type Factor, factorOf, functionAtom, type Sum, sumAtom, sumOf, termOf } from "./sum-of-products.js";

/**
 * A power of a product whose exponent is no whole number. What may be negative on its own stays together under it: the
 * root of `x·y` is no product of roots.
 *
 * @param positive ids of the atoms that are known to be positive
 */
export function root(term: Product, power: Constant, positive: ReadonlySet<string> = new Set()): Product {
  const { coefficient, factors } = term;
  const sign = isPositive(coefficient) ? one : isNegative(coefficient) ? minusOne : undefined;
  if (!sign) return { coefficient: one, factors: [under(term, power)] };
  if (!isFixed(power) && factors.length > 1) {
    const front = isNumber(coefficient, 1) ? one : combined(coefficient, power, (a, b) => Math.abs(a) ** b);
    return { coefficient: front, factors: [under({ coefficient: sign, factors }, power)] };
  }
  const isTogether = isNumber(sign, -1) || factors.filter((factor) => !isNonNegative(factor)).length > 1;
  const parts = isTogether ? factors.flatMap((factor) => split(factor, power)) : factors;
  const outside = parts.filter((factor) => isNonNegative(factor)).map((factor) => outOfRoot(factor, power, positive));
  const signed = parts.filter((factor) => !isNonNegative(factor));
  const size = signed.length > 0 ? times(coefficient, sign) : coefficient;
  return {
    coefficient: isNumber(size, 1) ? one : combined(size, power, (a, b) => a ** b),
    factors: [...outside, ...inside(sign, signed, power)],
  };
}

/** Of `x^3` under a square root `x^2` can be taken out. */
function split(factor: Factor, power: Constant): Factor[] {
  const { value } = factor.exponent;
  const even = value - Math.sign(value);
  if (isNonNegative(factor) || even === 0 || !Number.isInteger(even * power.value)) return [factor];
  return [factorOf(factor.atom, fixed(Math.sign(value))), factorOf(factor.atom, fixed(even))];
}

/** Several square roots in a product are joined to one. */
export function joinRoots(given: Product, joinBases: (product: Product) => Product): Product {
  const isRoot = ({ exponent }: Factor) => isFixed(exponent) && Math.abs(exponent.value % 1) === 0.5;
  const roots = given.factors.filter(isRoot);
  if (roots.length < 2) return given;
  const positive = new Set(roots.map(({ atom }) => atom.id));
  const doubled = roots.map(({ atom, exponent }) => factorOf(atom, fixed(2 * exponent.value)));
  const joined = root(joinBases({ coefficient: one, factors: doubled }), fixed(0.5), positive);
  return joinBases({
    coefficient: times(given.coefficient, joined.coefficient),
    factors: [...given.factors.filter((factor) => !isRoot(factor)), ...joined.factors],
  });
}

/** Whether a sum is never negative because none of its terms is. */
export function isNonNegativeSum({ terms }: Sum): boolean {
  return terms.every(({ coefficient, factors }) => isPositive(coefficient) && factors.every(isNonNegative));
}

function isNonNegativeAtom(atom: Atom): boolean {
  if (atom.kind === "sum") return isNonNegativeSum(atom.sum);
  if (atom.kind === "power") return isNonNegativeSum(atom.base);
  return atom.kind === "function" && ["exp", "abs", "cosh", "acos"].includes(atom.operator);
}

/** Whether a factor is never negative where it has a value. */
export function isNonNegative({ atom, exponent }: Factor): boolean {
  const isOdd = Math.abs(exponent.value % 2) === 1;
  return !isOdd || isNonNegativeAtom(atom);
}

function outOfRoot({ atom, exponent }: Factor, power: Constant, positive: ReadonlySet<string>): Factor {
  const isEven = isFixed(exponent) && exponent.value % 2 === 0;
  const isKnown = !isEven || isNonNegativeAtom(atom) || positive.has(atom.id);
  return factorOf(isKnown ? atom : magnitude(atom), times(exponent, power) as Constant);
}

function magnitude(atom: Atom): Atom {
  return functionAtom("abs", atom.kind === "sum" ? atom.sum : sumOf([termOf(one, [factorOf(atom)])]));
}

function inside(sign: Coefficient, factors: readonly Factor[], power: Constant): Factor[] {
  if (factors.length === 0) return [];
  const [only] = factors;
  if (factors.length === 1 && isNumber(sign, 1))
    return [factorOf(only!.atom, times(only!.exponent, power) as Constant)];
  if (factors.length === 1 && only!.atom.kind === "sum") {
    const terms = only!.atom.sum.terms.map(({ coefficient, factors }) => termOf(times(minusOne, coefficient), factors));
    return [factorOf(sumAtom(sumOf(terms)), times(only!.exponent, power) as Constant)];
  }
  return [under(termOf(sign, factors), power)];
}

/** A root of negative order is that of the inverse. */
function under({ coefficient, factors }: Product, power: Constant): Factor {
  if (!isFixed(power) || power.value > 0) return factorOf(sumAtom(sumOf([termOf(coefficient, factors)])), power);
  const inverse = factors.map(({ atom, exponent }) => factorOf(atom, times(exponent, minusOne) as Constant));
  const front = mapped(coefficient, (value) => 1 / value);
  return factorOf(sumAtom(sumOf([termOf(front, inverse)])), fixed(-power.value));
}
