import type { CompiledCell } from "../protocol/compiled-cell.js";
import { CellEdit } from "./cell-edit.js";
import { CompileError } from "./compile-error.js";
import { eraseTypes } from "./erase-types.node.js";
import { lowerSyntax } from "./lower-syntax.node.js";
import { findMagics, lowerMagics } from "./magics.node.js";
import { parenthesizeObject } from "./object-literal.node.js";
import { stripExports } from "./passes/exports.js";
import { unifyFunctions } from "./passes/functions.js";
import { lowerDynamicImports, lowerImports } from "./passes/imports.js";
import { wrapLastExpression } from "./passes/last-expression.js";
import { lowerTimed } from "./passes/timed.js";
import { lowerUsing } from "./passes/using.js";
import { unifyVariables } from "./passes/variables.js";
import { cellMap } from "./source-maps.js";

/**
 * Turns a cell of TypeScript into JavaScript for V8's REPL mode, in which every name can be declared again by a later
 * cell and the value of a last expression goes to `__result`.
 *
 * @throws CompileError SYNTAX_ERROR, with the line and column in `source`
 */
export function compileCell(source: string): CompiledCell {
  if (/^%%\w/.test(source)) throw new CompileError("Cell magics (%%name) do not exist. Use a line %name.", source, 0);
  const magics = findMagics(source);
  const text = lowerMagics(blankStart(source), magics);
  return {
    ...compileText(parenthesizeObject(text)),
    magics: magics.map(({ name, argument, line }) => ({ name, argument, line })),
  };
}

/**
 * Turns one expression into JavaScript whose evaluation hands the value to `__result`.
 *
 * @throws CompileError SYNTAX_ERROR
 */
export function compileExpression(source: string): string {
  return compileText(`(${source}\n)`).code;
}

function compileText(text: string): { code: string; map: string } {
  const erased = lowerSyntax(eraseTypes(text));
  const cell = new CellEdit(erased.code, erased.program, erased.map);
  for (const pass of passes) pass(cell);
  const variables = cell.hoisted.size > 0 ? `let ${[...cell.hoisted].join(", ")};` : "";
  cell.text.prepend(`"use strict";${variables}`);
  return { code: cell.text.toString(), map: cellMap(cell) };
}

const passes = [
  unifyVariables,
  unifyFunctions,
  lowerUsing,
  lowerImports,
  lowerDynamicImports,
  stripExports,
  wrapLastExpression,
  lowerTimed,
];

/** A byte order mark and a `#!` line, as spaces. */
const blankStart = (source: string): string =>
  source.replace(/^\uFEFF?(#![^\r\n]*)?/, (start) => " ".repeat(start.length));
