import { type CellEdit, isMagic } from "../cell-edit.js";
import { type Magic, timesCode } from "../magics.node.js";
import type { Node } from "../walk.js";
import { offsetsBack } from "../way-back.node.js";

/** `%name argument` becomes `await __magic("name", "argument");`; `written` is the cell as it was before its compilation. */
export function lowerMagics(cell: CellEdit, magics: readonly Magic[], written: string): void {
  if (magics.length === 0) return;
  const marks = cell.statements.filter(({ expression }) => isMagic(expression));
  magics.forEach((magic, i) => {
    const node = marks[i]!;
    const call = `await __magic(${JSON.stringify(magic.name)}, ${JSON.stringify(magic.argument)});`;
    cell.text.overwrite(node.start, node.end, timesCode(magic) ? "__timeStart();" : call);
    if (timesCode(magic)) cell.text.insertAfter(lastOnLine(cell, node, written).end, ";__timeStop();");
  });
}

/** `%time code` measures all that starts on its line; what that declares stays declared. */
function lastOnLine({ statements, steps }: CellEdit, node: Node, written: string): Node {
  const origin = offsetsBack(steps);
  const lineOf = ({ start }: Node) => written.slice(0, origin(start)).split("\n").length;
  const line = lineOf(node);
  return statements.findLast((other) => other.start >= node.start && lineOf(other) === line)!;
}
