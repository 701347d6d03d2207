import type { Application, Constant, Expression } from "./expression.js";
import type { UnaryOperator } from "./operators.js";

/** How tightly a text binds: what has to stand in parentheses where. */
export const binding = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

export interface Written {
  readonly text: string;
  readonly binding: number;
}

/** The text of an operand, in parentheses where it binds less than this. */
type WriteOperand = (operand: Expression, least: number) => string;

/** How a language writes formulas with infix operators. */
export interface Notation {
  variable(index: number): string;
  number(constant: Constant): string;
  groupConstant(values: readonly number[]): string;
  call(operator: UnaryOperator, argument: string): string;
  power(base: Expression, exponent: Expression | 2 | 3, write: WriteOperand): Written;
  /** What an operand has to bind to have a sign in front; a power may need parentheses. */
  readonly negated: number;
}

/** A formula in a language. */
export function infix(node: Expression, notation: Notation): Written {
  const write: WriteOperand = (operand, least) => {
    const found = infix(operand, notation);
    return found.binding < least ? `(${found.text})` : found.text;
  };
  if (node.kind === "variable") return { text: notation.variable(node.index), binding: binding.atom };
  if (node.kind === "groupConstant") return { text: notation.groupConstant(node.values), binding: binding.atom };
  if (node.kind === "apply") return application(node, notation, write);
  const text = notation.number(node);
  return { text, binding: text.startsWith("-") ? binding.sign : binding.atom };
}

function application({ operator, operands }: Application, notation: Notation, write: WriteOperand): Written {
  const { sum, product, sign, atom } = binding;
  const [a, b] = operands as [Expression, Expression];
  switch (operator) {
    case "add":
    case "subtract":
      return writtenSum(operator === "add" ? "+" : "-", write(a, sum), write(b, product));
    case "multiply":
      return { text: `${write(a, product)} * ${write(b, sign)}`, binding: product };
    case "divide":
      return { text: `${write(a, product)} / ${write(b, sign)}`, binding: product };
    case "inverse":
      return {
        text: `${notation.number({ kind: "constant", value: 1, fixed: true })} / ${write(a, sign)}`,
        binding: product,
      };
    case "negate":
      return { text: `-${write(a, notation.negated)}`, binding: sign };
    case "square":
      return notation.power(a, 2, write);
    case "cube":
      return notation.power(a, 3, write);
    case "power":
      return notation.power(a, b, write);
    default:
      return { text: notation.call(operator, write(a, sum)), binding: atom };
  }
}

/** `a + -3 * b` is `a - 3 * b`, to the last bit. */
function writtenSum(operator: "+" | "-", a: string, b: string): Written {
  const flipped = operator === "+" ? "-" : "+";
  const text = b.startsWith("-") ? `${a} ${flipped} ${b.slice(1)}` : `${a} ${operator} ${b}`;
  return { text, binding: binding.sum };
}

/** The numerator and the denominator of an exponent such as a third. */
export function fractionOf(value: number): readonly [number, number] | undefined {
  const denominator = [3, 6, 7, 9, 12].find((n) => Math.round(value * n) / n === value);
  return denominator && !Number.isInteger(value * 4) ? [Math.round(value * denominator), denominator] : undefined;
}

/** All digits of a number. */
export function digitsOf(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
