import { constant, type Expression, nodesOf, withOperands } from "../../expression/expression.js";

/** The formula as it is in every group of rows: itself where it has no constants per group. */
export function eachGroup(expression: Expression): Expression[] {
  const counts = [...nodesOf(expression)].map((node) => (node.kind === "groupConstant" ? node.values.length : 0));
  const groups = Math.max(...counts);
  if (groups === 0) return [expression];
  return Array.from({ length: groups }, (_, group) => inGroup(expression, group));
}

function inGroup(node: Expression, group: number): Expression {
  if (node.kind === "groupConstant") return constant(node.values[group] as number);
  if (node.kind !== "apply") return node;
  return withOperands(
    node,
    node.operands.map((operand) => inGroup(operand, group)),
  );
}
