import type { CellEdit } from "../cell-edit.js";
import { type Node, walk } from "../walk.js";

/**
 * `function f() {}` becomes `let f = function () {};`, so that a later cell may declare `f` as anything. A function that
 * is mentioned above its place, after something has run, moves to the start of the cell.
 */
export function unifyFunctions(cell: CellEdit): void {
  const declared = new Set<string>();
  for (const node of cell.statements) {
    if (node.type !== "FunctionDeclaration" || node.id === null) continue;
    const name: string = node.id.name;
    const keyword = declared.has(name) || cell.hoisted.has(name) ? "" : "let ";
    declared.add(name);
    cell.text.remove(node.id.start, node.id.end);
    cell.wrap(node, `${keyword}${name} = `, ";");
    if (cell.runsBefore(node) && isMentionedBefore(cell.program, name, node.start)) cell.moveToStart(node);
  }
}

function isMentionedBefore(program: Node, name: string, offset: number): boolean {
  let mentioned = false;
  walk(program, (node) => {
    if (mentioned || node.start >= offset) return false;
    mentioned = node.type === "Identifier" && node.name === name;
    return undefined;
  });
  return mentioned;
}
