import {
  constantsOf,
  type Expression,
  nodesOf,
  variable,
  withConstants,
  withOperands,
} from "../expression/expression.js";

/** More digits of a constant are not shown. */
export const mostDigits = 6;
const fewestDigits = 2;

/** With as many digits of every constant as its standard error lets stand, and one more. */
export function roundedConstants(expression: Expression, standardErrors: readonly (number | undefined)[]): Expression {
  const values = constantsOf(expression);
  return withConstants(
    expression,
    values.map((value, k) => roundedConstant(value, standardErrors[k])),
  );
}

function roundedConstant(value: number, standardError: number | undefined): number {
  const known = standardError ? Math.ceil(Math.log10(Math.abs(value) / standardError)) + 1 : mostDigits;
  return Number(value.toPrecision(Math.min(Math.max(known, fewestDigits), mostDigits)));
}

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
