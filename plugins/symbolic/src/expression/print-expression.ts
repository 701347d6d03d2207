import type { Expression } from "./expression.js";
import { identifiersOf } from "./identifiers.js";
import { binding, digitsOf, fractionOf, infix, type Notation } from "./infix.js";
import { exactNumbers } from "./named-functions.js";

/**
 * The formula as mathjs reads it, with all digits of its constants: parsed again it has the same values to the last bit. A
 * constant per group is picked from a list by `group`, which mathjs counts from 1.
 *
 * @param names of the variables, in the order of the columns; written as `identifiersOf` gives them
 *
 * @example
 * printExpression(parseExpression("1/(1 + a)^2 - 0.5a", ["a"]), ["a"]); // "1 / (1 + a)^2 - 0.5 * a"
 */
export function printExpression(expression: Expression, names: readonly string[]): string {
  return infix(expression, mathjsNotation(identifiersOf(names))).text;
}

function mathjsNotation(names: readonly string[]): Notation {
  return {
    variable: (index) => names[index] ?? `x${index}`,
    number: ({ value, fixed }) => {
      const name = fixed && Object.keys(exactNumbers).find((each) => exactNumbers[each] === value);
      return name && !names.includes(name) ? name : digitsOf(value);
    },
    groupConstant: (values) => `[${values.join(", ")}][group]`,
    call: (operator, argument) => `${operator}(${argument})`,
    power: (base, exponent, write) => ({
      text: `${write(base, binding.atom)}^${typeof exponent === "number" ? exponent : writtenExponent(exponent, write)}`,
      binding: binding.power,
    }),
    negated: binding.power,
  };
}

/** A third, not 0.3333333333333333. */
function writtenExponent(exponent: Expression, write: (node: Expression, least: number) => string): string {
  if (exponent.kind !== "constant") return write(exponent, binding.atom);
  const fraction = fractionOf(exponent.value);
  return fraction ? `(${fraction[0]}/${fraction[1]})` : write(exponent, binding.sign);
}
