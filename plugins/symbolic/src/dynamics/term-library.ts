import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import type { Expression } from "../expression/expression.js";
import { identifiersOf } from "../expression/identifiers.js";
import { unaryOperators } from "../expression/operators.js";
import { parseExpression } from "../expression/parse-expression.js";
import { printExpression } from "../expression/print-expression.js";
import { compileExpression } from "./compile-expression.js";
import { productText } from "./product-text.js";

/** What an equation may be made of. */
export interface LibraryOptions {
  /** Of the products of states and controls; 3 by default, 0 for none. */
  readonly degree?: number;
  /** Whether there is a constant term; true by default. */
  readonly constant?: boolean;
  /** Functions of each state and control, such as `["sin", "cos"]`. */
  readonly functions?: readonly string[];
  /** Other terms as mathjs writes them, such as `["x * sin(y)", "exp(-x)"]`. */
  readonly terms?: readonly string[];
}

/** A term of a library. */
export interface Term {
  /** As mathjs reads it. */
  readonly name: string;
  /** In the states, then the controls. */
  readonly expression: Expression;
  readonly value: (row: ArrayLike<number>) => number;
  /** Whether equations are divided by it. */
  readonly divides: boolean;
}

/** All terms of a library, the simplest first. */
export function termLibrary(
  owner: string,
  library: LibraryOptions,
  names: readonly string[],
  option: "library" | "denominator" = "library",
): Term[] {
  checkOptions(`${owner}: ${option}`, library, ["degree", "constant", "functions", "terms"]);
  const { degree = 3, constant = true, functions = [], terms = [] } = library;
  checkWhole(owner, `${option}.degree`, degree, 0);
  const identifiers = identifiersOf(names);
  const unknown = functions.find((name) => !(unaryOperators as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: ${option}.functions has "${unknown}". Known are ${unaryOperators.join(", ")}.`,
    );
  }
  const texts = [
    ...(constant ? ["1"] : []),
    ...monomials(identifiers, degree),
    ...functions.flatMap((name) => identifiers.map((variable) => `${name}(${variable})`)),
    ...terms,
  ];
  const found = new Map(
    texts.map((text) => termOf(text, names, option === "denominator")).map((term) => [term.name, term]),
  );
  if (found.size > 0) return [...found.values()];
  throw new ValueError("EMPTY_LIBRARY", `${owner}: the ${option} has no terms. Give a degree of at least 1, or terms.`);
}

function termOf(text: string, names: readonly string[], divides: boolean): Term {
  const expression = parseExpression(text, names);
  const isSum = expression.kind === "apply" && ["add", "subtract"].includes(expression.operator);
  const printed = printExpression(expression, names);
  return { name: isSum ? `(${printed})` : printed, expression, value: compileExpression(expression), divides };
}

/** The products of the variables by ascending degree, as text. */
export function monomials(variables: readonly string[], degree: number): string[] {
  const ofDegree = (size: number, from: number): string[][] =>
    size === 0
      ? [[]]
      : variables.slice(from).flatMap((name, k) => ofDegree(size - 1, from + k).map((rest) => [name, ...rest]));
  return Array.from({ length: degree }, (_, d) => ofDegree(d + 1, 0).map(productText)).flat();
}
