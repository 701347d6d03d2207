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
  toString(): string;
}

/** The tree of an expression, as mathjs reads it; nothing is computed. */
export function parseExpression(owner: string, text: string): ExpressionNode {
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
