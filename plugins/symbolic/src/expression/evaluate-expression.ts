import type { Expression } from "./expression.js";
import { binaryFunctions, isBinary, unaryFunctions } from "./operators.js";

/**
 * The values of a formula, row by row in plain TypeScript: what the engine is tested against.
 *
 * @param columns one per variable, all of `rows` numbers
 * @param groups the group of every row, where the formula has constants per group
 */
export function evaluateExpression(
  expression: Expression,
  columns: readonly ArrayLike<number>[],
  rows: number,
  groups?: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => valueAt(expression, columns, row, groups?.[row] ?? 0));
}

function valueAt(node: Expression, columns: readonly ArrayLike<number>[], row: number, group: number): number {
  if (node.kind === "constant") return node.value;
  if (node.kind === "groupConstant") return node.values[group] as number;
  if (node.kind === "variable") return columns[node.index]?.[row] as number;
  const [a, b] = node.operands.map((operand) => valueAt(operand, columns, row, group)) as [number, number];
  return isBinary(node.operator) ? binaryFunctions[node.operator](a, b) : unaryFunctions[node.operator](a);
}
