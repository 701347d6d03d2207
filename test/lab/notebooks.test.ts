import { globSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { colouredShare, kernelReady, type Lab, pictures, root, runAll, startLab } from "./lab.ts";

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
      onTestFinished(() => page.context().close());
      await kernelReady(page);
      await runAll(page);
      expect(await page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']").count()).toBe(0);
      const charts = page.locator(".jp-OutputArea-output .vega-embed");
      const count = await charts.count();
      expect(count).toBeGreaterThan(0);
      const name = path.basename(notebook, ".ipynb");
      for (let i = 0; i < count; i++) {
        await charts.nth(i).scrollIntoViewIfNeeded();
        const png = await charts.nth(i).screenshot({ path: path.join(pictures, `${name}-${i + 1}.png`) });
        // A line takes about one pixel in two hundred; the symbols of a legend alone one in two thousand.
        expect(await colouredShare(page, png), `chart ${i + 1}`).toBeGreaterThan(0.002);
      }
      await page.screenshot({ path: path.join(pictures, `${name}.png`) });
    },
    240_000,
  );
});
