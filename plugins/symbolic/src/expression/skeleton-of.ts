import type { Expression } from "./expression.js";

/** The text of a formula in which all constants that are fitted look alike: formulas of one structure have one. */
export function skeletonOf(node: Expression): string {
  if (node.kind === "constant") return node.fixed ? String(node.value) : "c";
  if (node.kind === "groupConstant") return "g";
  if (node.kind === "variable") return `x${node.index}`;
  return `${node.operator}(${node.operands.map(skeletonOf).join()})`;
}
