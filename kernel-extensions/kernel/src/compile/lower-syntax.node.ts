import { CellEdit } from "./cell-edit.js";
import type { JavaScript } from "./erase-types.node.js";
import { treeOf } from "./parse.node.js";
import { lowerUsing } from "./passes/using.js";
import { composeMaps, editMap } from "./source-maps.js";
import { transpile } from "./transpile.node.js";
import { type Node, walk } from "./walk.js";

/** Puts what this V8 cannot run into older syntax: standard decorators, `accessor`, and `using` in Node 22. */
export function lowerSyntax(cell: JavaScript): JavaScript {
  if (!/@|\baccessor\b|\busing\b/.test(cell.code)) return cell;
  const edit = new CellEdit(cell.code, cell.program);
  lowerUsing(edit);
  const source = edit.text.toString();
  if (!needsLowering(treeOf(source))) return cell;
  const { code, map } = transpile(source);
  const inner = composeMaps(editMap(edit), cell.map);
  return { code, program: treeOf(code), map: composeMaps(map, inner) };
}

function needsLowering(program: Node): boolean {
  let needs = false;
  walk(program, (node) => {
    if (node.type === "Decorator" || node.type === "AccessorProperty") needs = true;
    if (/using$/.test(node.kind) && !runsUsing()) needs = true;
    return needs ? false : undefined;
  });
  return needs;
}

let using: boolean | undefined;
function runsUsing(): boolean {
  using ??= parses("{ using value = null; }");
  return using;
}

function parses(code: string): boolean {
  try {
    new Function(code);
    return true;
  } catch {
    return false;
  }
}
