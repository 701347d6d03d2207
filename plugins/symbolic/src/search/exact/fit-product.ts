import { complexityOf } from "../../expression/complexity.js";
import { apply, constant, type Expression, variable } from "../../expression/expression.js";
import { dot, logarithmOfSize } from "../vectors.js";
import { type ExactSearch, withoutZeros } from "./exact-search.js";
import type { Feature } from "./feature-table.js";
import { linearFit } from "./linear-fit.js";
import { monomialExpression, type Power, productExpression, roundedExponent } from "./products.js";
import type { Query } from "./query.js";

/**
 * The quantity of the query as a constant times powers of the variables and of the features, with exponents from a
 * log-linear fit rounded to simple fractions; written as shortly as it can be. `undefined` where logarithms fail.
 */
export function fitProduct(search: ExactSearch, query: Query, features: readonly Feature[]): Expression | undefined {
  const { check, variables, problem } = search;
  const quantity = query.valuesOn(check);
  const values = features.map(({ expression }) => check.values(expression));
  const used = withoutZeros(variables, check);
  const logarithms = [
    ...used.map((index) => check.columns[index].map(logarithmOfSize)),
    ...features.map(({ isExponent }, k) => (isExponent ? values[k] : values[k].map(logarithmOfSize))),
  ];
  const slopes = linearFit(quantity.map(logarithmOfSize), logarithms);
  if (!slopes) return undefined;
  const exponents = new Array<number>(problem.names.length).fill(0);
  used.forEach((index, k) => {
    exponents[index] = roundedExponent(slopes[k]);
  });
  const factors = features.map((feature, k) => {
    const slope = slopes[used.length + k];
    const isRounding = feature.isExponent && values[k].every((value) => Math.abs(slope * value) < 1e-9);
    const exponent = isRounding ? 0 : feature.isExponent ? slope : roundedExponent(slope);
    const isBelowZero = !feature.isExponent && values[k].every((value) => value < 0);
    return { feature, exponent, isBelowZero };
  });
  const written = spellings(exponents, factors).map((powers) => productExpression(powers));
  const shortest = written.reduce((best, next) => (complexityOf(next) < complexityOf(best) ? next : best));
  return query.undo(scaled(shortest, check.values(shortest), quantity));
}

interface Factor {
  readonly feature: Feature;
  readonly exponent: number;
  readonly isBelowZero: boolean;
}

/** The ways to write a product: every factor 1 ± s may take a product t in, as (t ± t s) / t. */
function spellings(exponents: readonly number[], factors: readonly Factor[]): Power[][] {
  const [factor, ...rest] = factors;
  if (!factor) return [variablePowers(exponents)];
  if (factor.exponent === 0) return spellings(exponents, rest);
  const { feature, exponent, isBelowZero } = factor;
  if (feature.isExponent) {
    const inside = scaledArgument(feature.expression, exponent);
    const own = { base: apply("exp", inside), exponent: 1 };
    return spellings(exponents, rest).map((powers) => [...powers, own]);
  }
  const { ratio } = feature;
  if (!ratio) {
    const own = { base: isBelowZero ? flipped(feature.expression) : feature.expression, exponent };
    return spellings(exponents, rest).map((powers) => [...powers, own]);
  }
  const takenIn = [
    exponents.map(() => 0),
    ratio.exponents.map((power) => Math.max(0, -power)),
    exponents.map((power) => power / exponent),
    ratio.exponents.map((power) => -power),
  ];
  return takenIn.flatMap((taken) => {
    const left = exponents.map((power, k) => roundedExponent(power - taken[k] * exponent));
    const terms = [
      monomialExpression(taken),
      monomialExpression(taken.map((power, k) => roundedExponent(power + ratio.exponents[k]))),
    ];
    if (isBelowZero) terms.reverse();
    const own = { base: apply(ratio.sign > 0 ? "add" : "subtract", ...terms), exponent };
    return spellings(left, rest).map((powers) => [...powers, own]);
  });
}

function variablePowers(exponents: readonly number[]): Power[] {
  return exponents.flatMap((exponent, index) => (exponent === 0 ? [] : [{ base: variable(index), exponent }]));
}

function scaledArgument(argument: Expression, factor: number): Expression {
  if (Math.abs(factor - 1) < 1e-8) return argument;
  if (Math.abs(factor + 1) < 1e-8) return apply("negate", argument);
  return apply("multiply", constant(factor), argument);
}

/** Of a factor that is below zero on all rows: its roots are then those of a positive number. */
function flipped(expression: Expression): Expression {
  if (expression.kind === "apply" && expression.operator === "subtract") {
    return apply("subtract", expression.operands[1], expression.operands[0]);
  }
  return apply("negate", expression);
}

/** Times the constant of least squared error. */
function scaled(expression: Expression, values: Float64Array, quantity: Float64Array): Expression {
  const factor = dot(values, quantity) / dot(values, values);
  if (!Number.isFinite(factor) || Math.abs(factor - 1) < 1e-9) return expression;
  return Math.abs(factor + 1) < 1e-9 ? apply("negate", expression) : apply("multiply", constant(factor), expression);
}
