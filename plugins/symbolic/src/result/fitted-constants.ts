import { constantsOf } from "../expression/expression.js";
import { printExpression } from "../expression/print-expression.js";
import { FittedConstant } from "./fitted-constant.js";
import type { FormulaContext, FormulaData } from "./formula-data.js";
import { constantPlaces } from "./shown-expression.js";
import type { ConstantUnit } from "./units/constant-units.js";

/** The constants of a formula with all that is known of them. */
export function fittedConstants(
  data: FormulaData,
  context: FormulaContext,
  units: readonly ConstantUnit[],
): FittedConstant[] {
  const values = constantsOf(data.expression);
  const names = constantNames(context);
  return constantPlaces(data.expression).map(({ node, group }, k) => {
    const variance = data.covariance?.[k * (values.length + 1)];
    const tidied = data.tidied?.numbers[k];
    const { symbol, factor } = units[k];
    return new FittedConstant({
      name: names(node),
      value: values[k] / factor,
      standardError: variance === undefined ? undefined : Math.sqrt(variance) / factor,
      unit: symbol,
      group: group === undefined ? undefined : (context.groups?.[group] ?? String(group)),
      tidied: tidied ? printExpression(tidied, []) : undefined,
      degreesOfFreedom: context.rows - values.length,
    });
  });
}

/** `c1`, `c2`, …, or another letter where a variable is called so. */
export function constantNames({ variables }: FormulaContext): (node: number) => string {
  const letters = ["c", "k", "a", "b", "p", "q"];
  const letter =
    letters.find((one) => !variables.some(({ name }) => new RegExp(`^${one}\\d+$`).test(name))) ?? "constant";
  return (node) => `${letter}${node + 1}`;
}
