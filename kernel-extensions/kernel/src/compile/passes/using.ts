import type { CellEdit } from "../cell-edit.js";
import type { Node } from "../walk.js";

/** Top-level `using a = x` becomes `let a = __use(x)`: the value is disposed of at the end of the cell. */
export function lowerUsing(cell: CellEdit): void {
  for (const node of cell.statements) {
    if (node.type !== "VariableDeclaration" || !node.kind.endsWith("using")) continue;
    const helper = node.kind === "await using" ? "__useAsync" : "__use";
    cell.text.overwrite(node.start, node.declarations[0].start, "let ");
    for (const { init } of node.declarations as Node[]) cell.wrap(init, `${helper}(`, ")");
  }
}
