import { noOptions, type RuntimeOptions } from "../project/runtime-options.node.js";
import { blankTypes } from "./blank-types.node.js";
import type { JavaScript } from "./cell-edit.js";
import { lowerSyntax } from "./lower-syntax.node.js";
import { parse, treeOf } from "./parse.node.js";
import { transform } from "./transform.node.js";
import { mayDecorate, transpile } from "./transpile.node.js";

/**
 * Turns TypeScript and JSX into JavaScript: what types alone added is blanked in place, all else is rewritten. The
 * options are read where it depends on them.
 *
 * @throws CompileError SYNTAX_ERROR, with the line and column in `source`
 */
export function eraseTypes(source: string, read: () => RuntimeOptions = () => noOptions): JavaScript {
  const { errors, program } = parse(source, "ts");
  const code = errors.length === 0 ? blankTypes(source, program) : undefined;
  if (code !== undefined) return { code, program, steps: [] };
  const step = hasOldDecorators(source, read) ? transpile(source, read()) : transform(source, read);
  return lowerSyntax({ code: step.code, program: treeOf(step.code), steps: [step] }, read);
}

/** Decorators as they were before the standard may stand at parameters and read types: only TypeScript knows them. */
const hasOldDecorators = (source: string, read: () => RuntimeOptions): boolean =>
  mayDecorate(source) && read().experimentalDecorators === true;
