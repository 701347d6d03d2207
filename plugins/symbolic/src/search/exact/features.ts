import { isNumber } from "../../expression/dimensions.js";
import { apply, type Expression, fixed } from "../../expression/expression.js";
import type { UnaryOperator } from "../../expression/operators.js";
import { logarithmOfSize } from "../vectors.js";
import { differenceArguments } from "./differences.js";
import type { ExactSearch } from "./exact-search.js";
import type { Feature, FeatureTable } from "./feature-table.js";
import { type Monomial, monomials, type Term } from "./monomials.js";
import { total } from "./polynomial.js";
import type { Pool } from "./pool.js";
import { monomialExpression } from "./products.js";

const mostRatios = 4000;
const mostArguments = 600;

/** Functions of a number without a unit whose logarithm a product of powers does not explain. */
const functions: readonly { readonly of: (x: number) => number; readonly write: (e: Expression) => Expression }[] = [
  { of: Math.sin, write: (e) => apply("sin", e) },
  { of: Math.cos, write: (e) => apply("cos", e) },
  { of: (x) => 1 - Math.cos(x), write: (e) => apply("subtract", fixed(1), apply("cos", e)) },
  { of: (x) => 1 + Math.cos(x), write: (e) => apply("add", fixed(1), apply("cos", e)) },
  { of: (x) => 1 - Math.sin(x), write: (e) => apply("subtract", fixed(1), apply("sin", e)) },
  { of: (x) => 1 + Math.sin(x), write: (e) => apply("add", fixed(1), apply("sin", e)) },
  { of: Math.expm1, write: (e) => apply("subtract", apply("exp", e), fixed(1)) },
  { of: (x) => Math.exp(x) + 1, write: (e) => apply("add", apply("exp", e), fixed(1)) },
  { of: Math.cosh, write: (e) => apply("cosh", e) },
  { of: Math.tan, write: (e) => apply("tan", e) },
  { of: Math.tanh, write: (e) => apply("tanh", e) },
  { of: Math.log, write: (e) => apply("log", e) },
];

const trigonometric: readonly UnaryOperator[] = ["sin", "cos"];

/** Factors that laws have beside powers of their variables: sums of two products, functions, small expressions. */
export function* listFeatures(search: ExactSearch): Generator<number, void, void> {
  const { pool, features: table } = search;
  const { rows } = search.table;
  const numbers = monomials(search, { count: mostRatios, highest: 4, isArgument: true });
  const sums = ratios(numbers);
  yield* addAll(sums, table, rows);
  yield* addAll(fractionalRatios(numbers), table, rows);
  yield* addAll(functionsOf(numbers.slice(0, mostArguments)), table, rows);
  yield* addAll(functionsOf(differenceArguments(search)), table, rows);
  yield* addAll(pooled(pool), table, rows);
  yield* addAll(wavySums(search, numbers), table, rows);
}

type Entry = readonly [values: Float64Array, feature: Feature];

function* addAll(entries: Iterable<Entry>, table: FeatureTable, rows: number): Generator<number, void, void> {
  let work = 0;
  for (const [values, feature] of entries) {
    table.add(feature.isExponent ? values : values.map(logarithmOfSize), feature);
    work += 16 * rows;
    if (work > 1e6) {
      yield work;
      work = 0;
    }
  }
  yield work;
}

/** Roots of the simplest ratios stand in sums with 1, too. */
function* fractionalRatios(numbers: readonly Monomial[]): Generator<Entry> {
  const simple = numbers.filter(({ exponents }) => total(exponents) <= 2);
  for (const { values, exponents } of simple) {
    if (values.some((value) => value < 0) || exponents.every((exponent) => exponent <= 0)) continue;
    for (const power of [1 / 2, 1 / 3, 2 / 3, 3 / 2]) {
      const raised = exponents.map((exponent) => exponent * power);
      for (const sign of [1, -1] as const) {
        const sum = apply(sign > 0 ? "add" : "subtract", fixed(1), monomialExpression(raised));
        const ratio = { exponents: raised, sign };
        yield [values.map((value) => 1 + sign * value ** power), { expression: sum, isExponent: false, ratio }];
      }
    }
  }
}

/** 1 + s and 1 − s, one of s and 1/s: the other one is the same times s. */
function* ratios(numbers: readonly Monomial[]): Generator<Entry> {
  for (const { values, exponents, expression } of numbers) {
    if (exponents.find((exponent) => exponent !== 0)! < 0) continue;
    for (const sign of [1, -1] as const) {
      const sum = apply(sign > 0 ? "add" : "subtract", fixed(1), expression);
      const ratio = { exponents, sign };
      yield [values.map((value) => 1 + sign * value), { expression: sum, isExponent: false, ratio }];
    }
  }
}

function* functionsOf(terms: Iterable<Term>): Generator<Entry> {
  for (const term of terms) {
    const { values, expression } = term;
    if (values.every((value) => Math.abs(value) < 300)) yield [values, { expression, isExponent: true }];
    for (const own of functionsOfArguments([term])) yield [own.values, plain(own.expression)];
  }
}

/** Every function of every argument. */
export function* functionsOfArguments(terms: Iterable<Term>): Generator<Term> {
  for (const { values, expression, dimension } of terms) {
    for (const { of, write } of functions) yield { values: values.map(of), expression: write(expression), dimension };
  }
}

function* pooled(pool: Pool): Generator<Entry> {
  for (let id = 0; id < pool.size; id++) {
    const values = pool.valuesOf(id);
    yield [values, { expression: pool.expressionOf(id), isExponent: false }];
    if (isNumber(pool.dimensionOf(id))) {
      yield [values, { expression: pool.expressionOf(id), isExponent: true }];
    }
  }
}

/** 1 ± s f(a) for simple s and a. */
function* wavySums({ table }: ExactSearch, numbers: readonly Monomial[]): Generator<Entry> {
  const simple = numbers.filter(({ exponents }) => total(exponents) <= 2).slice(0, 60);
  for (const argument of simple) {
    for (const operator of trigonometric) {
      const wave = argument.values.map(operator === "sin" ? Math.sin : Math.cos);
      for (const amplitude of simple) {
        const product = Float64Array.from({ length: table.rows }, (_, i) => amplitude.values[i] * wave[i]);
        const expression = apply("multiply", amplitude.expression, apply(operator, argument.expression));
        yield [product.map((value) => 1 + value), plain(apply("add", fixed(1), expression))];
        yield [product.map((value) => 1 - value), plain(apply("subtract", fixed(1), expression))];
      }
    }
  }
}

function plain(expression: Expression): Feature {
  return { expression, isExponent: false };
}
