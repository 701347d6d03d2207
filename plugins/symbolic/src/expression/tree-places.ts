import { type Application, type Expression, sizeOf, withOperands } from "./expression.js";

/** A step down a tree: the operator, and which of its operands comes next. */
export interface Step {
  readonly parent: Application;
  readonly operand: number;
}

/** The steps from the root to the node at this place, where places count in postfix order from 0. */
export function pathTo(
  root: Expression,
  place: number,
): { readonly steps: readonly Step[]; readonly node: Expression } {
  const steps: Step[] = [];
  let node = root;
  let rest = place;
  while (node.kind === "apply" && rest < sizeOf(node) - 1) {
    const sizes = node.operands.map(sizeOf);
    let operand = 0;
    while (rest >= (sizes[operand] as number)) rest -= sizes[operand++] as number;
    steps.push({ parent: node, operand });
    node = node.operands[operand] as Expression;
  }
  return { steps, node };
}

export function nodeAt(root: Expression, place: number): Expression {
  return pathTo(root, place).node;
}

/** The tree with another node at this place. */
export function replaceAt(root: Expression, place: number, replacement: Expression): Expression {
  return pathTo(root, place).steps.reduceRight<Expression>(
    (below, { parent, operand }) => withOperands(parent, parent.operands.with(operand, below)),
    replacement,
  );
}
