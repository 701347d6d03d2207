import { type ExpressionNode, expressionTree } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { constant, type Expression, fixed, withLeaves } from "../../expression/expression.js";
import { identifiersOf } from "../../expression/identifiers.js";
import { binaryOperators, unaryOperators } from "../../expression/operators.js";
import { parseExpression } from "../../expression/parse-expression.js";

/** A place in a template for a formula that is to be found. */
export interface Placeholder {
  readonly name: string;
  /** Which variables the formula may have, by their index. */
  readonly variables: readonly number[];
}

/** A form that a law is known to have: some of its parts are open, some of its constants unknown. Plain data. */
export interface Template {
  /** The i-th placeholder stands in it as the variable of index `variableCount + i`. */
  readonly expression: Expression;
  readonly variableCount: number;
  /** None in a form of which only the constants are unknown. */
  readonly placeholders: readonly Placeholder[];
}

/**
 * The template that a text stands for. Functions without a meaning of their own are placeholders for formulas of the
 * variables in their parentheses; names that are no variables are constants to fit; numbers stay as they are.
 *
 * @param names of the variables, in the order of the columns
 *
 * @example
 * parseTemplate("f(x, y) + a * z^b", ["x", "y", "z"]).placeholders; // [{ name: "f", variables: [0, 1] }]
 *
 * @throws ValueError BAD_TEMPLATE where a placeholder or an unknown constant occurs twice, or a placeholder has other
 * arguments than variables; BAD_EXPRESSION
 */
export function parseTemplate(text: string, names: readonly string[]): Template {
  const identifiers = identifiersOf(names);
  const nodes = [...nodesIn(expressionTree(text, "parseTemplate"))];
  const calls = nodes.filter((node) => node.type === "FunctionNode" && !knownFunctions.has(String(node.fn)));
  const placeholders = calls.map((call) => placeholderOf(call, calls, identifiers));
  const arranged = placeholders.reduce(
    (rest, { name }, i) => rest.replace(new RegExp(`(?<![\\w.])${name}\\s*\\([^()]*\\)`), `(${stand}${i})`),
    text,
  );
  const symbols = nodes.flatMap((node) => (node.type === "SymbolNode" ? [node.name as string] : []));
  const unknown = symbols.filter((name) => isUnknown(name, identifiers, calls));
  checkOnce(unknown);
  const variableCount = names.length;
  const all = [...identifiers, ...placeholders.map((_, i) => `${stand}${i}`), ...unknown];
  const known = variableCount + placeholders.length;
  return { expression: settled(parseExpression(arranged, all), known), variableCount, placeholders };
}

/** Names that no column has. */
const stand = "placeholder_";

const numbers = new Set(["pi", "e"]);
const knownFunctions = new Set<string>([
  ...unaryOperators,
  ...binaryOperators,
  ...["pow", "nthRoot", "ln", "log2", "log10", "log1p", "expm1", "cbrt", "fabs", "sec", "csc", "cot"],
  ...["arcsin", "arccos", "arctan"],
]);

function* nodesIn(node: ExpressionNode): Generator<ExpressionNode> {
  yield node;
  for (const part of [...(node.args ?? []), ...(node.content ? [node.content] : [])]) yield* nodesIn(part);
}

function placeholderOf(call: ExpressionNode, calls: readonly ExpressionNode[], names: readonly string[]): Placeholder {
  const name = String(call.fn);
  const bad = (found: string, advice: string) => new ValueError("BAD_TEMPLATE", `parseTemplate: ${found}. ${advice}`);
  if (calls.filter((other) => String(other.fn) === name).length > 1) {
    throw bad(`the placeholder ${name} occurs twice`, "Give each place a name of its own; each is found by itself.");
  }
  const variables = (call.args ?? []).map((argument) => names.indexOf(String(argument)));
  if (variables.length === 0 || variables.includes(-1)) {
    throw bad(
      `the placeholder "${call}" has other arguments than variables`,
      `Name in it variables such as ${names.slice(0, 4).join(", ")}.`,
    );
  }
  return { name, variables };
}

function checkOnce(unknown: readonly string[]): void {
  const twice = unknown.find((name, i) => unknown.indexOf(name) < i);
  if (twice === undefined) return;
  throw new ValueError(
    "BAD_TEMPLATE",
    `parseTemplate: the unknown constant ${twice} occurs twice. Write the form with one of each, such as a * cos(w * x + p).`,
  );
}

function isUnknown(name: string, identifiers: readonly string[], calls: readonly ExpressionNode[]): boolean {
  return !identifiers.includes(name) && !numbers.has(name) && !calls.some((call) => String(call.fn) === name);
}

/** Numbers become structure, and what is unknown a constant to fit. */
function settled(expression: Expression, known: number): Expression {
  return withLeaves(expression, (leaf) => {
    if (leaf.kind === "constant") return fixed(leaf.value);
    return leaf.kind === "variable" && leaf.index >= known ? constant(1) : leaf;
  });
}
