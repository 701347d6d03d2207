import { isProgram } from "./parse.node.js";

/** `{ a: 1 }` alone is an object, not a block with a label: such a cell in parentheses, any other as it is. */
export function parenthesizeObject(text: string): string {
  const expression = `(${text}\n)`;
  return /^\s*\{[\s\S]*\}\s*$/.test(text) && isProgram(expression) ? expression : text;
}
