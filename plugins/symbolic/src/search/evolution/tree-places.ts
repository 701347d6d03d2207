import { type Application, type Expression, operandsOf, sizeOf, withOperands } from "../../expression/expression.js";

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

/** The text of a formula in which all constants that are fitted look alike: formulas of one structure have one. */
export function skeletonOf(node: Expression): string {
  if (node.kind === "constant") return node.fixed ? String(node.value) : "c";
  if (node.kind === "groupConstant") return "g";
  if (node.kind === "variable") return `x${node.index}`;
  return `${node.operator}(${operandsOf(node).map(skeletonOf).join()})`;
}
