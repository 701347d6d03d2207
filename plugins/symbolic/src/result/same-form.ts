import { canonicalForm } from "../expression/canonical/canonical-form.js";
import { constant, type Expression, fixed, nodesOf, withOperands } from "../expression/expression.js";

/** Numbers of one form that are as near as this are one number, fixed here and fitted there. */
const sameNumber = 0.1;

/** The nodes of a formula in canonical form with all numbers to be fitted, but exponents and those that are 1. */
export function freeForm(expression: Expression): readonly Expression[] {
  return [...nodesOf(canonicalForm(withFreeNumbers(expression)))];
}

/**
 * Whether two formulas that fit the same data are of one form, which `freeForm` gave, but for numbers that are fixed in one
 * and fitted in the other and come out the same: `c1 * (x + 2 * y)` and `c1 * (x + c2 * y)` with c2 = 1.99.
 */
export function isSameForm(a: readonly Expression[], b: readonly Expression[]): boolean {
  return a.length === b.length && a.every((node, k) => isSameNode(node, b[k]));
}

function withFreeNumbers(node: Expression): Expression {
  if (node.kind === "constant")
    return isNear(Math.abs(node.value), 1) ? fixed(Math.sign(node.value)) : constant(node.value);
  if (node.kind !== "apply") return node;
  const [first, ...others] = node.operands;
  const rest = node.operator === "power" ? others : others.map(withFreeNumbers);
  return withOperands(node, [withFreeNumbers(first), ...rest]);
}

function isSameNode(a: Expression, b: Expression): boolean {
  if (a.kind === "constant" && b.kind === "constant")
    return a.fixed || b.fixed ? a.value === b.value : isNear(a.value, b.value);
  if (a.kind === "variable" && b.kind === "variable") return a.index === b.index;
  if (a.kind === "apply" && b.kind === "apply") return a.operator === b.operator;
  const areGroups = a.kind === "groupConstant" && b.kind === "groupConstant";
  return areGroups && a.values.every((value, group) => isNear(value, b.values[group]));
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= sameNumber * Math.abs(b);
}
