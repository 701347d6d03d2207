import type { Evaluator } from "../../engine/evaluator.js";
import type { Expression } from "../../expression/expression.js";
import { nullVector } from "./null-vector.js";
import { type PolynomialTerm, polynomialExpression } from "./polynomial.js";
import type { Query } from "./query.js";

/**
 * The quantity of the query as a sum of some of the terms, where it is one; `undefined` where it is not.
 *
 * @param columns the values of the terms
 */
export function polynomialLaw(
  query: Query,
  check: Evaluator,
  terms: readonly PolynomialTerm[],
  columns: readonly Float64Array[],
): Expression | undefined {
  const vector = nullVector([...columns, query.valuesOn(check)]);
  const own = vector?.at(-1);
  if (!vector || !own) return undefined;
  const kept = terms.flatMap((term, k) => (vector[k] === 0 ? [] : [{ term, coefficient: -vector[k] / own }]));
  if (kept.length === 0) return undefined;
  const sum = polynomialExpression(
    kept.map(({ term }) => term),
    kept.map(({ coefficient }) => coefficient),
  );
  return query.undo(sum);
}
