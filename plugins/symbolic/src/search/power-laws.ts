import { apply, constant, type Expression, variable } from "../expression/expression.js";
import { coefficientsOf, emptyBasis, extendBasis, type OrthogonalBasis } from "./noise/orthogonal-basis.js";
import { powerProduct } from "./noise/power-product.js";
import type { Problem } from "./problem.js";
import type { SearchContext } from "./stage.js";

/** An exponent so near a half may be it. */
const nearness = 0.05;

/**
 * The product of powers of all variables that are positive, and the powers of each. The exponents are those of a straight
 * line through the logarithms: from far off, no fit finds them for numbers like 1e7. Where all are nearly halves, they are
 * tried as such.
 */
export function* powerLaws(context: SearchContext): Generator<number, void, void> {
  const { problem } = context;
  const positive = problem.columns.flatMap((column, i) => (column.every((value) => value > 0) ? [i] : []));
  for (const variables of [...positive.map((i) => [i]), positive]) {
    const exponents = logarithmicSlopes(variables, problem);
    if (exponents) context.offer(powerLaw(variables, exponents));
    yield 100 * problem.rows;
    const halves = exponents?.map((exponent) => Math.round(2 * exponent) / 2);
    if (!halves?.every((half, k) => Math.abs(half - (exponents?.[k] as number)) < nearness)) continue;
    const factors = variables.map((index, k) => ({ base: variable(index), exponent: halves[k] as number }));
    context.offer(apply("multiply", constant(1), powerProduct(factors)));
    yield 100 * problem.rows;
  }
}

function powerLaw(variables: readonly number[], exponents: readonly number[]): Expression {
  return variables.reduce<Expression>(
    (product, i, k) => apply("multiply", product, apply("power", variable(i), constant(exponents[k] as number))),
    constant(1),
  );
}

/** By weighted least squares, where the error of a logarithm is that of the value over the value. */
function logarithmicSlopes(
  variables: readonly number[],
  { columns, target, weights }: Problem,
): readonly number[] | undefined {
  const roots = target.map((value, row) => Math.abs(value) * Math.sqrt(weights?.[row] ?? 1));
  const weighted = (column: Float64Array) => column.map((value, row) => value * (roots[row] as number));
  const logarithms = variables.map((i) => weighted((columns[i] as Float64Array).map(Math.log)));
  let basis: OrthogonalBasis | undefined = extendBasis(emptyBasis, roots);
  for (const column of logarithms) basis = basis && extendBasis(basis, column);
  const response = weighted(target.map((value) => Math.log(Math.abs(value) || Number.MIN_VALUE)));
  return basis && coefficientsOf(basis, response).slice(1);
}
