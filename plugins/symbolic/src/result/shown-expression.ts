import { type Expression, nodesOf, variable, withOperands } from "../expression/expression.js";

/** With a variable for every constant, numbered after those of the data; those of a group constant share one. */
export function namedConstants(expression: Expression, variables: number): Expression {
  let next = variables;
  const replace = (node: Expression): Expression => {
    if (node.kind === "apply") return withOperands(node, node.operands.map(replace));
    const isFitted = node.kind === "groupConstant" || (node.kind === "constant" && !node.fixed);
    return isFitted ? variable(next++) : node;
  };
  return replace(expression);
}

/** For every entry of `constantsOf` the number of its constant in the formula, and its group where it has one. */
export function constantPlaces(expression: Expression): { readonly node: number; readonly group?: number }[] {
  const fitted = [...nodesOf(expression)].filter(
    (node) => node.kind === "groupConstant" || (node.kind === "constant" && !node.fixed),
  );
  return fitted.flatMap((constant, node) =>
    constant.kind === "groupConstant" ? constant.values.map((_, group) => ({ node, group })) : [{ node }],
  );
}
