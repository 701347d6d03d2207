import { apply, constant, type Expression, fixed, variable } from "../../expression/expression.js";
import { monomialExpression, power } from "./products.js";

/** A summand of a polynomial; `atom` is a function that multiplies the powers of the variables. */
export interface PolynomialTerm {
  readonly exponents: readonly number[];
  readonly atom?: Expression | undefined;
}

/** How many products of powers of so many variables have a degree up to `degree`. */
export function countToDegree(variables: number, degree: number): number {
  let count = 1;
  for (let k = 1; k <= degree; k++) count = (count * (variables + k)) / k;
  return count;
}

/** All exponents of degree up to `degree` in these of `size` variables, by ascending degree. */
export function exponentsToDegree(size: number, variables: readonly number[], degree: number): number[][] {
  const all: number[][] = [];
  const exponents = new Array<number>(size).fill(0);
  const fill = (at: number, left: number): void => {
    if (at === variables.length) {
      all.push(exponents.slice());
      return;
    }
    for (let own = 0; own <= left; own++) {
      exponents[variables[at]] = own;
      fill(at + 1, left - own);
    }
    exponents[variables[at]] = 0;
  };
  fill(0, degree);
  return all.sort((a, b) => total(a) - total(b));
}

export function total(exponents: readonly number[]): number {
  return exponents.reduce((sum, exponent) => sum + Math.abs(exponent), 0);
}

export function termExpression({ exponents, atom }: PolynomialTerm): Expression {
  if (!atom) return monomialExpression(exponents);
  return total(exponents) === 0 ? atom : apply("multiply", monomialExpression(exponents), atom);
}

interface Summand {
  readonly coefficient: number;
  readonly expression: Expression;
}

/** A sum of terms: a common power and a common coefficient taken out, squares of differences gathered. */
export function polynomialExpression(terms: readonly PolynomialTerm[], coefficients: readonly number[]): Expression {
  const size = terms[0]?.exponents.length ?? 0;
  const common = Array.from({ length: size }, (_, k) => Math.min(...terms.map(({ exponents }) => exponents[k])));
  const left = terms.map(({ exponents, atom }) => ({ atom, exponents: exponents.map((e, k) => e - common[k]) }));
  const leading = coefficients.toSorted((a, b) => commonness(b, coefficients) - commonness(a, coefficients))[0];
  const summands = gathered(
    left,
    coefficients.map((value) => tidied(value / leading)),
  );
  const sum = sumOf(summands);
  const factors = total(common) === 0 ? [] : [monomialExpression(common)];
  const number = Math.abs(leading - 1) < 1e-9 ? [] : [constant(leading)];
  const isOne = sum.kind === "constant" && sum.value === 1;
  const parts = [...number, ...factors, ...(isOne ? [] : [sum])];
  return parts.length === 0 ? fixed(1) : parts.reduce((product, next) => apply("multiply", product, next));
}

/** How many coefficients have this size; then positive ones first. */
function commonness(value: number, all: readonly number[]): number {
  const alike = all.filter((other) => Math.abs(Math.abs(other / value) - 1) < 1e-7).length;
  return alike + (value > 0 ? 0.5 : 0);
}

/** A number that is whole or half apart from rounding is so. */
function tidied(value: number): number {
  const near = Math.round(2 * value) / 2;
  return Math.abs(near - value) < 1e-8 * Math.max(1, Math.abs(value)) ? near : value;
}

/** With a² − 2ab + b² as (a − b)². */
function gathered(terms: readonly PolynomialTerm[], coefficients: readonly number[]): Summand[] {
  const taken = new Set<number>();
  const squares: Summand[] = [];
  for (const [k, { exponents, atom }] of terms.entries()) {
    const pair = exponents.flatMap((exponent, index) => (exponent === 1 ? [index] : []));
    if (pair.length !== 2 || atom || total(exponents) !== 2) continue;
    const half = Math.abs(coefficients[k]) / 2;
    const ends = pair.map((index) => terms.findIndex((term) => !term.atom && isSquareOf(index, term.exponents)));
    if (ends.some((end) => end < 0 || taken.has(end) || coefficients[end] !== half)) continue;
    for (const own of [k, ...ends]) taken.add(own);
    const base = apply(coefficients[k] < 0 ? "subtract" : "add", variable(pair[0]), variable(pair[1]));
    squares.push({ coefficient: half, expression: power(base, 2) });
  }
  const rest = terms.flatMap((term, k) =>
    taken.has(k) ? [] : [{ coefficient: coefficients[k], expression: termExpression(term) }],
  );
  return [...squares, ...rest];
}

function isSquareOf(index: number, exponents: readonly number[]): boolean {
  return exponents[index] === 2 && total(exponents) === 2;
}

/** Positive summands first. */
function sumOf(summands: readonly Summand[]): Expression {
  const ordered = summands.toSorted((a, b) => Number(b.coefficient > 0) - Number(a.coefficient > 0));
  return ordered
    .slice(1)
    .reduce(
      (sum, { coefficient, expression }) =>
        apply(coefficient > 0 ? "add" : "subtract", sum, times(Math.abs(coefficient), expression)),
      ordered[0].coefficient < 0
        ? apply("negate", times(-ordered[0].coefficient, ordered[0].expression))
        : times(ordered[0].coefficient, ordered[0].expression),
    );
}

function times(coefficient: number, expression: Expression): Expression {
  if (coefficient === 1) return expression;
  if (expression.kind === "constant" && expression.value === 1) return constant(coefficient);
  return apply("multiply", constant(coefficient), expression);
}
