import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { colouredShare, kernelReady, type Lab, pictures, root, runAll, startLab } from "./lab.ts";

const notebooks = globSync("notebooks/[0-9]-*/*.ipynb", { cwd: root }).sort();
/** The others are run by the tests of the course, without a browser. */
const isRun = (notebook: string) => path.basename(notebook).startsWith("01-");

describe("notebooks in JupyterLab", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  }, 120_000);
  afterAll(() => lab?.close());

  test("the course is there", () => expect(notebooks.filter(isRun)).toHaveLength(1));

  test.each(notebooks)(
    "%s has every chart painted",
    async (notebook) => {
      const page = await lab.open(notebook);
      onTestFinished(() => page.context().close());
      await kernelReady(page);
      if (isRun(notebook)) {
        await runAll(page);
        expect(await page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']").count()).toBe(0);
      }
      const count = chartsIn(notebook);
      expect(count).toBeGreaterThan(0);
      await expectPainted(page, path.basename(notebook, ".ipynb"), count);
    },
    120_000,
  );
});

/** Scrolls through the notebook, for JupyterLab paints what is in view, and keeps a picture of each chart. */
async function expectPainted(page: Page, name: string, count: number): Promise<void> {
  const charts = page.locator(".jp-OutputArea-output .vega-embed");
  const cells = await page.locator(".jp-Notebook .jp-Cell").count();
  for (let i = 0; (await charts.count()) < count && i < cells; i++) {
    await page.evaluate((at) => document.querySelectorAll(".jp-Notebook .jp-Cell")[at]?.scrollIntoView(), i);
    await page.waitForTimeout(50);
  }
  await charts.nth(count - 1).waitFor({ timeout: 30_000 });
  for (let i = 0; i < count; i++) {
    await charts.nth(i).scrollIntoViewIfNeeded();
    const png = await charts.nth(i).screenshot({ path: path.join(pictures, `${name}-${i + 1}.png`) });
    // A line takes about one pixel in two hundred; the symbols of a legend alone one in two thousand.
    expect(await colouredShare(page, png), `chart ${i + 1}`).toBeGreaterThan(0.002);
  }
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

function chartsIn(notebook: string): number {
  const { cells } = JSON.parse(readFileSync(path.join(root, notebook), "utf8")) as {
    cells: { outputs?: { data?: Record<string, unknown> }[] }[];
  };
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.filter(({ data }) => Object.keys(data ?? {}).some((type) => type.includes("vegalite"))).length;
}
