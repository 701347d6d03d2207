import { blankTypes } from "./blank-types.node.js";
import type { JavaScript } from "./cell-edit.js";
import { lowerSyntax } from "./lower-syntax.node.js";
import { parse, treeOf } from "./parse.node.js";
import { transform } from "./transform.node.js";

/**
 * Turns TypeScript and JSX into JavaScript: what types alone added is blanked in place, all else is rewritten.
 *
 * @throws CompileError SYNTAX_ERROR, with the line and column in `source`
 */
export function eraseTypes(source: string): JavaScript {
  const { errors, program } = parse(source, "ts");
  const code = errors.length === 0 ? blankTypes(source, program) : undefined;
  if (code !== undefined) return { code, program, steps: [] };
  const step = transform(source);
  return lowerSyntax({ code: step.code, program: treeOf(step.code), steps: [step] });
}
