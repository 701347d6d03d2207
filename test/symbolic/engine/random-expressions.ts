import { type RandomStream, randomStream } from "@mesoscope/core";
import {
  apply,
  constant,
  type Expression,
  fixed,
  variable,
} from "../../../plugins/symbolic/dist/expression/expression.js";
import {
  type BinaryOperator,
  binaryOperators,
  isBinary,
  type UnaryOperator,
  unaryOperators,
} from "../../../plugins/symbolic/dist/expression/operators.js";

type Operator = UnaryOperator | BinaryOperator;

const everyOperator: readonly Operator[] = [...unaryOperators, ...binaryOperators];

/** So many trees of so many nodes over variables and constants, the same for the same seed. */
export function randomExpressions(
  count: number,
  { nodes = 15, variables = 3, operators = everyOperator, seed = 0 } = {},
): Expression[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => randomTree(random, nodes, variables, operators));
}

function randomTree(
  random: RandomStream,
  nodes: number,
  variables: number,
  operators: readonly Operator[],
): Expression {
  if (nodes === 1) return randomLeaf(random, variables);
  const fitting = operators.filter((operator) => nodes > 2 || !isBinary(operator));
  const operator = fitting[random.integer(fitting.length)] as Operator;
  if (!isBinary(operator)) return apply(operator, randomTree(random, nodes - 1, variables, operators));
  const left = 1 + random.integer(nodes - 2);
  return apply(
    operator,
    randomTree(random, left, variables, operators),
    randomTree(random, nodes - 1 - left, variables, operators),
  );
}

function randomLeaf(random: RandomStream, variables: number): Expression {
  const draw = random.uniform();
  if (draw < 0.65) return variable(random.integer(variables));
  const value = Math.round(400 * (random.uniform() - 0.4)) / 100;
  return draw < 0.85 ? constant(value) : fixed(Math.round(value));
}

/** Columns of numbers between 0.2 and 3, and a target. */
export function randomRows(rows: number, { variables = 3, seed = 1 } = {}) {
  const random = randomStream(seed);
  const column = () => Float64Array.from({ length: rows }, () => 0.2 + 2.8 * random.uniform());
  return { columns: Array.from({ length: variables }, column), target: column() };
}
