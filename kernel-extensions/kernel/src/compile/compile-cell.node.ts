import { noOptions, type RuntimeOptions, runtimeOptions } from "../project/runtime-options.node.js";
import type { CompiledCell } from "../protocol/compiled-cell.js";
import type { Step } from "../protocol/step.js";
import { CellEdit } from "./cell-edit.js";
import { CompileError } from "./compile-error.js";
import { constants } from "./constants.js";
import { dependencies, hasCode } from "./dependencies.js";
import { eraseTypes } from "./erase-types.node.js";
import { findMagics, type Magic, markMagics } from "./magics.node.js";
import { refuseNestedModules } from "./nested-modules.node.js";
import { parenthesizeObject } from "./object-literal.node.js";
import { stripExports } from "./passes/exports.js";
import { unifyFunctions } from "./passes/functions.js";
import { lowerDynamicImports, lowerImports } from "./passes/imports.js";
import { wrapLastExpression } from "./passes/last-expression.js";
import { lowerMagics } from "./passes/magics.js";
import { lowerUsing } from "./passes/using.js";
import { unifyVariables } from "./passes/variables.js";
import type { Node } from "./walk.js";

/**
 * Turns a cell of TypeScript into JavaScript for V8's REPL mode, in which every name can be declared again by a later
 * cell and the value of a last expression goes to `__result`. Compiler options are read where the cell depends on them.
 *
 * @throws CompileError SYNTAX_ERROR, with the line and column in `source`
 */
export function compileCell(source: string, read: () => RuntimeOptions = () => noOptions): CompiledCell {
  if (/^%%\w/.test(source)) throw new CompileError("Cell magics (%%name) do not exist. Use a line %name.", source, 0);
  const magics = findMagics(source);
  const text = markMagics(blankStart(source), magics);
  const whole = parenthesizeObject(text);
  const { code, steps, program } = compileText(whole, magics, read);
  return {
    code,
    steps: whole === text ? steps : [...steps, { pieces: [1, 0, text.length] }],
    magics: magics.map(({ name, argument, line }) => ({ name, argument, line })),
    sources: () => ({ ...dependencies(program), ...constants(program), isEmpty: !hasCode(program) }),
  };
}

/**
 * Turns one expression into JavaScript whose evaluation hands the value to `__result`.
 *
 * @throws CompileError SYNTAX_ERROR
 */
export function compileExpression(source: string): string {
  return compileText(`(${source}\n)`, [], () => noOptions).code;
}

/** The compiler for the cells of a notebook in `directory`, by the options of its nearest `tsconfig.json`. */
export function compilerIn(directory: string) {
  return { compileCell: (source: string) => compileCell(source, () => runtimeOptions(directory)), compileExpression };
}

function compileText(
  text: string,
  magics: readonly Magic[],
  read: () => RuntimeOptions,
): { code: string; steps: Step[]; program: Node } {
  const cell = new CellEdit(eraseTypes(text, read));
  refuseNestedModules(cell, text);
  for (const pass of passes) pass(cell);
  lowerMagics(cell, magics, text);
  const variables = cell.hoisted.size > 0 ? `let ${[...cell.hoisted].join(", ")};` : "";
  const { code, pieces } = cell.text.build(`"use strict";${variables}`);
  return { code, steps: [{ pieces }, ...cell.steps], program: cell.program };
}

const passes = [
  unifyVariables,
  unifyFunctions,
  lowerUsing,
  lowerImports,
  lowerDynamicImports,
  stripExports,
  wrapLastExpression,
];

/** A byte order mark and a `#!` line, as spaces. */
const blankStart = (source: string): string =>
  /^[\uFEFF#]/.test(source) ? source.replace(/^\uFEFF?(?:#!.*)?/, (start) => " ".repeat(start.length)) : source;
