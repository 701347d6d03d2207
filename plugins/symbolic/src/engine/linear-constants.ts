import { constantsOf, type Expression, operandsOf } from "../expression/expression.js";

/**
 * Which constants of `constantsOf` the formula is linear in, all of them together, as c and k in c·f + k: 1 for each of
 * these. What best values they have follows from one system of equations, however far off they are.
 */
export function linearConstants(expression: Expression): Uint8Array {
  const marks = new Uint8Array(constantsOf(expression).length);
  mark(expression, 0);
  return marks;

  /** `first` is the number of the first constant of the node. */
  function mark(node: Expression, first: number): void {
    if (node.kind === "constant" || node.kind === "groupConstant") marks.fill(1, first, first + countOf(node));
    if (node.kind !== "apply") return;
    const [a, b] = node.operands as [Expression, Expression];
    const second = first + countOf(a);
    if (node.operator === "negate") mark(a, first);
    else if (node.operator === "add" || node.operator === "subtract") {
      mark(a, first);
      mark(b, second);
    } else if (node.operator === "multiply") {
      // Of factors that both have constants, one that is nothing but a constant, or none.
      if (countOf(b) === 0 || isConstant(a)) mark(a, first);
      else if (countOf(a) === 0 || isConstant(b)) mark(b, second);
    } else if (node.operator === "divide") mark(a, first);
  }
}

function isConstant(node: Expression): boolean {
  return node.kind === "groupConstant" || (node.kind === "constant" && !node.fixed);
}

function countOf(node: Expression): number {
  if (node.kind === "groupConstant") return node.values.length;
  if (node.kind === "constant") return node.fixed ? 0 : 1;
  return operandsOf(node).reduce((count, operand) => count + countOf(operand), 0);
}
