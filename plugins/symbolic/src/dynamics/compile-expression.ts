import type { Expression } from "../expression/expression.js";
import { binaryFunctions, isBinary, unaryFunctions } from "../expression/operators.js";

/** The formula as a function of one row of variables, for the inner loop of a solver. */
export function compileExpression(expression: Expression): (row: ArrayLike<number>) => number {
  if (expression.kind === "variable") {
    const { index } = expression;
    return (row) => row[index];
  }
  if (expression.kind === "groupConstant") return () => expression.values[0];
  if (expression.kind === "constant") {
    const { value } = expression;
    return () => value;
  }
  const [first, second] = expression.operands.map(compileExpression);
  if (isBinary(expression.operator)) {
    const combine = binaryFunctions[expression.operator];
    return (row) => combine(first(row), second(row));
  }
  const change = unaryFunctions[expression.operator];
  return (row) => change(first(row));
}
