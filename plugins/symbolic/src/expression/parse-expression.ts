import { type ExpressionNode, expressionTree } from "@mesoscope/core";
import { nearestName, ValueError } from "@mesoscope/sdk";
import { constant, type Expression, fixed, variable } from "./expression.js";
import { identifiersOf } from "./identifiers.js";
import { exactNumbers, folded, functions, operations } from "./named-functions.js";

/**
 * The formula that a text in the syntax of mathjs stands for, such as `"c * exp(-E / (8.314 * T))"`; `**` is read as `^`.
 *
 * Of the numbers, 1, `pi`, `e` and exponents that are simple fractions are part of the structure; all others are constants
 * that a fit may change. What has no variables is computed: `1/2` is the constant 0.5. A list picked by `group`, as in
 * `[1.5, 2.5][group] * x`, is a constant per group.
 *
 * @param names of the variables, in the order of the columns; in the text as `identifiersOf` writes them
 *
 * @example
 * printExpression(parseExpression("m * v**2 / 2", ["m", "v"]), ["m", "v"]); // "m * v^2 / 2"
 *
 * @throws ValueError BAD_EXPRESSION; UNKNOWN_SYMBOL and UNKNOWN_FUNCTION with the nearest known name
 */
export function parseExpression(text: string, names: readonly string[]): Expression {
  const readable = typeof text === "string" ? text.replaceAll("**", "^") : text;
  return new Reader(identifiersOf(names)).read(expressionTree(readable, "parseExpression"));
}

class Reader {
  readonly #identifiers: readonly string[];

  constructor(identifiers: readonly string[]) {
    this.#identifiers = identifiers;
  }

  read(node: ExpressionNode): Expression {
    if (node.type === "ConstantNode") return number(node);
    if (node.type === "ParenthesisNode") return this.read(node.content!);
    if (node.type === "SymbolNode") return this.#symbol(node.name!);
    if (node.type === "OperatorNode") return this.#applied(node, operations[String(node.fn)]);
    if (node.type === "FunctionNode") return this.#call(node);
    if (node.type === "AccessorNode") return groupConstant(node);
    throw notAFormula(node);
  }

  #symbol(name: string): Expression {
    const index = this.#identifiers.indexOf(name);
    if (index >= 0) return variable(index);
    if (Object.hasOwn(exactNumbers, name)) return fixed(exactNumbers[name]!);
    const nearest = nearestName(name, this.#identifiers);
    throw new ValueError(
      "UNKNOWN_SYMBOL",
      `parseExpression: there is no variable ${name}. ${nearest ? `Did you mean ${nearest}?` : `There are ${this.#identifiers.join(", ")}.`}`,
    );
  }

  #call(node: ExpressionNode): Expression {
    const name = String(node.fn);
    const known = functions[node.args!.length === 2 ? 2 : 1];
    if (node.args!.length > 0 && node.args!.length < 3 && Object.hasOwn(known, name)) {
      return this.#applied(node, known[name]);
    }
    const nearest = nearestName(name, Object.keys(known));
    throw new ValueError(
      "UNKNOWN_FUNCTION",
      `parseExpression: "${node}" has no known meaning. ${nearest && nearest !== name ? `Did you mean ${nearest}?` : "Functions are exp, log, sqrt, sin and their kin."}`,
    );
  }

  #applied(node: ExpressionNode, make: ((a: Expression, b: Expression) => Expression) | undefined): Expression {
    if (!make) throw notAFormula(node);
    const [a, b] = node.args!.map((part) => this.read(part)) as [Expression, Expression];
    return folded(make(a, b));
  }
}

function number({ value }: ExpressionNode): Expression {
  if (typeof value === "number" && Number.isFinite(value)) return value === 1 ? fixed(1) : constant(value);
  throw new ValueError(
    "BAD_EXPRESSION",
    `parseExpression: "${value}" is no finite number. Give numbers such as 2.5 or 1e-3.`,
  );
}

/** `[1.5, 2.5][group]`. */
function groupConstant(node: ExpressionNode): Expression {
  const picks = node.index!.dimensions.map(String).join();
  const values = node.object!.items?.map((item) => new Reader([]).read(item)) ?? [];
  if (picks !== "group" || values.length === 0 || values.some(({ kind }) => kind !== "constant")) {
    throw notAFormula(node);
  }
  return { kind: "groupConstant", values: values.map((each) => (each.kind === "constant" ? each.value : 0)) };
}

function notAFormula(node: ExpressionNode): ValueError {
  return new ValueError(
    "BAD_EXPRESSION",
    `parseExpression: "${String(node).slice(0, 40)}" is no formula of numbers. Use + - * / ^, functions such as sqrt, and parentheses.`,
  );
}
