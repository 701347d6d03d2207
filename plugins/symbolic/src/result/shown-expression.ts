import { type Expression, nodesOf, variable, withLeaves } from "../expression/expression.js";

/** With a variable for every constant, numbered after those of the data; those of a group constant share one. */
export function namedConstants(expression: Expression, variables: number): Expression {
  let next = variables;
  return withLeaves(expression, (leaf) => (isFitted(leaf) ? variable(next++) : leaf));
}

/** For every entry of `constantsOf` the number of its constant in the formula, and its group where it has one. */
export function constantPlaces(expression: Expression): { readonly node: number; readonly group?: number }[] {
  return [...nodesOf(expression)]
    .filter(isFitted)
    .flatMap((constant, node) =>
      constant.kind === "groupConstant" ? constant.values.map((_, group) => ({ node, group })) : [{ node }],
    );
}

function isFitted(node: Expression): boolean {
  return node.kind === "groupConstant" || (node.kind === "constant" && !node.fixed);
}
