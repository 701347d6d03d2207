import type { Cell, CellResult, Undo } from "@mesoscope/sdk";
import { callUser } from "../guard/boundary.node.js";

/** What a plugin does around every cell; `failed` is called when one of the two throws. */
export interface Hooks {
  before?(cell: Cell): void;
  after?(result: CellResult): void;
  failed(error: unknown): void;
}

const around: Hooks[] = [];

export function addHooks(hooks: Hooks): Undo {
  around.push(hooks);
  return () => {
    const index = around.indexOf(hooks);
    if (index >= 0) around.splice(index, 1);
  };
}

export function beforeCell(cell: Cell): void {
  for (const hooks of [...around]) {
    if (hooks.before) report(hooks, callUser(hooks.before, hooks, cell));
  }
}

export function afterCell(result: CellResult): void {
  for (const hooks of around.toReversed()) {
    if (hooks.after) report(hooks, callUser(hooks.after, hooks, result));
  }
}

function report(hooks: Hooks, ended: ReturnType<typeof callUser>): void {
  if (ended.kind === "error") hooks.failed(ended.error);
}
