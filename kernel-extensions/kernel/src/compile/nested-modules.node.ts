import type { CellEdit } from "./cell-edit.js";
import { CompileError } from "./compile-error.js";
import { walk } from "./walk.js";
import { offsetsBack } from "./way-back.node.js";

/**
 * Refuses an `import` or `export` inside another statement, which the parser lets pass.
 *
 * @throws CompileError SYNTAX_ERROR, with the line and column in `source`, the text that the cell was made from
 */
export function refuseNestedModules({ source: code, program, steps }: CellEdit, source: string): void {
  if (!/\b(?:import|export)\b/.test(code)) return;
  walk(program, (node, parent) => {
    const word = /^(Import|Export)\w*Declaration$/.exec(node.type)?.[1]?.toLowerCase();
    if (word && parent !== program) {
      const place = offsetsBack(steps)(node.start) ?? 0;
      throw new CompileError(`An ${word} stands at the top level of a cell, not inside a statement.`, source, place);
    }
    return undefined;
  });
}
