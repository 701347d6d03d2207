import type { Constant, Expression } from "../expression.js";
import { binding, digitsOf, fractionOf, infix, type Notation } from "../infix.js";
import { isGrouped, parametersOf } from "./parameters.js";

const reserved = [
  "auto break case char const continue default do double else enum extern float for goto if inline int long register",
  "restrict return short signed sizeof static struct switch typedef union unsigned void volatile while bool true false",
  "fabs pow formula main",
].flatMap((names) => names.split(" "));

/**
 * The formula as a C function of doubles, with math.h: of the variables that occur, in the order of the columns, and of the
 * group, an int from 0, where it has constants per group.
 *
 * @example
 * toC(parseExpression("2.5 * sqrt(x)", ["x"]), ["x"]); // "#include <math.h>\n\ndouble formula(double x) {\n  return 2.5 * sqrt(x);\n}\n"
 */
export function toC(expression: Expression, names: readonly string[]): string {
  const parameters = parametersOf(expression, names, reserved);
  const typed = [...parameters.values()].map((name) => `double ${name}`);
  if (isGrouped(expression)) typed.push("int group");
  const body = infix(expression, notation(parameters)).text;
  return `#include <math.h>\n\ndouble formula(${typed.join(", ") || "void"}) {\n  return ${body};\n}\n`;
}

function notation(parameters: ReadonlyMap<number, string>): Notation {
  return {
    variable: (index) => parameters.get(index)!,
    number: ({ value }: Constant) => double(value),
    groupConstant: (values) => `((const double[]){${values.map(double).join(", ")}})[group]`,
    call: (operator, argument) => `${operator === "abs" ? "fabs" : operator}(${argument})`,
    power(base, exponent, write) {
      const text = write(base, binding.sum);
      if (exponent === 2 && base.kind === "variable") return { text: `${text} * ${text}`, binding: binding.product };
      return { text: `pow(${text}, ${exponentText(exponent, write)})`, binding: binding.atom };
    },
    negated: binding.power,
  };
}

/** With a point, so that no division is one of whole numbers. */
function double(value: number): string {
  const text = digitsOf(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function exponentText(exponent: Expression | 2 | 3, write: (node: Expression, least: number) => string): string {
  if (typeof exponent === "number") return double(exponent);
  const fraction = exponent.kind === "constant" ? fractionOf(exponent.value) : undefined;
  return fraction ? `${double(fraction[0])} / ${double(fraction[1])}` : write(exponent, binding.sum);
}
