import { type Dimension, isNumber, isSameDimension, multiplied, raised } from "../../expression/dimensions.js";
import { fixed } from "../../expression/expression.js";
import { allTransforms, functionTransforms, identity, powerTransforms } from "../target-transforms.js";
import { logarithmOfSize } from "../vectors.js";
import { AffineTable } from "./affine-table.js";
import { dimensionOfTarget, type ExactSearch } from "./exact-search.js";
import { fitAffine } from "./fit-affine.js";
import { fitProduct } from "./fit-product.js";
import { monomials, type Term } from "./monomials.js";
import { offerExact } from "./offer-exact.js";
import { joined, joins, joinValues, type Query, targetQuery, transformed } from "./query.js";

const mostProducts = 4000;
const mostExpressions = 3000;

/**
 * Formulas `y = T⁻¹(a + b g) ∘ e` and `y = S⁻¹(T⁻¹(c Π x^p q^r) ∘ e)`: for every operand e the target without it is
 * looked up among the expressions g and the features q, which takes the same time for any number of these.
 */
export function* meetInTheMiddle(search: ExactSearch): Generator<number, void, void> {
  const { table, problem, logFrame, offsetFrame, features, pool } = search;
  const expressions = new AffineTable(offsetFrame, pool);
  const rest = new Float64Array(table.rows);
  const logarithms = new Float64Array(table.rows);
  const quantity = new Float64Array(table.rows);
  const dimension = dimensionOfTarget(problem);
  const starts = allTransforms.flatMap((transform) => {
    if (transform.power === 0 && !isNumber(dimension)) return [];
    const values = table.target.map(transform.of);
    return values.every(Number.isFinite) ? [{ transform, values, dimension: raised(dimension, transform.power) }] : [];
  });
  let work = 0;
  for (const { transform, values } of starts) {
    if (lookUpSum(values, () => transformed(targetQuery, transform))) return;
  }
  for (const { values, expression, dimension: own } of operandsOf(search)) {
    for (const start of starts) {
      for (const sort of joins) {
        const isSum = sort === "add" || sort === "subtract";
        if (isSum && !isSameDimension(start.dimension, own)) continue;
        joinValues(sort, start.values, values, quantity);
        // Roots and logarithms want a positive difference.
        const join = sort === "subtract" && quantity.every((value) => value < 0) ? "from" : sort;
        if (join === "from") joinValues(join, start.values, values, quantity);
        const query = () => joined(transformed(targetQuery, start.transform), join, expression);
        work += 8 * table.rows;
        if (lookUpSum(quantity, query) || (isSum && lookUpProduct(quantity, query))) return;
        if (start.transform !== identity) continue;
        const after = isSum ? own : multiplied(start.dimension, own, join === "multiply" ? 1 : -1);
        if (lookUpTransforms(quantity.slice(), after, query, isSum)) return;
      }
    }
    if (work < 1e6) continue;
    yield work;
    work = 0;
  }
  yield work;

  function lookUpTransforms(values: Float64Array, dimension: Dimension, query: () => Query, isSum: boolean): boolean {
    const outer = isNumber(dimension) ? allTransforms : powerTransforms;
    return outer.some((transform) => {
      if (transform === identity) return false;
      for (let i = 0; i < values.length; i++) quantity[i] = transform.of(values[i]);
      work += 16 * values.length;
      const next = () => transformed(query(), transform);
      if (lookUpSum(quantity, next)) return true;
      return isSum && functionTransforms.includes(transform) && lookUpProduct(quantity, next);
    });
  }

  function lookUpSum(values: Float64Array, query: () => Query): boolean {
    if (offsetFrame.project(values, rest) !== "rest") return false;
    const expression = expressions.find(rest);
    const law = expression && fitAffine(search, query(), expression);
    return law !== undefined && offerExact(search, law);
  }

  function lookUpProduct(values: Float64Array, query: () => Query): boolean {
    for (let i = 0; i < values.length; i++) logarithms[i] = logarithmOfSize(values[i]);
    const remainder = logFrame.project(logarithms, rest);
    if (remainder === "vague") return false;
    const feature = remainder === "rest" ? features.find(rest) : undefined;
    if (remainder === "rest" && !feature) return false;
    const law = fitProduct(search, query(), feature ? [feature] : []);
    return law !== undefined && offerExact(search, law);
  }
}

/** What the target is joined with: 1, products of its dimension, small expressions. */
function* operandsOf(search: ExactSearch): Generator<Term> {
  const { pool, table } = search;
  const dimension = dimensionOfTarget(search.problem);
  yield { values: new Float64Array(table.rows).fill(1), expression: fixed(1), dimension: raised(dimension, 0) };
  const isWanted = (own: Dimension) => isSameDimension(own, dimension);
  yield* monomials(search, { count: mostProducts, highest: 4, isWanted });
  for (let id = 0; id < Math.min(pool.size, mostExpressions); id++) yield pool.termOf(id);
}
