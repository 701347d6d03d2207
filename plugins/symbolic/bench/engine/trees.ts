import { randomStream } from "@mesoscope/core";
import { evaluateExpression } from "../../dist/expression/evaluate-expression.js";
import { apply, constant, type Expression, variable } from "../../dist/expression/expression.js";
import type { BinaryOperator, UnaryOperator } from "../../dist/expression/operators.js";

type Operator = UnaryOperator | BinaryOperator;

const arithmetic: readonly Operator[] = ["add", "subtract", "multiply", "divide"];
const functions: readonly Operator[] = ["sin", "cos", "exp", "log", "sqrt", "square"];

/** How often an operator is a function: in laws of physics in a quarter of the cases at most. */
const shareOfFunctions: Readonly<Record<string, number>> = { mixed: 0.25, "mostly functions": 0.6, arithmetic: 0 };
export const kinds = Object.keys(shareOfFunctions);

export const treeNodes = 15;
const variables = 5;
const trees = 400;

/**
 * 400 random trees of 15 nodes that are finite on a thousand rows, so that none can be given up early. Leaves are a
 * variable in four of five cases, else a constant.
 */
export function randomTrees(kind: string): Expression[] {
  const random = randomStream(0);
  const share = shareOfFunctions[kind]!;
  const columns = columnsOf(1000);
  const found: Expression[] = [];
  while (found.length < trees) {
    const drawn = tree(treeNodes);
    if (evaluateExpression(drawn, columns, 1000).every((value) => Math.abs(value) < 1e30)) found.push(drawn);
  }
  return found;

  function tree(nodes: number): Expression {
    if (nodes === 1) return leaf();
    if (nodes === 2 || random.uniform() < share) return apply(pick(functions), tree(nodes - 1));
    // Without functions both operands have an odd number of nodes.
    const left = share === 0 ? 1 + 2 * random.integer((nodes - 1) / 2) : 1 + random.integer(nodes - 2);
    return apply(pick(arithmetic), tree(left), tree(nodes - 1 - left));
  }

  function leaf(): Expression {
    return random.uniform() < 0.8 ? variable(random.integer(variables)) : constant(0.5 + random.uniform());
  }

  function pick(operators: readonly Operator[]): Operator {
    return operators[random.integer(operators.length)]!;
  }
}

/** Variables between 0.5 and 2. */
export function columnsOf(rows: number): Float64Array[] {
  const random = randomStream(1);
  return Array.from({ length: variables }, () =>
    Float64Array.from({ length: rows }, () => 0.5 + 1.5 * random.uniform()),
  );
}
