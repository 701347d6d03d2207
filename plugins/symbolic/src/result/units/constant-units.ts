import { NDArray } from "@mesoscope/core";
import { constantsOf, type Expression, withConstants } from "../../expression/expression.js";
import type { FormulaContext } from "../formula-data.js";
import { constantDimensions } from "./constant-dimensions.js";
import type { UnitSystem } from "./unit-system.js";

/** How a constant is measured in the equation that people read. */
export interface ConstantUnit {
  /** Empty for a plain number; `undefined` where units were not given or the formula leaves it open. */
  readonly symbol: string | undefined;
  /** What its number is multiplied by to be in SI. */
  readonly factor: number;
}

/** For every entry of `constantsOf` its unit, such that the equation holds for numbers in the units of the system. */
export function constantUnits(expression: Expression, context: FormulaContext, units: UnitSystem): ConstantUnit[] {
  const { variables, target } = context;
  const dimensions = variables.flatMap(({ dimension }) => (dimension ? [dimension] : []));
  const areKnown = dimensions.length === variables.length && target.dimension !== undefined;
  const found = areKnown ? constantDimensions(expression, dimensions, target.dimension) : undefined;
  if (!found) return constantsOf(expression).map(() => ({ symbol: undefined, factor: 1 }));
  return found.map(({ dimension, isOpen }) => {
    const { symbol, factor } = units.unitOf(dimension);
    return { symbol: isOpen ? undefined : symbol, factor };
  });
}

/** A formula that holds in SI with its constants in other units. */
export function inUnits(expression: Expression, units: readonly ConstantUnit[]): Expression {
  return withConstants(
    expression,
    constantsOf(expression).map((value, k) => value / units[k].factor),
  );
}

/** The covariance of constants in SI, row by row, in these units. */
export function covarianceIn(
  units: readonly ConstantUnit[],
  covariance: ArrayLike<number> | undefined,
): NDArray | undefined {
  const k = units.length;
  const scaled = (entry: number, at: number) => entry / (units[Math.floor(at / k)].factor * units[at % k].factor);
  return covariance && new NDArray(Float64Array.from(covariance, scaled), [k, k]);
}
