import type { NotebookPanel } from "@jupyterlab/notebook";

/** Brings a cell into view and makes it the active one. */
export function showCell(panel: NotebookPanel, id: string): void {
  const { content } = panel;
  const index = content.widgets.findIndex(({ model }) => model.id === id);
  const cell = content.widgets[index];
  if (!cell) return;
  content.activeCellIndex = index;
  void content.scrollToCell(cell);
}
