import { createRequire } from "node:module";
import { TraceMap } from "@jridgewell/trace-mapping";
import { CellEdit } from "./cell-edit.js";
import { composeMaps, editMap } from "./compose-maps.js";
import type { JavaScript } from "./erase-types.node.js";
import { parse } from "./parse.node.js";
import { lowerUsing } from "./passes/using.js";
import { type Node, walk } from "./walk.js";

/**
 * Puts what this V8 cannot run into older syntax: standard decorators, `accessor`, and `using` in Node 22.
 * The TypeScript compiler does it; it is large, so it is loaded at the first cell that needs it.
 */
export function lowerSyntax(cell: JavaScript): JavaScript {
  if (!/@|\baccessor\b|\busing\b/.test(cell.code)) return cell;
  const edit = new CellEdit(cell.code, cell.program);
  lowerUsing(edit);
  const code = edit.text.toString();
  if (!needsLowering(parse(code, "js").program)) return cell;
  return transpile(code, composeMaps(editMap(edit), cell.map));
}

function transpile(source: string, innerMap: string): JavaScript {
  const ts = createRequire(import.meta.url)("typescript") as typeof import("typescript");
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: "cell.ts",
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      sourceMap: true,
    },
  });
  const code = outputText.replace(/\n\/\/# sourceMappingURL=.*$/, "");
  return { code, program: parse(code, "js").program, map: composeMaps(new TraceMap(sourceMapText!), innerMap) };
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
  using ??= compiles("{ using value = null; }");
  return using;
}

function compiles(code: string): boolean {
  try {
    new Function(code);
    return true;
  } catch {
    return false;
  }
}
