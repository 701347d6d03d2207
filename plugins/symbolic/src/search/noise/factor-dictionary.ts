import type { Evaluator } from "../../engine/evaluator.js";
import { apply, constant, type Expression } from "../../expression/expression.js";
import { structureNats } from "../description-length.js";
import { middle } from "../vectors.js";
import type { Feature, FeatureForm } from "./feature.js";
import { functionOf, functions, scaledFunctions } from "./function-family.js";
import { type Monomial, monomialExpression } from "./monomials.js";
import { factoredSum, sumForms, type Term } from "./sum-forms.js";

/** How many of the simplest monomials enter each class of features. */
const counts = {
  sums: 2000,
  scaledSums: 120,
  longSums: 44,
  functions: 300,
  scaledFunctions: 48,
  differences: 36,
  modulations: 14,
  modulated: 14,
};

/** Sizes of the middle value of a term beside 1. */
const termSizes = [0.04, 0.12, 0.3, 0.6, 1, 2, 4];

const bothSigns = [1, -1] as const;

/** The ways to write features that differ in a number only. */
type Family = readonly (readonly FeatureForm[])[];

/** The factors that a law may have beside powers of its variables, from monomials (without units, if there are any). */
export function* factorDictionary(
  monomials: readonly Monomial[],
  evaluator: Evaluator,
  rows: number,
): Generator<Feature> {
  if (monomials.length === 0) return;
  let family = 0;
  for (const forms of powerFamilies(monomials, evaluator)) {
    family++;
    for (const member of forms) yield { forms: member, role: "power", cost: costOf(member), family };
  }
  for (const expression of exponents(monomials)) {
    family++;
    const forms = single(expression, monomials);
    yield { forms, role: "exponent", cost: costOf(forms), family };
  }

  function costOf(forms: readonly FeatureForm[]): number {
    return Math.min(...forms.map(({ expression }) => structureNats(expression, rows)));
  }
}

function* powerFamilies(monomials: readonly Monomial[], evaluator: Evaluator): Generator<Family> {
  const one: Term = { sign: 1, monomial: monomials[0].map(() => 0) };
  const halved = withoutInverses(monomials);
  for (const monomial of halved.slice(0, counts.sums)) {
    for (const sign of bothSigns) yield [positiveForms([one, { sign, monomial }], evaluator)];
  }
  for (const monomial of halved.slice(0, counts.scaledSums)) yield scaledSum({ sign: 1, monomial }, evaluator);
  for (const [i, monomial] of argumentsOf(monomials).entries()) {
    const argument = monomialExpression(monomial);
    for (const name of functions) {
      const scaled = i < counts.scaledFunctions ? scaledFunctions(name, argument, evaluator) : [];
      yield [functionOf(name, argument), ...scaled].map((expression) => single(expression, monomials));
    }
  }
  for (const [first, second] of pairs(halved.slice(0, counts.longSums))) {
    for (const a of bothSigns) {
      for (const b of bothSigns) {
        yield [positiveForms([one, { sign: a, monomial: first }, { sign: b, monomial: second }], evaluator)];
      }
    }
  }
  for (const argument of differences(monomials)) {
    const half = apply("multiply", constant(0.5), argument);
    for (const wave of ["sin", "cos"] as const) {
      yield [argument, half].map((inside) => single(apply(wave, inside), monomials));
    }
  }
  for (const inner of monomials.slice(0, counts.modulations)) {
    for (const name of ["sin", "cos", "exp"] as const) {
      const factor = apply(name, monomialExpression(inner));
      for (const monomial of [one.monomial, ...monomials.slice(0, counts.modulated)]) {
        yield scaledSum({ sign: 1, monomial, factor }, evaluator);
      }
    }
  }
}

/** The simplest monomials, and more of those without powers, as in exp(−E/(k·T)). */
function argumentsOf(monomials: readonly Monomial[]): Monomial[] {
  const simplest = monomials.slice(0, counts.functions / 2);
  const plain = monomials
    .slice(simplest.length)
    .filter((monomial) => monomial.every((exponent) => [-1, 0, 1].includes(exponent)));
  return [...simplest, ...plain.slice(0, counts.functions / 2)];
}

/** What may stand in exp(k · …). */
function* exponents(monomials: readonly Monomial[]): Generator<Expression> {
  for (const monomial of monomials.slice(0, counts.sums)) yield monomialExpression(monomial);
  for (const argument of differences(monomials)) {
    yield argument;
    yield apply("square", argument);
  }
}

/** Sums and differences of two monomials. */
function* differences(monomials: readonly Monomial[]): Generator<Expression> {
  for (const [first, second] of pairs(monomials.slice(0, counts.differences))) {
    for (const sign of bothSigns) {
      yield factoredSum([
        { sign: 1, monomial: first },
        { sign, monomial: second },
      ]);
    }
  }
}

/** 1 ± k · term, for many k. */
function scaledSum(term: Term, evaluator: Evaluator): Family {
  const one: Term = { sign: 1, monomial: term.monomial.map(() => 0) };
  const scale = middle(evaluator.values(factoredSum([term]))) || 1;
  return bothSigns.flatMap((sign) =>
    termSizes.map((size) => positiveForms([one, { ...term, sign, coefficient: size / scale }], evaluator)),
  );
}

/** Of a sum that is below zero on all rows the opposite, which has roots. */
function positiveForms(terms: readonly Term[], evaluator: Evaluator): FeatureForm[] {
  const forms = sumForms(terms);
  const isNegative = evaluator.values(forms[0].expression).every((value) => value < 0);
  return isNegative ? sumForms(terms.map((term) => ({ ...term, sign: term.sign > 0 ? -1 : 1 }))) : forms;
}

function single(expression: Expression, monomials: readonly Monomial[]): FeatureForm[] {
  return [{ expression, shift: monomials[0].map(() => 0) }];
}

function* pairs<T>(items: readonly T[]): Generator<readonly [T, T]> {
  for (const [i, first] of items.entries()) for (const second of items.slice(i + 1)) yield [first, second];
}

/** Of m and 1/m only one: up to a monomial 1 + m and 1 + 1/m are the same. */
function withoutInverses(monomials: readonly Monomial[]): Monomial[] {
  const seen = new Set<string>();
  return monomials.filter((monomial) => {
    const isNew = !seen.has(monomial.map((exponent) => 0 - exponent).join());
    if (isNew) seen.add(monomial.join());
    return isNew;
  });
}
