import { apply, constant, type Expression, fixed } from "../../expression/expression.js";
import type { FeatureForm } from "./feature.js";
import { type Monomial, monomialExpression } from "./monomials.js";
import { powerProduct } from "./power-product.js";

/** A term of a sum: ± coefficient · monomial · factor. */
export interface Term {
  readonly sign: 1 | -1;
  /** A number to fit; 1 where it is missing. */
  readonly coefficient?: number;
  readonly monomial: Monomial;
  readonly factor?: Expression;
}

/** The ways to write a sum up to a monomial: without denominators and common factors, and divided by each pure term. */
export function sumForms(terms: readonly Term[]): FeatureForm[] {
  const common = terms[0].monomial.map((_, i) => Math.min(...terms.map(({ monomial }) => monomial[i])));
  const pure = terms.filter(({ coefficient, factor }) => coefficient === undefined && !factor);
  const shifts = [common, ...pure.map(({ monomial }) => monomial)];
  const distinct = shifts.filter((shift, k) => shifts.findIndex((other) => isSame(other, shift)) === k);
  return distinct.map((shift) => ({ expression: sumExpression(terms.map((term) => without(term, shift))), shift }));
}

/** The sum as one formula, its common factor in front. */
export function factoredSum(terms: readonly Term[]): Expression {
  const { expression, shift } = sumForms(terms)[0];
  return powerProduct([{ base: expression, exponent: 1 }, ...monomialFactors(shift)]);
}

function monomialFactors(monomial: Monomial) {
  return monomial.map((exponent, i) => ({ base: { kind: "variable" as const, index: i }, exponent }));
}

function without(term: Term, shift: Monomial): Term {
  return { ...term, monomial: term.monomial.map((exponent, i) => exponent - shift[i]) };
}

function isSame(a: Monomial, b: Monomial): boolean {
  return a.every((exponent, i) => exponent === b[i]);
}

function sumExpression(terms: readonly Term[]): Expression {
  const ordered = [...terms].sort((a, b) => b.sign - a.sign);
  const [first, ...rest] = ordered;
  const start = first.sign > 0 ? termExpression(first) : apply("negate", termExpression(first));
  return rest.reduce<Expression>(
    (sum, term) => apply(term.sign > 0 ? "add" : "subtract", sum, termExpression(term)),
    start,
  );
}

function termExpression({ coefficient, monomial, factor }: Term): Expression {
  const isOne = monomial.every((exponent) => exponent === 0);
  const parts: Expression[] = [];
  if (coefficient !== undefined) parts.push(constant(coefficient));
  if (!isOne) parts.push(monomialExpression(monomial));
  if (factor) parts.push(factor);
  return parts.length === 0 ? fixed(1) : parts.reduce((left, right) => apply("multiply", left, right));
}
