import type { NotebookPanel } from "@jupyterlab/notebook";
import type { KernelLink } from "../link/kernel-link.js";

type Cell = NotebookPanel["content"]["widgets"][number];

const key = "mesoscope";
const markClass = "mesoscope-mod-stale";

/** Keeps the marks of the cells whose outputs are out of date, in the notebook and in its file. */
export function markStaleCells(panel: NotebookPanel, link: KernelLink): void {
  const mark = () => {
    for (const cell of panel.content.widgets) {
      const known = link.state.provenance.get(cell.model.id);
      if (known) keep(cell, known.stale);
      show(cell);
    }
  };
  link.changed.connect((_, what) => {
    if (what === "provenance") mark();
  });
  panel.content.modelContentChanged.connect(mark);
  void panel.context.ready.then(mark);
}

type Kept = { stale?: readonly string[] } & Record<string, unknown>;

const keptIn = ({ model }: Cell): Kept => (model.getMetadata(key) ?? {}) as Kept;

/** Writes the reasons into the metadata of the cell, or takes them out. */
function keep(cell: Cell, stale: readonly string[]): void {
  const { stale: former = [], ...others } = keptIn(cell);
  if (former.join("\n") === stale.join("\n")) return;
  if (stale.length > 0) cell.model.setMetadata(key, { ...others, stale: [...stale] });
  else if (Object.keys(others).length > 0) cell.model.setMetadata(key, others);
  else cell.model.deleteMetadata(key);
}

function show(cell: Cell): void {
  const { stale = [] } = keptIn(cell);
  cell.toggleClass(markClass, stale.length > 0);
  if (stale.length > 0) cell.node.setAttribute("aria-description", `Out of date: ${stale.join(" ")}`);
  else cell.node.removeAttribute("aria-description");
}
