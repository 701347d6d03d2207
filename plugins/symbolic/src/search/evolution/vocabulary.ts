import type { RandomStream } from "@mesoscope/core";
import { complexityOf } from "../../expression/complexity.js";
import { apply, constant, type Expression } from "../../expression/expression.js";
import type { BinaryOperator, UnaryOperator } from "../../expression/operators.js";
import type { Problem } from "../problem.js";

/** How often an operator is drawn, as often as laws of nature use it. */
const unaryWeights: Readonly<Partial<Record<UnaryOperator, number>>> = {
  ...{ square: 4, sqrt: 3, exp: 2, log: 1.5, sin: 1.5, cos: 1.5, inverse: 1, cube: 0.5, tanh: 0.4, asin: 0.3 },
  ...{ tan: 0.2, atan: 0.2, acos: 0.1, sinh: 0.1, cosh: 0.1, abs: 0.1, negate: 0.1 },
};
const binaryWeights: Readonly<Record<BinaryOperator, number>> = {
  ...{ multiply: 4, divide: 3, add: 3, subtract: 3, power: 0.3 },
};

/** The functions that are put around parts of a formula at every place. */
export const commonFunctions = new Set<string>(["square", "sqrt", "inverse", "exp", "log", "sin", "cos"]);

/** What formulas may be made of. */
export interface Vocabulary {
  readonly variables: readonly number[];
  readonly unary: readonly UnaryOperator[];
  readonly binary: readonly BinaryOperator[];
  drawUnary(random: RandomStream): UnaryOperator | undefined;
  drawBinary(random: RandomStream): BinaryOperator | undefined;
  accepts(expression: Expression): boolean;
}

/** Beyond this, formulas explain nothing to anyone. */
const largestComplexity = 40;

/** All variables and operators but those that constraints forbid. */
export function vocabularyOf({ columns, names, constraints = [] }: Problem): Vocabulary {
  const avoided = constraints.flatMap((each) => (each.kind === "avoids" ? [each.operator ?? each.variable] : []));
  const complexities = constraints.flatMap((each) => (each.kind === "complexity" ? [each.most] : []));
  const unary = allowed(unaryWeights, avoided);
  const binary = allowed(binaryWeights, avoided);
  const most = Math.min(largestComplexity, ...complexities);
  return {
    variables: columns.flatMap((_, i) => (avoided.includes(names[i]) ? [] : [i])),
    unary: unary.map(([operator]) => operator),
    binary: binary.map(([operator]) => operator),
    drawUnary: (random) => drawWeighted(unary, random),
    drawBinary: (random) => drawWeighted(binary, random),
    accepts: (expression) => complexityOf(expression) <= most,
  };
}

function allowed<Name extends string>(weights: Readonly<Partial<Record<Name, number>>>, avoided: readonly unknown[]) {
  const entries = Object.entries(weights) as [Name, number][];
  return entries.filter(([name]) => !avoided.includes(name));
}

/** One of the items, as often as its weight says. */
export function drawWeighted<Item>(
  items: readonly (readonly [item: Item, weight: number])[],
  random: RandomStream,
): Item | undefined {
  let rest = random.uniform() * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) {
    rest -= weight;
    if (rest < 0) return item;
  }
  return items.at(-1)?.[0];
}

export function drawOne<Item>(items: readonly Item[], random: RandomStream): Item | undefined {
  return items.length === 0 ? undefined : items[random.integer(items.length)];
}

/** A binary operator on a formula and a constant, or on two formulas. */
export function applyRandom(operator: BinaryOperator, a: Expression, b: Expression, random: RandomStream): Expression {
  if (operator === "power") return apply("power", a, constant(1 + random.normal()));
  return random.uniform() < 0.5 ? apply(operator, a, b) : apply(operator, b, a);
}
