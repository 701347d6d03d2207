import { type CellEdit, timeMarker } from "../cell-edit.js";

/** `%time code`: `__timeStart(); code; __timeStop();`, so that what the code declares stays declared. */
export function lowerTimed(cell: CellEdit): void {
  cell.statements.forEach((node, i, statements) => {
    if (node.expression?.name !== timeMarker) return;
    cell.text.overwrite(node.start, node.end, "__timeStart();");
    const timed = statements[i + 1];
    if (timed) cell.text.appendLeft(timed.end, ";__timeStop();");
  });
}
