import type { Locator, Page } from "playwright-core";

/** A notebook of these cells, which have not run. */
export function notebookOf(...sources: string[]): string {
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  const kernelspec = { display_name: "TypeScript (Mesoscope)", language: "typescript", name: "mesoscope" };
  return JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}

/** Puts the cursor into a cell and runs it. */
export async function run(page: Page, index: number): Promise<void> {
  await page.locator(".jp-CodeCell").nth(index).locator(".cm-content").click();
  await page.keyboard.press("Control+Enter");
}

/** What a cell shows. */
export function output(page: Page, index: number): Locator {
  return page.locator(".jp-CodeCell").nth(index).locator(".jp-OutputArea-output");
}
