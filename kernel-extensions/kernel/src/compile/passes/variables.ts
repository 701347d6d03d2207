import type { CellEdit } from "../cell-edit.js";
import { boundNames, isVariableScope, type Node, walk } from "../walk.js";

/**
 * Every top-level variable becomes a `let`: V8's REPL mode lets a later cell declare a name again only with the same
 * keyword. `class` counts as `let` there.
 */
export function unifyVariables(cell: CellEdit): void {
  for (const node of cell.statements)
    if (node.type === "VariableDeclaration" && node.kind === "const")
      cell.text.overwrite(node.start, node.start + "const".length, "let");
  if (/\bvar\b/.test(cell.source)) hoistVars(cell);
}

/** `var` outside functions becomes a `let` at the start of the cell and an assignment in its place. */
function hoistVars(cell: CellEdit): void {
  walk(cell.program, (node, parent) => {
    if (isVariableScope(node)) return false;
    if (node.type !== "VariableDeclaration" || node.kind !== "var") return undefined;
    cell.text.remove(node.start, node.declarations[0].start);
    const inLoopHead = /^For/.test(parent!.type) && parent!.body !== node;
    const inList = /^(Program|BlockStatement|Export\w*)$/.test(parent!.type);
    for (const declarator of node.declarations as Node[]) {
      for (const name of boundNames(declarator.id)) cell.hoisted.add(name);
      if (declarator.id.type === "Identifier" || inLoopHead) continue;
      cell.wrap(declarator, inList && declarator === node.declarations[0] ? ";(" : "(", ")");
    }
    return undefined;
  });
}
