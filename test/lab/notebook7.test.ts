import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kernelReady, type Lab, pictures, root, startNotebook } from "./lab.ts";
import { notebookOf, output, run } from "./scratch.ts";

const file = path.relative(root, path.join(pictures, "notebook7.ipynb"));
const chart = `({
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  description: "Two bars",
  data: { values: [{ a: "x", b: 1 }, { a: "y", b: 2 }] },
  mark: "bar",
  encoding: { x: { field: "a", type: "nominal" }, y: { field: "b", type: "quantitative" } },
})`;

let notebook: Lab;
let page: Page;

beforeAll(async () => {
  const content = notebookOf("const strain: number = 21;\nstrain * 2", "for (;;);", chart, "strain.toFix");
  writeFileSync(path.join(root, file), content);
  notebook = await startNotebook();
  page = await notebook.open(file);
  await kernelReady(page);
}, 180_000);
afterAll(() => notebook?.close());

test("Notebook 7 shows a value and a chart, completes, and stops a loop", async () => {
  await run(page, 0);
  await expect.poll(() => output(page, 0).textContent(), { timeout: 20_000 }).toContain("42");
  await run(page, 1);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => /\[\*\]/.test(document.body.innerText));
  await page.keyboard.press("i");
  await page.keyboard.press("i");
  await expect.poll(() => output(page, 1).textContent(), { timeout: 10_000 }).toContain("stopped");
  await run(page, 2);
  await page.locator(".jp-CodeCell").nth(2).locator(".vega-embed").waitFor({ timeout: 20_000 });
  await page.locator(".jp-CodeCell").nth(3).locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  const typed = page.locator(".jp-CodeCell").nth(3).locator(".cm-content");
  // The front end waits one second for completions; in the first seconds of a kernel its types are still being read.
  await expect
    .poll(
      async () => {
        await page.keyboard.press("Tab");
        await page.waitForTimeout(1500);
        return typed.textContent();
      },
      { timeout: 30_000 },
    )
    .toContain("strain.toFixed");
  await page.screenshot({ path: path.join(pictures, "notebook7.png") });
});
