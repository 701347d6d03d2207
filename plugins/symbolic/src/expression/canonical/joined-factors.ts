import { type Constant, fixed } from "../expression.js";
import { isFixed, isNumber, mapped, one, times } from "./coefficient.js";
import { asTerm, comesOut, isWholeNumber, type Product, scaled, wholePower } from "./powers.js";
import { type Factor, factorOf, functionAtom, type Sum, sumAtom, sumOf, type Term } from "./sum-of-products.js";

/** Each base once; whole powers of sums without their common number, of products as their factors. */
export function joinBases({ coefficient, factors }: Product): Product {
  const exponents = new Map<string, Factor>();
  let front = coefficient;
  let isOpen = false;
  for (const factor of factors.flatMap(opened)) {
    const known = exponents.get(factor.atom.id);
    const sum = known ? sumOfExponents(known.exponent, factor.exponent) : factor.exponent;
    exponents.set(factor.atom.id, factorOf(factor.atom, sum));
    isOpen ||= known !== undefined;
  }
  const joined = [...exponents.values()].filter(({ exponent }) => !isNumber(exponent, 0));
  return isOpen ? joinBases({ coefficient: front, factors: joined }) : { coefficient: front, factors: joined };

  function opened(factor: Factor): readonly Factor[] {
    const { atom, exponent } = factor;
    if (!isWholeNumber(exponent)) return [factor];
    if (atom.kind === "function" && atom.operator === "abs" && exponent.value % 2 === 0) {
      return inner(atom.argument, exponent);
    }
    if (atom.kind !== "sum") return [factor];
    return inner(atom.sum, exponent);
  }

  function inner(sum: Sum, exponent: Constant): readonly Factor[] {
    const term = asTerm(sum)!;
    if (!comesOut(term, exponent)) return [factorOf(sumAtom(sum), exponent)];
    const power = wholePower(term, exponent);
    front = times(front, power.coefficient);
    return sum.terms.length > 1 ? power.factors : power.factors.flatMap(opened);
  }
}

function sumOfExponents(a: Constant, b: Constant): Constant {
  const value = a.value + b.value;
  return a.fixed && b.fixed ? fixed(value) : { kind: "constant", value };
}

/** `exp(a)^p · exp(b)` is `exp(p·a + b)`; a number that is fitted comes out. */
export function joinExponentials({ coefficient, factors }: Product): Product {
  const isExponential = ({ atom }: Factor) => atom.kind === "function" && atom.operator === "exp";
  const exponentials = factors.filter(isExponential);
  if (exponentials.every(({ exponent }) => isNumber(exponent, 1)) && exponentials.length < 2) {
    return { coefficient, factors };
  }
  const { terms } = sumOf(exponentials.flatMap(argumentOf));
  const rest = factors.filter((factor) => !isExponential(factor));
  const spare = terms.find((term) => term.factors.length === 0 && !isFixed(term.coefficient));
  const argument = sumOf(terms.filter((term) => term !== spare));
  return {
    coefficient: spare ? times(coefficient, mapped(spare.coefficient, Math.exp)) : coefficient,
    factors: argument.terms.length === 0 ? rest : [...rest, factorOf(functionAtom("exp", argument), one)],
  };
}

function argumentOf({ atom, exponent }: Factor): readonly Term[] {
  return atom.kind === "function" ? scaled(atom.argument, exponent).terms : [];
}
