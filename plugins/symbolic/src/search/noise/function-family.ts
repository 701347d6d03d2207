import type { Evaluator } from "../../engine/evaluator.js";
import { apply, constant, type Expression, fixed } from "../../expression/expression.js";
import { largest, middle } from "../vectors.js";

/** Functions that are factors of laws; beside operators `exp(a) − 1` and `exp(a) + 1`, for `exp(a)` is a factor anyway. */
export const functions = ["sin", "cos", "expLess1", "expPlus1", "cosh", "tanh", "log", "asin", "tan"] as const;

type FunctionName = (typeof functions)[number];

/** Sizes of the largest argument of a wave, and of the middle one of other functions. */
const waveArguments = [0.3, 0.7, 1.1, 1.6, ...Array.from({ length: 27 }, (_, i) => 2.2 + i)];
const growthArguments = [0.05, 0.15, 0.35, 0.7, 1.2, 2, 3.5, 6];

export function functionOf(name: FunctionName, argument: Expression): Expression {
  if (name === "expLess1") return apply("subtract", apply("exp", argument), fixed(1));
  if (name === "expPlus1") return apply("add", apply("exp", argument), fixed(1));
  return apply(name, argument);
}

/** The function of `k · argument` for many k, over all that the values of the argument let it do. */
export function scaledFunctions(name: FunctionName, argument: Expression, evaluator: Evaluator): Expression[] {
  const values = evaluator.values(argument);
  const isWave = name === "sin" || name === "cos" || name === "tan";
  const scale = (isWave ? largest(values) : name === "asin" ? 1.5 * largest(values) : middle(values)) || 1;
  const sizes = isWave ? waveArguments : growthArguments;
  return sizes.map((size) => functionOf(name, apply("multiply", constant(size / scale), argument)));
}
