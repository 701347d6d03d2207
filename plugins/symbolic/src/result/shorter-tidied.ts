import { complexityOf } from "../expression/complexity.js";
import {
  apply,
  type Constant,
  type Expression,
  fixed,
  variable,
  withLeaves,
  withOperands,
} from "../expression/expression.js";
import { simplifyWithin } from "../expression/saturation/simplify.js";
import { mostNodes } from "./simplest.js";
import { type TidyNumber, tidyNumber } from "./tidy-number.js";

/** A tidy number as a letter: a variable before those of the data, as numbers stand before variables. */
interface Letter {
  readonly variable: Expression;
  readonly number: Expression;
}

/**
 * A formula of which all constants became tidy numbers, where equal ones make it shorter: `1 / 5 * (a - b + 3 * c)` for
 * `1 / 5 * (a + 3 * c) - 0.2 * b`; else `undefined`. To the rules of algebra they are letters, but for whole numbers,
 * so that no `pi / 6` is computed.
 *
 * @param expression before its constants were tidied
 * @param units of the constants: numbers of different units are different
 * @param positive which variables are more than 0
 */
export function shorterTidied(
  expression: Expression,
  numbers: readonly TidyNumber[],
  units: readonly string[],
  positive: readonly boolean[],
): Expression | undefined {
  const letters = lettersOf(numbers, units);
  const written = withLetters(expression, numbers, units, letters);
  const all = [...[...letters].map(() => true), ...positive];
  const short = simplifyWithin(mostNodes, written, { positive: [...all.keys()].filter((index) => all[index]) });
  return complexityOf(short) < complexityOf(written) ? withNumbers(short, [...letters.values()]) : undefined;
}

function lettersOf(numbers: readonly TidyNumber[], units: readonly string[]): Map<string, Letter> {
  const letters = new Map<string, Letter>();
  for (const [k, { value }] of numbers.entries()) {
    const size = Math.abs(value);
    const number = Number.isInteger(size) ? undefined : tidyNumber(size, 0)?.expression;
    const key = keyOf(value, units[k]);
    if (number && !letters.has(key)) letters.set(key, { variable: variable(letters.size), number });
  }
  return letters;
}

function keyOf(value: number, unit: string): string {
  return `${Math.abs(value).toPrecision(9)} ${unit}`;
}

/** With letters for tidy numbers but whole ones, and for fixed ones that are equal to one; exponents stay numbers. */
function withLetters(
  expression: Expression,
  numbers: readonly TidyNumber[],
  units: readonly string[],
  letters: ReadonlyMap<string, Letter>,
): Expression {
  let next = 0;
  const written = (node: Expression, isExponent: boolean): Expression => {
    if (node.kind === "variable") return variable(node.index + letters.size);
    if (node.kind === "constant") return numberOf(node, isExponent);
    if (node.kind !== "apply") return node;
    const isPower = node.operator === "power";
    return withOperands(
      node,
      node.operands.map((operand, i) => written(operand, isPower && i === 1)),
    );
  };
  const numberOf = (node: Constant, isExponent: boolean): Expression => {
    const k = node.fixed ? undefined : next++;
    const [value, unit] = k === undefined ? [node.value, ""] : [numbers[k].value, units[k]];
    const letter = isExponent ? undefined : letters.get(keyOf(value, unit))?.variable;
    if (!letter) return fixed(value);
    return value < 0 ? apply("negate", letter) : letter;
  };
  return written(expression, false);
}

function withNumbers(expression: Expression, letters: readonly Letter[]): Expression {
  return withLeaves(expression, (leaf) => {
    if (leaf.kind !== "variable") return leaf;
    return letters[leaf.index]?.number ?? variable(leaf.index - letters.length);
  });
}
