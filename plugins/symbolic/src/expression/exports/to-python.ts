import { checkOptions, ValueError } from "@mesoscope/sdk";
import type { Constant, Expression } from "../expression.js";
import { binding, digitsOf, fractionOf, infix, type Notation } from "../infix.js";
import { isGrouped, parametersOf } from "./parameters.js";

/** What the Python code is for. */
export interface PythonOptions {
  /** "numpy", the default: a function of arrays; "sympy": symbols and an expression. */
  readonly library?: "numpy" | "sympy";
}

const reserved = [
  "False None True and as assert async await break class continue def del elif else except finally for from global if",
  "import in is lambda nonlocal not or pass raise return try while with yield formula np sp",
].flatMap((names) => names.split(" "));

/**
 * The formula in Python: a function of NumPy arrays, of the variables that occur, in the order of the columns, and of the
 * group (an index from 0) where it has constants per group; or symbols and an expression of SymPy.
 *
 * @example
 * toPython(parseExpression("2.5 * sqrt(x)", ["x"]), ["x"]); // "import numpy as np\n\n\ndef formula(x):\n    return 2.5 * np.sqrt(x)\n"
 *
 * @throws ValueError BAD_OPTION
 */
export function toPython(expression: Expression, names: readonly string[], options: PythonOptions = {}): string {
  checkOptions("toPython", options, ["library"]);
  const { library = "numpy" } = options;
  if (library !== "numpy" && library !== "sympy") {
    throw new ValueError("BAD_OPTION", `toPython: library is "${library}". Give "numpy" or "sympy".`);
  }
  const parameters = parametersOf(expression, names, reserved);
  const used = [...parameters.values(), ...(isGrouped(expression) ? ["group"] : [])];
  if (library === "sympy") return symPy(infix(expression, symPyNotation(parameters)).text, used);
  const body = infix(expression, numPyNotation(parameters)).text;
  return `import numpy as np\n\n\ndef formula(${used.join(", ")}):\n    return ${body}\n`;
}

function symPy(expression: string, symbols: readonly string[]): string {
  const declared = symbols.map((name) => `${name} = sp.Symbol("${name}", real=True)\n`).join("");
  return `import sympy as sp\n\n${declared}formula = ${expression}\n`;
}

function numPyNotation(parameters: ReadonlyMap<number, string>): Notation {
  return {
    ...common(parameters, "np", (operator) => numPyNames[operator] ?? operator),
    groupConstant: (values) => `np.array([${values.join(", ")}])[group]`,
  };
}

function symPyNotation(parameters: ReadonlyMap<number, string>): Notation {
  return {
    ...common(parameters, "sp", (operator) => (operator === "abs" ? "Abs" : operator)),
    groupConstant: (values) =>
      `sp.Piecewise(${values.map((value, i) => `(${digitsOf(value)}, sp.Eq(group, ${i}))`).join(", ")})`,
  };
}

const numPyNames: Readonly<Record<string, string>> = { asin: "arcsin", acos: "arccos", atan: "arctan" };

function common(parameters: ReadonlyMap<number, string>, module: string, name: (operator: string) => string) {
  const power: Notation["power"] = (base, exponent, write) => ({
    text: `${write(base, binding.atom)}**${exponentText(exponent, module, write)}`,
    binding: binding.power,
  });
  return {
    variable: (index: number) => parameters.get(index)!,
    number: ({ value, fixed }: Constant) => (fixed && value === Math.PI ? `${module}.pi` : digitsOf(value)),
    call: (operator: string, argument: string) => `${module}.${name(operator)}(${argument})`,
    power,
    negated: binding.power,
  };
}

/** SymPy keeps fractions exact. */
function exponentText(
  exponent: Expression | 2 | 3,
  module: string,
  write: (node: Expression, least: number) => string,
): string {
  if (typeof exponent === "number") return String(exponent);
  if (exponent.kind !== "constant") return write(exponent, binding.atom);
  const halves = exponent.fixed && Number.isInteger(exponent.value * 2) && !Number.isInteger(exponent.value);
  const fraction = fractionOf(exponent.value) ?? (halves ? [exponent.value * 2, 2] : undefined);
  if (!fraction || (halves && module === "np")) return write(exponent, binding.atom);
  return module === "sp" ? `sp.Rational(${fraction[0]}, ${fraction[1]})` : `(${fraction[0]} / ${fraction[1]})`;
}
