import { globSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kernelReady, type Lab, paintedShare, pictures, root, runAll, startLab } from "./lab.ts";

describe("notebooks in JupyterLab", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  }, 120_000);
  afterAll(() => lab?.close());

  const notebooks = globSync("notebooks/[0-9]-*/*.ipynb", { cwd: root });

  test("the course is there", () => expect(notebooks.length).toBeGreaterThanOrEqual(2));

  test.each(notebooks)(
    "%s runs without an error, with every chart painted",
    async (notebook) => {
      const page = await lab.open(notebook);
      await kernelReady(page);
      await runAll(page);
      expect(await page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']").count()).toBe(0);
      const charts = page.locator(".jp-OutputArea-output .vega-embed");
      const count = await charts.count();
      expect(count).toBeGreaterThan(0);
      for (let i = 0; i < count; i++) expect(await paintedShare(page, charts.nth(i))).toBeGreaterThan(0.02);
      await page.screenshot({ path: path.join(pictures, `${path.basename(notebook, ".ipynb")}.png`) });
      await page.context().close();
    },
    240_000,
  );
});
