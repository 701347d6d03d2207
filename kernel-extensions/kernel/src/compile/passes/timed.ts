import { type CellEdit, timeMarker } from "../cell-edit.js";

/** `%time code`: `__timeStart(); code; __timeStop();` around all that starts on the line; what it declares stays declared. */
export function lowerTimed(cell: CellEdit): void {
  cell.statements.forEach((node, i, statements) => {
    if (node.expression?.name !== timeMarker) return;
    cell.text.overwrite(node.start, node.end, "__timeStart();");
    const line = cell.lineOf(node);
    const end = statements.findIndex((other, j) => j > i && cell.lineOf(other) !== line);
    const last = statements[(end < 0 ? statements.length : end) - 1]!;
    cell.text.appendLeft(last.end, ";__timeStop();");
  });
}
