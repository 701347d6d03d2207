import { ValueError } from "@mesoscope/sdk";
import type { Expression } from "../expression/expression.js";
import { parseTemplate } from "../search/guesses/template.js";

/**
 * A formula of the user. Names that are no column are constants to fit.
 *
 * @throws ValueError BAD_GUESS where it has placeholders; BAD_TEMPLATE, BAD_EXPRESSION
 */
export function readGuess(owner: string, text: string, names: readonly string[]): Expression {
  const { expression, placeholders } = parseTemplate(text, names);
  if (placeholders.length === 0) return expression;
  throw new ValueError(
    "BAD_GUESS",
    `${owner}: "${text}" has a place for a formula, ${placeholders[0]?.name}. Give such a form to discover as template.`,
  );
}
