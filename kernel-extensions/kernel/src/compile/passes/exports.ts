import type { CellEdit } from "../cell-edit.js";
import type { Node } from "../walk.js";

/** A cell exports nothing: `export` is taken off declarations, lists of names vanish, a default becomes an expression. */
export function stripExports(cell: CellEdit): void {
  for (const node of cell.program.body as Node[]) {
    if (!node.type.startsWith("Export") || node.source) continue;
    if (!node.declaration) cell.replace(node, ";");
    else {
      cell.text.remove(node.start, node.declaration.start);
      if (isAnonymous(node.declaration)) cell.wrap(node.declaration, "(", ");");
    }
  }
}

/** `export default function () {}`: a declaration without a name. */
const isAnonymous = (node: Node): boolean => /^(Function|Class)Declaration$/.test(node.type) && node.id === null;
