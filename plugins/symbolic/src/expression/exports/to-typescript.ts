import type { Constant, Expression } from "../expression.js";
import { binding, digitsOf, infix, type Notation } from "../infix.js";
import { isGrouped, parametersOf } from "./parameters.js";

const reserved = [
  "break case catch class const continue debugger default delete do else enum export extends finally for function if",
  "import in instanceof new return super switch this throw try typeof var void while with yield let static await",
  "implements interface package private protected public arguments eval Math undefined formula null true false",
].flatMap((names) => names.split(" "));

/**
 * The formula as a TypeScript function that needs nothing else, of the variables that occur, in the order of the columns;
 * with constants per group also of the number of the group, from 0.
 *
 * @example
 * toTypeScript(parseExpression("2.5 * sqrt(x)", ["t", "x"]), ["t", "x"]); // "export function formula(x: number): number {\n  return 2.5 * Math.sqrt(x);\n}\n"
 */
export function toTypeScript(expression: Expression, names: readonly string[]): string {
  const parameters = parametersOf(expression, names, reserved);
  const body = infix(expression, notation(parameters)).text;
  const typed = [...parameters.values(), ...(isGrouped(expression) ? ["group"] : [])].map((name) => `${name}: number`);
  return `export function formula(${typed.join(", ")}): number {\n  return ${body};\n}\n`;
}

function notation(parameters: ReadonlyMap<number, string>): Notation {
  return {
    variable: (index) => parameters.get(index)!,
    number: ({ value, fixed }: Constant) => (fixed && value === Math.PI ? "Math.PI" : digitsOf(value)),
    groupConstant: (values) => `([${values.join(", ")}][group] ?? NaN)`,
    call: (operator, argument) => `Math.${operator}(${argument})`,
    power: (base, exponent, write) => ({
      text: `${write(base, binding.atom)} ** ${typeof exponent === "number" ? exponent : write(exponent, binding.sign)}`,
      binding: binding.power,
    }),
    negated: binding.atom,
  };
}
