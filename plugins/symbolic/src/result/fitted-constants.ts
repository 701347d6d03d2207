import { constantsOf } from "../expression/expression.js";
import { printExpression } from "../expression/print-expression.js";
import { constantDimensions } from "./constant-dimensions.js";
import { FittedConstant } from "./fitted-constant.js";
import type { FormulaContext, FormulaData } from "./formula-data.js";
import { constantPlaces } from "./shown-expression.js";
import { unitText } from "./unit-text.js";

/** The constants of a formula with all that is known of them. */
export function fittedConstants(data: FormulaData, context: FormulaContext): FittedConstant[] {
  const values = constantsOf(data.expression);
  const units = constantUnits(data, context);
  const names = constantNames(context);
  return constantPlaces(data.expression).map(({ node, group }, k) => {
    const variance = data.covariance?.[k * (values.length + 1)];
    const tidied = data.tidied?.numbers[k];
    return new FittedConstant({
      name: names(node),
      value: values[k],
      standardError: variance === undefined ? undefined : Math.sqrt(variance),
      unit: units[k],
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

function constantUnits(data: FormulaData, { variables, target }: FormulaContext): (string | undefined)[] {
  const dimensions = variables.flatMap(({ dimension }) => (dimension ? [dimension] : []));
  if (dimensions.length < variables.length || !target.dimension) return [];
  return constantDimensions(data.expression, dimensions, target.dimension).map(
    (dimension) => dimension && unitText(dimension),
  );
}
