import {
  apply,
  constant,
  type Expression,
  fixed,
  operandsOf,
  variable,
  withOperands,
} from "../../expression/expression.js";
import { isBinary, type UnaryOperator } from "../../expression/operators.js";

/** Functions that are easily taken for one another on a narrow range. */
const lookalikes: readonly (readonly UnaryOperator[])[] = [
  ["sin", "tanh", "atan", "tan", "sinh", "asin"],
  ["exp", "cosh", "square"],
  ["cos", "exp"],
  ["sqrt", "square", "log", "cube"],
];

/** Values that constants of laws often have. */
const tidyValues = [
  1,
  2,
  3,
  4,
  0.5,
  1 / 3,
  0.25,
  1.5,
  Math.PI,
  2 * Math.PI,
  4 * Math.PI,
  1 / (2 * Math.PI),
  1 / (4 * Math.PI),
];

/** A constant so near a tidy value may be it. */
const nearness = 0.12;

/** Formulas one change away: a part left out, a function or a variable exchanged, a constant put in or made tidy. */
export function* neighboursOf(expression: Expression, variables: number): Generator<Expression> {
  yield* tidiedForms(expression);
  yield* changesOf(expression);

  function* changesOf(node: Expression): Generator<Expression> {
    yield* localChanges(node, variables);
    if (node.kind !== "apply") return;
    for (const [k, operand] of node.operands.entries()) {
      for (const changed of changesOf(operand)) yield withOperands(node, node.operands.with(k, changed));
    }
  }
}

/** The formula with one constant at a tidy value near it. */
export function* tidiedForms(node: Expression): Generator<Expression> {
  if (node.kind === "constant" && !node.fixed) {
    for (const value of tidyValues) {
      if (Math.abs(Math.abs(node.value) - value) < nearness * value) yield fixed(Math.sign(node.value) * value);
    }
  }
  if (node.kind !== "apply") return;
  if (node.operator === "multiply" && isTidy(node.operands[0], 1)) yield node.operands[1];
  for (const [k, operand] of node.operands.entries()) {
    for (const tidied of tidiedForms(operand)) yield withOperands(node, node.operands.with(k, tidied));
  }
}

function* localChanges(node: Expression, variables: number): Generator<Expression> {
  yield* operandsOf(node).filter(({ kind }) => kind !== "constant");
  if (node.kind === "variable") {
    for (let i = 0; i < variables; i++) if (i !== node.index) yield variable(i);
  }
  if (node.kind === "constant" && !node.fixed) yield fixed(Math.sign(node.value) || 1);
  if (node.kind !== "apply") return;
  const [first, second] = node.operands;
  if (isBinary(node.operator)) {
    if (node.operator === "add") yield apply("subtract", first, second);
    if (node.operator === "subtract") yield apply("add", first, second);
    if (node.operator === "add" || node.operator === "subtract") {
      if (!isScaled(first)) yield withOperands(node, [apply("multiply", constant(1), first), second]);
      if (!isScaled(second)) yield withOperands(node, [first, apply("multiply", constant(1), second)]);
    }
    return;
  }
  const operator = node.operator as UnaryOperator;
  for (const group of lookalikes) {
    if (group.includes(operator)) for (const other of group) if (other !== operator) yield apply(other, first);
  }
  if (isFunction(operator) && !isScaled(first)) yield apply(operator, apply("multiply", constant(1), first));
}

function isTidy(node: Expression, value: number): boolean {
  return node.kind === "constant" && Math.abs(node.value - value) < nearness;
}

/** Whether a constant factor would change nothing. */
function isScaled(node: Expression): boolean {
  if (node.kind === "constant") return !node.fixed;
  return node.kind === "apply" && ["multiply", "divide"].includes(node.operator) && node.operands.some(isScaled);
}

function isFunction(operator: UnaryOperator): boolean {
  return !["negate", "inverse", "square", "cube", "sqrt", "abs"].includes(operator);
}
