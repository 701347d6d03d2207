import { type Constant, fixed } from "../expression.js";
import type { UnaryOperator } from "../operators.js";
import {
  type Coefficient,
  formOfNumber,
  idOfNumber,
  isFixed,
  isNumber,
  isZero,
  one,
  plus,
  times,
} from "./coefficient.js";

/** Two texts by which parts of a formula are compared and ordered. */
interface Keys {
  /** Equal for parts that differ in the values of their constants only. */
  readonly form: string;
  /** Equal for equal parts. */
  readonly id: string;
}

/** What is no product or power itself. A sum as an atom has two terms or more, or stands under a root. */
export type Atom = Keys &
  (
    | { readonly kind: "variable"; readonly index: number }
    | { readonly kind: "function"; readonly operator: UnaryOperator; readonly argument: Sum }
    | { readonly kind: "power"; readonly base: Sum; readonly exponent: Sum }
    | { readonly kind: "sum"; readonly sum: Sum }
  );

export interface Factor extends Keys {
  readonly atom: Atom;
  readonly exponent: Constant;
}

/** A product; without factors a number. */
export interface Term extends Keys {
  readonly coefficient: Coefficient;
  readonly factors: readonly Factor[];
  /** Of the factors without the coefficient. */
  readonly like: string;
}

/** Terms in a fixed order, no two alike; none for zero. */
export interface Sum extends Keys {
  readonly terms: readonly Term[];
}

export function variableAtom(index: number): Atom {
  return { kind: "variable", index, form: `x${index}`, id: `x${index}` };
}

export function functionAtom(operator: UnaryOperator, argument: Sum): Atom {
  return { kind: "function", operator, argument, ...keysOf((part) => `${operator}(${argument[part]})`) };
}

export function powerAtom(base: Sum, exponent: Sum): Atom {
  return { kind: "power", base, exponent, ...keysOf((part) => `(${base[part]})^(${exponent[part]})`) };
}

export function sumAtom(sum: Sum): Atom {
  return { kind: "sum", sum, ...keysOf((part) => `(${sum[part]})`) };
}

export function factorOf(atom: Atom, power: Constant = one): Factor {
  const exponent = withoutRounding(power);
  if (isNumber(exponent, 1)) return { atom, exponent, form: atom.form, id: atom.id };
  return {
    atom,
    exponent,
    form: `${atom.form}^${formOfNumber(exponent)}`,
    id: `${atom.id}^${idOfNumber(exponent)}`,
  };
}

/** Exponents of the structure were written down with few digits, or as fractions such as a third. */
function withoutRounding(exponent: Constant): Constant {
  if (!exponent.fixed || Number.isInteger(exponent.value)) return exponent;
  const twelfths = Math.round(12 * exponent.value);
  const isFraction = Math.abs(12 * exponent.value - twelfths) < 1e-13 * Math.abs(twelfths);
  return fixed(isFraction ? twelfths / 12 : Number(exponent.value.toPrecision(14)));
}

/** The factors must be different ones. */
export function termOf(coefficient: Coefficient, factors: readonly Factor[]): Term {
  const ordered = factors.toSorted((a, b) => rankOf(a) - rankOf(b) || byKeys(a, b));
  const like = ordered.map(({ id }) => id).join("*");
  return {
    coefficient,
    factors: ordered,
    like,
    form: [formOfNumber(coefficient), ...ordered.map(({ form }) => form)].join("*"),
    id: `${idOfNumber(coefficient)}*${like}`,
  };
}

/** Adds up what is alike; numbers come last. */
export function sumOf(terms: readonly Term[]): Sum {
  const byFactors = new Map<string, Term>();
  for (const term of terms.flatMap(multipliedOut)) {
    const known = byFactors.get(term.like);
    byFactors.set(term.like, known ? termOf(plus(known.coefficient, term.coefficient), term.factors) : term);
  }
  const ordered = [...byFactors.values()].filter(({ coefficient }) => !isZero(coefficient)).sort(byFactorsThenNumber);
  return { terms: ordered, ...keysOf((part) => ordered.map((term) => term[part]).join("+")) };
}

/** A number in front of a sum goes into it where this makes no two constants of one. */
function multipliedOut(term: Term): readonly Term[] {
  const { coefficient, factors } = term;
  const atom = factors.length === 1 && isNumber(factors[0]!.exponent, 1) ? factors[0]!.atom : undefined;
  if (atom?.kind !== "sum") return [term];
  const isSign = isNumber(coefficient, 1) || isNumber(coefficient, -1);
  if (!isSign && (isFixed(coefficient) || fixedNumbersOf(atom.sum.terms) > 1)) return [term];
  return atom.sum.terms.map((part) => termOf(times(coefficient, part.coefficient), part.factors));
}

/** How many numbers of a sum are part of the structure. */
export function fixedNumbersOf(terms: readonly Term[]): number {
  return terms.filter(({ coefficient }) => isFixed(coefficient)).length;
}

/** The order must not depend on the values of constants, nor on which numbers are fitted, unless nothing else differs. */
function byFactorsThenNumber(a: Term, b: Term): number {
  const [p, q] = [a, b].map(({ factors }) => factors.map(({ form }) => form).join("*")) as [string, string];
  const ranks = [a, b].map(({ factors }) => (factors[0] ? rankOf(factors[0]) : numberRank)) as [number, number];
  return ranks[0] - ranks[1] || compared(p, q) || byKeys(a, b);
}

const ranks = ["variable", "power", "function", "sum"];
const numberRank = ranks.length;

/** As formulas are mostly written: variables before functions, sums last. */
function rankOf({ atom }: Factor): number {
  return ranks.indexOf(atom.kind);
}

function byKeys(a: Keys, b: Keys): number {
  return compared(a.form, b.form) || compared(a.id, b.id);
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keysOf(text: (part: "form" | "id") => string): Keys {
  return { form: text("form"), id: text("id") };
}
