import { type BinaryOperator, isBinary, type UnaryOperator } from "./operators.js";

/** A number of a formula. A `fixed` one is part of its structure, as the 2 of a square: no fit changes it. */
export interface Constant {
  readonly kind: "constant";
  readonly value: number;
  readonly fixed?: true;
}

/** A constant with its own value in every group of rows, such as one per material. */
export interface GroupConstant {
  readonly kind: "groupConstant";
  readonly values: readonly number[];
}

/** The column of the data with this index. */
export interface Variable {
  readonly kind: "variable";
  readonly index: number;
}

/** An operator on its operands. */
export interface Application {
  readonly kind: "apply";
  readonly operator: UnaryOperator | BinaryOperator;
  readonly operands: readonly Expression[];
}

/** A formula as a tree; immutable, and plain data that travels between threads. */
export type Expression = Constant | GroupConstant | Variable | Application;

/** A constant that fits may change. */
export function constant(value: number): Constant {
  return { kind: "constant", value };
}

/** A number that belongs to the structure of a formula. */
export function fixed(value: number): Constant {
  return { kind: "constant", value, fixed: true };
}

export function variable(index: number): Variable {
  return { kind: "variable", index };
}

export function apply(operator: UnaryOperator | BinaryOperator, ...operands: Expression[]): Application {
  return { kind: "apply", operator, operands };
}

export function operandsOf(expression: Expression): readonly Expression[] {
  return expression.kind === "apply" ? expression.operands : [];
}

/** The same tree with other operands at its root. */
export function withOperands(expression: Application, operands: readonly Expression[]): Application {
  return { ...expression, operands };
}

/** A node without operands. */
export type Leaf = Exclude<Expression, Application>;

/** The tree with another one in place of every leaf, which are taken from left to right. */
export function withLeaves(expression: Expression, replace: (leaf: Leaf) => Expression): Expression {
  if (expression.kind !== "apply") return replace(expression);
  return withOperands(
    expression,
    expression.operands.map((operand) => withLeaves(operand, replace)),
  );
}

/** How many nodes the tree has. */
export function sizeOf(expression: Expression): number {
  return operandsOf(expression).reduce((size, operand) => size + sizeOf(operand), 1);
}

/** All nodes in postfix order: operands before their operator. */
export function* nodesOf(expression: Expression): Generator<Expression> {
  for (const operand of operandsOf(expression)) yield* nodesOf(operand);
  yield expression;
}

/** The indices of the variables that occur, ascending. */
export function variablesOf(expression: Expression): number[] {
  const indices = new Set<number>();
  for (const node of nodesOf(expression)) if (node.kind === "variable") indices.add(node.index);
  return [...indices].sort((a, b) => a - b);
}

/** The constants that a fit may change, in postfix order; of a group constant all its values. */
export function constantsOf(expression: Expression): number[] {
  return [...nodesOf(expression)].flatMap((node) =>
    node.kind === "constant" && !node.fixed ? [node.value] : node.kind === "groupConstant" ? node.values : [],
  );
}

/** The same formula with other values of `constantsOf`. */
export function withConstants(expression: Expression, values: ArrayLike<number>): Expression {
  let next = 0;
  return withLeaves(expression, (leaf) => {
    if (leaf.kind === "constant" && !leaf.fixed) return constant(values[next++] as number);
    if (leaf.kind === "groupConstant") return { ...leaf, values: leaf.values.map(() => values[next++] as number) };
    return leaf;
  });
}

/** Infix for messages and tests; `printExpression` is for people. */
export function debugText(expression: Expression): string {
  if (expression.kind === "constant") return String(expression.value);
  if (expression.kind === "groupConstant") return `[${expression.values.join(", ")}]`;
  if (expression.kind === "variable") return `x${expression.index}`;
  const operands = expression.operands.map(debugText);
  return isBinary(expression.operator)
    ? `${expression.operator}(${operands.join(", ")})`
    : `${expression.operator}(${operands[0]})`;
}
