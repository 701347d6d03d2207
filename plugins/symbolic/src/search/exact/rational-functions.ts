import {
  type Dimension,
  dimensionOfProduct,
  isNumber,
  multiplied,
  nameOfDimension,
  raised,
} from "../../expression/dimensions.js";
import { apply, type Expression } from "../../expression/expression.js";
import type { Problem } from "../problem.js";
import { allTransforms } from "../target-transforms.js";
import { dimensionOfTarget, type ExactSearch } from "./exact-search.js";
import { productValues } from "./monomials.js";
import { nullVector } from "./null-vector.js";
import { offerExact } from "./offer-exact.js";
import { countToDegree, exponentsToDegree, type PolynomialTerm, polynomialExpression } from "./polynomial.js";
import { type Query, targetQuery, transformed } from "./query.js";

/** Degrees of numerator and denominator, from simple to rich. */
const degrees = [
  [1, 0],
  [2, 0],
  [1, 1],
  [2, 1],
  [1, 2],
  [2, 2],
  [3, 0],
  [4, 0],
  [3, 1],
  [1, 3],
  [3, 2],
  [2, 3],
  [3, 3],
  [6, 0],
  [4, 4],
] as const;

const mostColumns = 72;

/** How many terms are sorted by their dimension. */
const mostListed = 4000;

/**
 * `y = T⁻¹(P(x) / Q(x))` for polynomials P and Q: they are the null space of the columns of P and −T(y) times those of Q.
 *
 * @see Udrescu & Tegmark, "AI Feynman", Science Advances 6 (2020), eaay2631, on polynomial fits; the null space as in
 * Kaheman, Kutz & Brunton, "SINDy-PI", Proc. R. Soc. A 476 (2020), 20200279
 */
export function* rationalFunctions(search: ExactSearch): Generator<number, void, void> {
  const { problem, variables, check } = search;
  const target = dimensionOfTarget(problem);
  for (const [above, below] of degrees) {
    const count = countToDegree(variables.length, above) + countToDegree(variables.length, below);
    if (count > (problem.dimensions ? mostListed : mostColumns)) continue;
    const numerators = byDimension(problem, exponentsToDegree(problem.names.length, variables, above));
    const denominators = byDimension(problem, exponentsToDegree(problem.names.length, variables, below));
    for (const transform of allTransforms) {
      if (transform.power === 0 && !isNumber(target)) continue;
      const query = transformed(targetQuery, transform);
      for (const { terms: denominator, dimension } of denominators.values()) {
        const wanted = multiplied(dimension, raised(target, transform.power));
        const numerator = numerators.get(nameOfDimension(wanted))?.terms;
        if (!numerator) continue;
        const columns = numerator.length + denominator.length;
        if (columns > mostColumns || columns > check.rows / 2) continue;
        const law = nullSpaceLaw(search, query, numerator, denominator);
        yield columns * columns * check.rows;
        if (law && offerExact(search, law)) return;
      }
    }
  }
}

/** The terms of every dimension: only these can be added. */
function byDimension({ dimensions }: Problem, exponents: readonly number[][]) {
  const groups = new Map<string, { readonly dimension: Dimension; readonly terms: number[][] }>();
  for (const own of exponents) {
    const dimension = dimensions && dimensionOfProduct(dimensions, own);
    const name = nameOfDimension(dimension);
    const group = groups.get(name);
    if (group) group.terms.push(own);
    else groups.set(name, { dimension, terms: [own] });
  }
  return groups;
}

function nullSpaceLaw(
  { check }: ExactSearch,
  query: Query,
  numerator: readonly number[][],
  denominator: readonly number[][],
): Expression | undefined {
  const quantity = query.valuesOn(check);
  if (!quantity.every(Number.isFinite)) return undefined;
  const columns = [
    ...numerator.map((exponents) => productValues(check.columns, exponents, check.rows)),
    ...denominator.map((exponents) =>
      productValues(check.columns, exponents, check.rows).map((value, i) => -value * quantity[i]),
    ),
  ];
  const vector = nullVector(columns);
  if (!vector) return undefined;
  const above = sparse(numerator, vector.slice(0, numerator.length));
  const below = sparse(denominator, vector.slice(numerator.length));
  if (above.terms.length === 0 || below.terms.length === 0) return undefined;
  const p = polynomialExpression(
    above.terms,
    above.coefficients.map((value) => value / below.coefficients[0]),
  );
  const q = polynomialExpression(
    below.terms,
    below.coefficients.map((value) => value / below.coefficients[0]),
  );
  const isOne = q.kind === "constant" && q.value === 1;
  return query.undo(isOne ? p : apply("divide", p, q));
}

function sparse(terms: readonly number[][], coefficients: readonly number[]) {
  const kept = coefficients.flatMap((value, k) => (value === 0 ? [] : [k]));
  return {
    terms: kept.map((k): PolynomialTerm => ({ exponents: terms[k] })),
    coefficients: kept.map((k) => coefficients[k]),
  };
}
