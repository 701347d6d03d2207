/** The functions of one argument that formulas are made of. */
export const unaryOperators = [
  ...["negate", "inverse", "square", "cube", "sqrt", "abs"],
  ...["exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"],
] as const satisfies readonly string[] as readonly UnaryOperator[];

export type UnaryOperator =
  | ("negate" | "inverse" | "square" | "cube" | "sqrt" | "abs" | "exp" | "log" | "sin" | "cos" | "tan")
  | ("asin" | "acos" | "atan" | "sinh" | "cosh" | "tanh");

export const binaryOperators = ["add", "subtract", "multiply", "divide", "power"] as const;

export type BinaryOperator = (typeof binaryOperators)[number];

export function isBinary(operator: UnaryOperator | BinaryOperator): operator is BinaryOperator {
  return (binaryOperators as readonly string[]).includes(operator);
}

/** Outside their domain these give NaN, and a formula that does so on any row is dropped. */
export const unaryFunctions: Readonly<Record<UnaryOperator, (a: number) => number>> = {
  negate: (a) => -a,
  inverse: (a) => 1 / a,
  square: (a) => a * a,
  cube: (a) => a * a * a,
  sqrt: Math.sqrt,
  abs: Math.abs,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
};

export const binaryFunctions: Readonly<Record<BinaryOperator, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
};
