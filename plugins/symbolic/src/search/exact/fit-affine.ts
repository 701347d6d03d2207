import { apply, constant, type Expression } from "../../expression/expression.js";
import { largest } from "../vectors.js";
import type { ExactSearch } from "./exact-search.js";
import { linearFit } from "./linear-fit.js";
import type { Query } from "./query.js";

/** The quantity of the query as `a + b g` with constants of least squared error. */
export function fitAffine(search: ExactSearch, query: Query, g: Expression): Expression | undefined {
  const quantity = query.valuesOn(search.check);
  const values = search.check.values(g);
  const slope = linearFit(quantity, [values])?.[0];
  if (slope === undefined) return undefined;
  const offset = quantity.reduce((sum, value, i) => sum + value - slope * values[i], 0) / quantity.length;
  return query.undo(affineExpression(slope, g, offset, largest(quantity)));
}

/** Without a factor 1, and without an offset that is small against `size`. */
function affineExpression(factor: number, g: Expression, offset: number, size: number): Expression {
  const isUnit = Math.abs(Math.abs(factor) - 1) < 1e-8;
  const product = isUnit ? g : apply("multiply", constant(Math.abs(factor)), g);
  const isOffset = Math.abs(offset) > 1e-8 * size;
  if (!isOffset) return factor < 0 ? apply("negate", product) : product;
  if (factor < 0) return apply("subtract", constant(offset), product);
  return apply("add", constant(offset), product);
}
