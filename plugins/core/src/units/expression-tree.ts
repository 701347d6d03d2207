import { ValueError } from "@mesoscope/sdk";
import { parseWithMathjs } from "./mathjs-units.js";

/** What is read of the nodes of mathjs' expression trees. */
export interface ExpressionNode {
  readonly type: string;
  /** Of constants. */
  readonly value?: unknown;
  /** Of symbols. */
  readonly name?: string;
  /** Of operators, their name, such as "add"; of functions, the symbol that names them. */
  readonly fn?: string | ExpressionNode;
  readonly args?: readonly ExpressionNode[];
  /** Of chains of comparisons, such as `a < b < c`. */
  readonly params?: readonly ExpressionNode[];
  /** Of parentheses. */
  readonly content?: ExpressionNode;
  /** Of lists. */
  readonly items?: readonly ExpressionNode[];
  /** Of an entry of a list, the list and what picks it. */
  readonly object?: ExpressionNode;
  readonly index?: { readonly dimensions: readonly ExpressionNode[] };
  toString(): string;
  /** The handler gives TeX for the nodes that it wants to typeset itself. */
  toTex(options: {
    readonly parenthesis: "auto";
    readonly handler: (node: ExpressionNode) => string | undefined;
  }): string;
}

/**
 * The tree of an expression, as mathjs reads it; nothing is computed.
 *
 * @param owner the function that asks, for its errors
 *
 * @example
 * expressionTree("E * eps").type; // "OperatorNode"
 *
 * @throws ValueError BAD_EXPRESSION
 */
export function expressionTree(text: string, owner = "expressionTree"): ExpressionNode {
  if (typeof text !== "string") {
    throw new ValueError(
      "BAD_EXPRESSION",
      `${owner}: found a ${typeof text}. Give a formula as text, such as "E * (a + b)^2".`,
    );
  }
  try {
    return parseWithMathjs(text);
  } catch (cause) {
    throw new ValueError(
      "BAD_EXPRESSION",
      `${owner}: "${String(text).slice(0, 40)}" cannot be read: ${(cause as Error).message}. Write it like "E * (a + b)^2".`,
    );
  }
}
