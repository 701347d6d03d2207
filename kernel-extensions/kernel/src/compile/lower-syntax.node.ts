import type { RuntimeOptions } from "../project/runtime-options.node.js";
import { CellEdit, type JavaScript } from "./cell-edit.js";
import { treeOf } from "./parse.node.js";
import { lowerUsing } from "./passes/using.js";
import { transpile } from "./transpile.node.js";
import { type Node, walk } from "./walk.js";

/** Puts what this V8 cannot run into older syntax: standard decorators, `accessor`, and `using` in Node 22. */
export function lowerSyntax(cell: JavaScript, read: () => RuntimeOptions): JavaScript {
  if (!/@|\baccessor\b|\busing\b/.test(cell.code)) return cell;
  const edit = new CellEdit(cell);
  lowerUsing(edit);
  const { code, pieces } = edit.text.build("");
  if (!needsLowering(treeOf(code))) return cell;
  const step = transpile(code, read());
  return { code: step.code, program: treeOf(step.code), steps: [step, { pieces }, ...cell.steps] };
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

/** Tells whether this V8 knows `using` in blocks. */
export function runsUsing(): boolean {
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
