import type { Evaluator } from "../../engine/evaluator.js";
import { apply, constant, type Expression, fixed } from "../../expression/expression.js";
import { structureNats } from "../description-length.js";
import { largest } from "../vectors.js";
import type { Feature } from "./feature.js";
import { type Monomial, monomialExpression } from "./monomials.js";
import { factoredSum } from "./sum-forms.js";

/** How many of the simplest monomials enter each class of terms. */
const counts = { monomials: 600, plainlyModulated: 60, modulated: 16, arguments: 10, differences: 7 };

/** The largest argument of a wave whose frequency is unknown. */
const waveArguments = [0.5, 1, 1.6, 2.3, 3.1, 4, 5, 6.1, 7.3, 8.6, 10];

/**
 * The terms that a sum may have: monomials of its unit, alone and times a function of something without a unit, and
 * squares of differences, as in distances.
 */
export function* termDictionary(
  monomials: readonly Monomial[],
  squares: readonly Expression[],
  dimensionless: readonly Monomial[],
  evaluator: Evaluator,
  rows: number,
): Generator<Feature> {
  let family = 0;
  for (const monomial of monomials.slice(0, counts.monomials)) {
    family++;
    yield feature(fixed(1), monomial);
  }
  for (const square of squares) {
    family++;
    yield feature(
      square,
      evaluator.columns.map(() => 0),
    );
  }
  const plain = firstPowers(dimensionless);
  yield* modulated(monomials.slice(0, counts.plainlyModulated), [...plainFunctions()]);
  yield* modulated(monomials.slice(0, counts.modulated), [...functions()]);

  function* modulated(some: readonly Monomial[], modulations: readonly (readonly Expression[])[]): Generator<Feature> {
    for (const monomial of some) {
      for (const scales of modulations) {
        family++;
        for (const modulation of scales) yield feature(modulation, monomial);
      }
    }
  }

  /** Of variables as they are. */
  function* plainFunctions(): Generator<readonly Expression[]> {
    for (const argument of plain.map(monomialExpression)) {
      for (const operator of ["sin", "cos", "exp", "log"] as const) yield [apply(operator, argument)];
    }
  }

  function* functions(): Generator<readonly Expression[]> {
    const simple = dimensionless.slice(0, counts.arguments).map(monomialExpression);
    const few = dimensionless.slice(0, counts.differences);
    const compound = few.flatMap((first, i) =>
      few.slice(i + 1).flatMap((second) =>
        ([1, -1] as const).map((sign) =>
          factoredSum([
            { sign: 1, monomial: first },
            { sign, monomial: second },
          ]),
        ),
      ),
    );
    for (const argument of [...simple, ...compound]) {
      for (const operator of ["sin", "cos"] as const) yield [apply(operator, argument)];
      yield [apply("square", apply("cos", argument))];
    }
    for (const argument of simple) {
      yield [apply("exp", argument)];
      yield [apply("log", argument)];
    }
    for (const argument of simple.slice(0, 4)) {
      const most = largest(evaluator.values(argument)) || 1;
      for (const operator of ["sin", "cos", "exp"] as const) {
        yield waveArguments.map((size) => apply(operator, apply("multiply", constant(size / most), argument)));
      }
      yield waveArguments.map((size) => apply("exp", apply("multiply", constant(-size / most), argument)));
    }
  }

  function feature(factor: Expression, shift: Monomial): Feature {
    // A term brings its coefficient and a plus.
    const cost = structureNats(apply("add", constant(1), factoredSum([{ sign: 1, monomial: shift, factor }])), rows);
    return { forms: [{ expression: factor, shift }], role: "term", cost, family };
  }
}

/** The variables that have no unit. */
function firstPowers(dimensionless: readonly Monomial[]): Monomial[] {
  return dimensionless.filter(
    (monomial) => monomial.every((exponent) => exponent === 0 || exponent === 1) && sumOf(monomial) === 1,
  );
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
