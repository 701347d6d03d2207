import { constant, type Expression, nodesOf, withLeaves } from "../../expression/expression.js";

/** The formula as it is in every group of rows: itself where it has no constants per group. */
export function eachGroup(expression: Expression): Expression[] {
  const counts = [...nodesOf(expression)].map((node) => (node.kind === "groupConstant" ? node.values.length : 0));
  const groups = Math.max(...counts);
  if (groups === 0) return [expression];
  return Array.from({ length: groups }, (_, group) =>
    withLeaves(expression, (leaf) => (leaf.kind === "groupConstant" ? constant(leaf.values[group] as number) : leaf)),
  );
}
