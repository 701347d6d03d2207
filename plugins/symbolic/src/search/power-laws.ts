import { apply, constant, type Expression, variable } from "../expression/expression.js";
import { powerProduct } from "./noise/power-product.js";
import { powerLawExponents } from "./power-law-exponents.js";
import type { SearchContext } from "./stage.js";

/** An exponent so near a half may be it. */
const nearness = 0.05;

/**
 * The product of powers of all variables that are positive, and the powers of each. The exponents are those of a straight
 * line through the logarithms: from far off, no fit finds them for numbers like 1e7. Where all are nearly halves, they are
 * tried as such.
 */
export function* powerLaws(context: SearchContext): Generator<number, void, void> {
  const { columns, target, weights, rows } = context.problem;
  // The error of a logarithm is that of the value over the value.
  const certainty = target.map((value, row) => Math.abs(value) * Math.sqrt(weights?.[row] ?? 1));
  const logarithms = columns.map((column) => column.map(Math.log));
  const positive = columns.flatMap((column, i) => (column.every((value) => value > 0) ? [i] : []));
  for (const variables of [...positive.map((i) => [i]), positive]) {
    const exponents = powerLawExponents(
      target,
      certainty,
      variables.map((i) => logarithms[i] as Float64Array),
    );
    if (exponents) context.offer(powerLaw(variables, exponents));
    yield 100 * rows;
    const halves = exponents?.map((exponent) => Math.round(2 * exponent) / 2);
    if (!halves?.every((half, k) => Math.abs(half - (exponents?.[k] as number)) < nearness)) continue;
    const factors = variables.map((index, k) => ({ base: variable(index), exponent: halves[k] as number }));
    context.offer(apply("multiply", constant(1), powerProduct(factors)));
    yield 100 * rows;
  }
}

function powerLaw(variables: readonly number[], exponents: readonly number[]): Expression {
  return variables.reduce<Expression>(
    (product, i, k) => apply("multiply", product, apply("power", variable(i), constant(exponents[k] as number))),
    constant(1),
  );
}
