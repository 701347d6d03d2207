import { apply, type Constant, type Expression, fixed, variable } from "../expression.js";
import { powerOf } from "../power-of.js";
import { type Coefficient, isFixed, isNegative, isNumber, minusOne, one, times, valuesOf } from "./coefficient.js";
import { type Atom, type Factor, factorOf, type Sum, sumAtom, sumOf, type Term, termOf } from "./sum-of-products.js";

/** The shortest tree for a sum: differences and quotients in place of negative numbers and powers. */
export function toTree(sum: Sum): Expression {
  const terms = sum.terms.map(withoutSign);
  const first = terms.find(({ coefficient }) => !isNegative(coefficient)) ?? terms[0];
  if (!first) return fixed(0);
  return terms.reduce<Expression>((tree, term) => {
    if (term === first) return tree;
    return isNegative(term.coefficient)
      ? apply("subtract", tree, termTree(scaledTerm(term, minusOne)))
      : apply("add", tree, termTree(term));
  }, termTree(first));
}

/** A sign in front goes into a factor that is a difference: `-1/(x - 1)` is `1/(1 - x)`. */
function withoutSign(term: Term): Term {
  const flips = ({ atom, exponent }: Factor) =>
    atom.kind === "sum" && isFixed(exponent) && Math.abs(exponent.value % 2) === 1 && hasBothSigns(atom.sum);
  const difference = isNegative(term.coefficient) ? term.factors.find(flips) : undefined;
  if (!difference) return term;
  const factors = term.factors.map((factor) => (factor === difference ? flipped(factor) : factor));
  return termOf(times(term.coefficient, minusOne), factors);
}

function hasBothSigns({ terms }: Sum): boolean {
  return (
    terms.some(({ coefficient }) => isNegative(coefficient)) &&
    !terms.every(({ coefficient }) => isNegative(coefficient))
  );
}

function flipped({ atom, exponent }: Factor): Factor {
  return atom.kind === "sum"
    ? factorOf(sumAtom(sumOf(atom.sum.terms.map((term) => scaledTerm(term, minusOne)))), exponent)
    : factorOf(atom, exponent);
}

function scaledTerm({ coefficient, factors }: Term, by: Coefficient): Term {
  return termOf(times(coefficient, by), factors);
}

function termTree({ coefficient, factors }: Term): Expression {
  const isBelow = ({ exponent }: Factor) => isFixed(exponent) && exponent.value < 0;
  const divisor = wholeDivisor(coefficient);
  const above = factors.filter((factor) => !isBelow(factor)).map(({ atom, exponent }) => powerTree(atom, exponent));
  const below = factors.filter(isBelow).map(({ atom, exponent }) => powerTree(atom, fixed(-exponent.value)));
  if (divisor) below.unshift(fixed(divisor));
  const sign = divisor && isNegative(coefficient);
  const number = divisor ? (sign ? minusOne : one) : coefficient;
  if (isNumber(number, -1) && above.length > 0) return apply("negate", quotient(above, below));
  const numbers = isNumber(number, 1) && above.length + below.length > 0 ? [] : [number];
  return quotient([...numbers, ...above], below);
}

/** A half of something is written as a quotient. */
function wholeDivisor(coefficient: Coefficient): number | undefined {
  const inverse = isFixed(coefficient) ? Math.abs(1 / valuesOf(coefficient)[0]!) : 0;
  return Number.isInteger(inverse) && inverse > 1 && inverse < 1000 ? inverse : undefined;
}

function quotient(above: readonly Expression[], below: readonly Expression[]): Expression {
  const product = (parts: readonly Expression[]) => parts.reduce((a, b) => apply("multiply", a, b));
  if (below.length === 0) return product(above);
  return above.length === 0 ? apply("inverse", product(below)) : apply("divide", product(above), product(below));
}

function powerTree(atom: Atom, exponent: Constant): Expression {
  const tree = atomTree(atom);
  return isFixed(exponent) ? powerOf(tree, exponent) : apply("power", tree, exponent);
}

function atomTree(atom: Atom): Expression {
  if (atom.kind === "variable") return variable(atom.index);
  if (atom.kind === "function") return apply(atom.operator, toTree(atom.argument));
  if (atom.kind === "power") return apply("power", toTree(atom.base), toTree(atom.exponent));
  return toTree(atom.sum);
}
