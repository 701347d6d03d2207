import { type Expression, operandsOf } from "./expression.js";

/** Of functions more than of arithmetic: laws of nature have fewer of them. */
const functionCosts: Readonly<Record<string, number>> = {
  ...Object.fromEntries("cube power exp".split(" ").map((name) => [name, 2])),
  log: 3,
  ...Object.fromEntries("sin cos tan asin acos atan sinh cosh tanh".split(" ").map((name) => [name, 4])),
};

/** What a function or a root inside another function costs extra: laws seldom have a sine of a logarithm or of a root. */
const nesting = 2;

/** What a number per group costs: it is not just a number, but said to differ between groups. */
const groupConstantCost = 3;

/**
 * Size of a formula: variables, numbers, arithmetic, squares and roots count 1, functions 2 to 4, constants per group 3, and
 * functions inside functions more: on a narrow range a cosine is easily taken for what is none.
 */
export function complexityOf(expression: Expression): number {
  return complexity(expression, false);
}

function complexity(node: Expression, isInside: boolean): number {
  const operator = node.kind === "apply" ? node.operator : "";
  const isFunction = operator in functionCosts && operator !== "cube";
  const own = functionCosts[operator] ?? ownCost(node);
  const isFourthPower = operator === "square" && operandsOf(node).some((operand) => isSquare(operand));
  const extra = (isInside && (isFunction || operator === "sqrt")) || isFourthPower ? nesting : 0;
  return operandsOf(node).reduce((sum, operand) => sum + complexity(operand, isInside || isFunction), own + extra);
}

function ownCost(node: Expression): number {
  if (node.kind === "groupConstant") return groupConstantCost;
  return node.kind === "constant" && node.fixed && !isPlain(node.value) ? 2 : 1;
}

/** A number that is written without thinking. */
function isPlain(value: number): boolean {
  return Number.isInteger(2 * value);
}

function isSquare(node: Expression): boolean {
  return node.kind === "apply" && node.operator === "square";
}
