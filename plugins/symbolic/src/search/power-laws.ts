import { apply, constant, type Expression, variable } from "../expression/expression.js";
import { type Factor, powerProduct } from "./noise/power-product.js";
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
    const factors = exponents?.flatMap((exponent, k) => {
      return exponent === 0 ? [] : [{ base: variable(variables[k] as number), exponent }];
    });
    if (factors) context.offer(powerLaw(factors));
    yield 100 * rows;
    const halves = factors?.map(({ base, exponent }) => ({ base, exponent: Math.round(2 * exponent) / 2 }));
    if (!halves?.every(({ exponent }, k) => Math.abs(exponent - (factors?.[k]?.exponent as number)) < nearness))
      continue;
    context.offer(apply("multiply", constant(1), powerProduct(halves)));
    yield 100 * rows;
  }
}

function powerLaw(factors: readonly Factor[]): Expression {
  return factors.reduce<Expression>(
    (product, { base, exponent }) => apply("multiply", product, apply("power", base, constant(exponent))),
    constant(1),
  );
}
