import { createEvaluator } from "../engine/create-evaluator.js";
import type { Evaluator } from "../engine/evaluator.js";
import type { Expression } from "../expression/expression.js";
import type { Candidate } from "../search/candidate.js";
import type { DimensionVector, Problem } from "../search/problem.js";
import { constantCovariance } from "./constant-covariance.js";
import type { FormulaContext, FormulaData } from "./formula-data.js";
import { shorterTidied } from "./shorter-tidied.js";
import { tidyConstants } from "./tidy-constants.js";
import { type ConstantUnit, constantUnits, covarianceIn, inUnits } from "./units/constant-units.js";
import { unitSystem } from "./units/unit-system.js";

/** The data in the units of the equation that people read: in these its numbers are tidied. */
export interface EquationData {
  readonly evaluator: Evaluator;
  unitsOf(expression: Expression): ConstantUnit[];
  /** Of every variable. */
  readonly arePositive: readonly boolean[];
}

/** @param evaluator of the problem, in SI */
export function equationData(problem: Problem, context: FormulaContext, evaluator: Evaluator): EquationData {
  const units = unitSystem(context);
  const { columns, target, dimensions, targetDimension } = problem;
  const factorOf = (dimension: DimensionVector | undefined) => (dimension ? units.unitOf(dimension).factor : 1);
  const factors = [...columns.map((_, j) => factorOf(dimensions?.[j])), factorOf(targetDimension)];
  const scaled = (values: Float64Array, j: number) => values.map((value) => value / factors[j]);
  return {
    evaluator: factors.every((factor) => factor === 1)
      ? evaluator
      : createEvaluator({ ...problem, columns: columns.map(scaled), target: scaled(target, columns.length) }),
    arePositive: columns.map((column) => column.every((value) => value > 0)),
    unitsOf: (expression) => constantUnits(expression, context, units),
  };
}

/** A formula with how surely its constants are known, and which of them may be tidy numbers. */
export function fittedFormula(
  { expression, loss, complexity, descriptionLength }: Candidate,
  evaluator: Evaluator,
  equation: EquationData,
  { keepsForm = false } = {},
): FormulaData {
  const covariance = constantCovariance(expression, evaluator);
  const units = equation.unitsOf(expression);
  const written = inUnits(expression, units);
  const tidied = tidyConstants(written, covarianceIn(units, covariance?.data), equation.evaluator);
  const numbers = tidied?.numbers.filter((number) => number !== undefined) ?? [];
  const isTidyThroughout = numbers.length > 0 && numbers.length === units.length;
  const symbols = units.map(({ symbol = "" }) => symbol);
  const shorter =
    isTidyThroughout && !keepsForm ? shorterTidied(written, numbers, symbols, equation.arePositive) : undefined;
  return {
    expression,
    loss,
    complexity,
    descriptionLength,
    ...(covariance && { covariance: [...covariance.data] }),
    ...(tidied && {
      tidied: {
        expression: shorter ?? tidied.expression,
        numbers: tidied.numbers.map((one) => one?.expression ?? null),
      },
    }),
  };
}
