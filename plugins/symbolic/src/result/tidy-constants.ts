import type { NDArray } from "@mesoscope/core";
import type { Evaluator } from "../engine/evaluator.js";
import { fitConstants } from "../engine/fit-constants.js";
import {
  type Application,
  apply,
  constantsOf,
  type Expression,
  nodesOf,
  withOperands,
} from "../expression/expression.js";
import { misfitNats } from "../search/description-length.js";
import { type TidyNumber, tidyNumber } from "./tidy-number.js";

/** The formula with numbers that read well in place of those that the data leave room for. */
export interface TidiedConstants {
  readonly expression: Expression;
  /** One per constant of the formula; `undefined` for those that stay as they were, fitted anew. */
  readonly numbers: readonly (TidyNumber | undefined)[];
  readonly loss: number;
}

/** What one tidied constant may cost in fit, in nats: two standard errors. */
const natsPerConstant = 2;

/**
 * Tidies one constant after the other, the cheapest first; the others move with it as their covariance says, and are
 * fitted anew in the end. `undefined` where nothing can be tidied without a loss of fit that the data would notice.
 */
export function tidyConstants(
  expression: Expression,
  covariance: NDArray | undefined,
  evaluator: Evaluator,
): TidiedConstants | undefined {
  if (!covariance) return undefined;
  const { values, numbers } = chooseNumbers(expression, covariance);
  const count = numbers.filter((number) => number !== undefined).length;
  if (count === 0) return undefined;
  const fitted = fitConstants(withNumbers(expression, values, numbers), evaluator);
  const misfit = (loss: number) => misfitNats(loss, evaluator.rows);
  const isKept = misfit(fitted.loss) - misfit(evaluator.loss(expression)) <= natsPerConstant * count;
  return isKept ? { expression: fitted.expression, numbers, loss: fitted.loss } : undefined;
}

function chooseNumbers(expression: Expression, covariance: NDArray) {
  const values = constantsOf(expression);
  const n = values.length;
  const numbers: (TidyNumber | undefined)[] = values.map(() => undefined);
  let spread = covariance;
  // What has a value per group is a list of measured numbers, which no one reads as π.
  const isPerGroup = [...nodesOf(expression)].flatMap((node) =>
    node.kind === "groupConstant"
      ? node.values.map(() => true)
      : node.kind === "constant" && !node.fixed
        ? [false]
        : [],
  );
  const open = new Set([...values.keys()].filter((k) => !isPerGroup[k]));
  for (;;) {
    const found = [...open].flatMap((k) => {
      const number = tidyNumber(values[k], Math.sqrt(Math.max(spread.get(k, k), 0)));
      return number ? [{ k, number }] : [];
    });
    if (found.length === 0) return { values, numbers };
    const { k, number } = found.reduce((least, one) => (one.number.cost < least.number.cost ? one : least));
    const shift = number.value - values[k];
    const variance = spread.get(k, k);
    open.delete(k);
    numbers[k] = number;
    values[k] = number.value;
    if (!(variance > 0)) continue;
    const slopes = spread.column(k).map((entry) => entry / variance).data;
    for (const i of open) values[i] += slopes[i] * shift;
    spread = spread.map((entry, at) => entry - slopes[Math.floor(at / n)] * slopes[at % n] * variance);
  }
}

function withNumbers(
  expression: Expression,
  values: readonly number[],
  numbers: readonly (TidyNumber | undefined)[],
): Expression {
  let next = 0;
  const replace = (node: Expression): Expression => {
    if (node.kind === "apply") return withoutOnes(withOperands(node, node.operands.map(replace)));
    if (node.kind === "groupConstant") return { ...node, values: node.values.map(() => values[next++]) };
    if (node.kind !== "constant" || node.fixed) return node;
    const k = next++;
    return numbers[k]?.expression ?? { ...node, value: values[k] };
  };
  return replace(expression);
}

/** `x` for `1 * x`, `x / 1` and `x^1`, and `-x` for `-1 * x`. */
function withoutOnes(node: Application): Expression {
  const [a, b] = node.operands;
  const is = (operand: Expression, value: number) =>
    operand.kind === "constant" && operand.fixed === true && operand.value === value;
  if (node.operator === "multiply" && is(a, 1)) return b;
  if (node.operator === "multiply" && is(a, -1)) return apply("negate", b);
  if (["multiply", "divide", "power"].includes(node.operator) && is(b, 1)) return a;
  return node;
}
