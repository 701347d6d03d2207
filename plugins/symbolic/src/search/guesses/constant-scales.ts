import type { Evaluator } from "../../engine/evaluator.js";
import { type Application, constantsOf, type Expression, operandsOf } from "../../expression/expression.js";
import { middle } from "../vectors.js";

/** Where values of a constant make a difference to the formula. */
export interface Scale {
  /** Its typical absolute value. */
  readonly size: number;
  /** Values that cancel the other term of a sum on some row. */
  readonly shifts?: Float64Array;
}

const periodic = new Set<string>(["sin", "cos", "tan"]);
/** In radians: data show some periods rather than a part of one. */
const severalPeriods = 10;

const unknown: Scale = { size: 1 };

/**
 * One scale for every constant of `constantsOf`, by what the constant is combined with: next to a factor its inverse, next
 * to a term that term, as an exponent 1.
 */
export function constantScales(expression: Expression, evaluator: Evaluator): Scale[] {
  return scalesIn(expression, unknown, 1);

  /** `given` is the scale of the node where it has no variables, `reach` what a function around it works on. */
  function scalesIn(node: Expression, given: Scale, reach: number): Scale[] {
    if (node.kind === "constant") return node.fixed ? [] : [given];
    if (node.kind !== "apply") return constantsOf(node).map(() => given);
    const inside = periodic.has(node.operator) ? severalPeriods : reach;
    return node.operands.flatMap((operand, i) => scalesIn(operand, scaleOf(node, i, given, reach), inside));
  }

  function scaleOf(node: Application, i: number, given: Scale, reach: number): Scale {
    const other = node.operands[1 - i];
    if (node.operands.length === 1) return inverted(node, given);
    if (!other || hasVariable(node.operands[i] as Expression)) return unknown;
    if (!hasVariable(other)) return given;
    if (node.operator === "power") return unknown;
    const values = evaluator.values(other).filter((value) => Number.isFinite(value) && value !== 0);
    if (values.length === 0) return unknown;
    const size = middle(values);
    if (node.operator === "multiply") return { size: reach / size };
    if (node.operator === "divide") return { size: i === 1 ? size / reach : size * reach };
    return { size, shifts: node.operator === "add" ? values.map((value) => -value) : values };
  }
}

/** Of a root or power that has no variables what goes into it. */
function inverted({ operator }: Application, { size }: Scale): Scale {
  if (operator === "square") return { size: Math.sqrt(size) };
  if (operator === "cube") return { size: Math.cbrt(size) };
  if (operator === "sqrt") return { size: size ** 2 };
  return { size: operator === "inverse" ? 1 / size : size };
}

function hasVariable(node: Expression): boolean {
  return node.kind === "variable" || operandsOf(node).some(hasVariable);
}
