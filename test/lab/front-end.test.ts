import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faintTexts } from "./contrast.ts";
import { colouredShare, kernelReady, type Lab, pictures, root, startLab, useTheme } from "./lab.ts";
import { notebookOf, output, run } from "./scratch.ts";

const scratch = path.relative(root, path.join(pictures, "front-end.ipynb"));

const chart = `const chart = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  description: "Growth of a crack over cycles",
  data: { values: Array.from({ length: 30 }, (_, i) => ({ cycles: i * 1000, length: 2 + (i / 9) ** 2 })) },
  mark: { type: "line", point: true },
  encoding: {
    x: { field: "cycles", type: "quantitative", title: "cycles" },
    y: { field: "length", type: "quantitative", title: "crack length in mm" },
  },
  width: 320, height: 160,
};
display(chart);
({
  [Symbol.for("Jupyter.display")]: () => ({
    "text/plain": "in both versions",
    "application/vnd.vegalite.v5+json": chart,
    "application/vnd.vegalite.v6+json": { ...chart, description: "As version 6", mark: "bar" },
  }),
})`;

const sources = [
  `import { quantity } from "@mesoscope/core";
const load = Float64Array.from({ length: 400 }, (_, i) => Math.sin(i / 20) * Math.exp(-i / 200));
const stiffness = { data: Float64Array.from({ length: 144 }, (_, i) => Math.exp(-(((i % 12) - Math.floor(i / 12)) ** 2) / 8)), shape: [12, 12] };
let force = quantity("12.5 kN");
let label = "coupon 7";`,
  "for (let i = 0; i < 1e9; i++) await tick(i, 1e9, { loss: 1 / (1 + i / 1e5) });",
  "const total: number = 1;",
  chart,
  "const double = force.value * 2;\ndouble",
  "`${label}: ${force}`",
  "%rerun stale",
];

describe("the front end of Mesoscope in JupyterLab", () => {
  let lab: Lab;
  let page: Page;
  const panel = () => page.locator("#mesoscope-panel");
  const shot = (name: string) => page.screenshot({ path: path.join(pictures, `front-end-${name}.png`) });

  /** One picture in each theme; `show` brings back what goes when the menu of the themes is used. */
  async function shots(name: string, show = async () => {}): Promise<void> {
    for (const theme of ["Dark", "Light"] as const) {
      await useTheme(page, theme);
      await show();
      await shot(`${name}-${theme.toLowerCase()}`);
    }
  }

  beforeAll(async () => {
    lab = await startLab();
    writeFileSync(path.join(root, scratch), notebookOf(...sources));
    page = await lab.open(scratch);
    await kernelReady(page);
  }, 180_000);
  afterAll(() => lab?.close());

  test("opens by the keyboard and lists a variable after its cell has run", async () => {
    await run(page, 0);
    await expect.poll(() => page.locator(".jp-CodeCell .jp-InputArea-prompt").first().innerText()).toBe("[1]:");
    await page.keyboard.press("Control+Alt+m");
    await panel().waitFor({ timeout: 5000 });
    await expect.poll(() => panel().getByRole("row", { name: /load/ }).innerText()).toMatch(/Float64Array\s+400/);
    expect(await panel().getByRole("row", { name: /load/ }).locator("svg").count()).toBe(1);
    await expect.poll(() => panel().innerText()).toContain("@mesoscope/gp");
    await expect
      .poll(() => panel().getByRole("row", { name: /force/ }).innerText())
      .toMatch(/Quantity\s+kN\s+12\.5 kN/);
    expect(await panel().evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await shots("variables", async () => expect(await faintTexts(panel())).toEqual([]));
  });

  test("says to a screen reader what is what", async () => {
    const tree = await page.context().newCDPSession(page);
    const { root: document } = await tree.send("DOM.getDocument");
    const { nodeId } = await tree.send("DOM.querySelector", { nodeId: document.nodeId, selector: "#mesoscope-panel" });
    const names = async (role: string) => {
      const { nodes } = await tree.send("Accessibility.queryAXTree", { nodeId, role });
      return nodes.map(({ name }) => String(name?.value).toLowerCase());
    };
    expect(await names("region")).toEqual([
      "mesoscope",
      "running",
      "variables 5",
      "cell under the cursor [1]",
      expect.stringMatching(/^plugins 0 of \d+ loaded$/),
    ]);
    expect(await names("heading")).toEqual((await names("region")).slice(1));
    expect(await names("columnheader")).toEqual(["variable", "type, shape and units", "value", "picture"]);
    expect(await names("rowheader")).toEqual(["label", "force", "stiffness", "load", "quantity"]);
    expect(await names("cell")).toContain("quantity kn");
    expect(await names("button")).toContain("load @mesoscope/gp");
  });

  test("is used by the keyboard alone", async () => {
    const controls = panel().locator("button, input, summary").filter({ visible: true });
    const labels = await controls.evaluateAll((all) => all.map((one) => one.ariaLabel ?? one.textContent));
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at } = document;
        return { label: at && (at.ariaLabel ?? at.textContent), outline: at && getComputedStyle(at).outlineStyle };
      });
    await page.keyboard.press("Control+Alt+m");
    for (const label of labels) {
      expect(await focused()).toEqual({ label, outline: "solid" });
      await page.keyboard.press("Tab");
    }
    expect(await panel().evaluate((element) => element.contains(document.activeElement))).toBe(false);
    const variables = panel().getByRole("button", { name: "Variables" });
    await variables.press("Space");
    await expect.poll(() => panel().getByRole("table").count()).toBe(0);
    expect(await variables.getAttribute("aria-expanded")).toBe("false");
    await variables.press("Enter");
    await panel().getByRole("table").waitFor();
    const plugin = (action: string) => panel().getByRole("button", { name: `${action} @mesoscope/gp`, exact: true });
    for (const [action, next] of [
      ["Load", "Unload"],
      ["Unload", "Load"],
    ]) {
      await plugin(action!).press("Enter");
      await plugin(next!).waitFor();
      expect(await focused()).toEqual({ label: `${next} @mesoscope/gp`, outline: "solid" });
    }
  });

  test("shows progress and stops the cell", async () => {
    await run(page, 1);
    await panel().getByRole("progressbar").waitFor({ timeout: 20_000 });
    await expect.poll(() => panel().innerText()).toMatch(/[\d,]+ of 1,000,000,000 · loss/);
    await shot("running");
    await panel().getByRole("button", { name: "Stop" }).press("Enter");
    await expect.poll(() => panel().innerText()).toContain("Nothing runs.");
    await expect.poll(() => output(page, 1).allInnerTexts()).toContainEqual(expect.stringContaining("stopped"));
  });

  test("underlines a wrong type as it is typed, and says what is wrong", async () => {
    await page.locator(".jp-CodeCell").nth(2).locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nconst name: string = total;");
    const underlined = page.locator(".jp-CodeCell").nth(2).locator(".cm-lintRange-error");
    await expect.poll(() => underlined.allInnerTexts(), { timeout: 60_000 }).toEqual(["name"]);
    await shots("finding", async () => {
      await underlined.hover();
      await page.locator(".cm-tooltip-lint", { hasText: "not assignable" }).waitFor();
    });
    await page.locator(".jp-CodeCell").nth(2).locator(".cm-content").press("Control+End");
    for (let i = 0; i < "total;".length; i++) await page.keyboard.press("Backspace");
    await page.keyboard.type('"seven";');
    await expect.poll(() => underlined.count()).toBe(0);
  });

  test("paints a chart of Vega-Lite 6, again in the colours of a dark theme", async () => {
    await run(page, 3);
    await output(page, 3).getByRole("figure", { name: "As version 6" }).locator("svg").first().waitFor();
    const figure = output(page, 3).getByRole("figure", { name: "Growth of a crack over cycles" });
    await figure.locator("svg").first().waitFor();
    expect(await colouredShare(page, await figure.screenshot())).toBeGreaterThan(0.002);
    const labels = () => figure.locator(".role-axis-title text").first().getAttribute("fill");
    const light = await labels();
    await shot("chart");
    await useTheme(page, "Dark");
    await expect.poll(labels).not.toBe(light);
  });

  test("marks a cell whose inputs have changed until it runs again", async () => {
    const cell = page.locator(".jp-CodeCell").nth(4);
    await run(page, 4);
    await expect.poll(() => output(page, 4).allInnerTexts()).toContain("25000");
    await page.locator(".jp-CodeCell").nth(0).locator(".cm-content").click();
    await run(page, 0);
    await page.locator(".jp-CodeCell.mesoscope-mod-stale").waitFor();
    await expect.poll(() => cell.getAttribute("aria-description")).toContain("force");
    await cell.locator(".cm-content").click();
    await expect.poll(() => panel().innerText()).toContain("Out of date");
    await shots("stale");
    await run(page, 4);
    await expect.poll(() => page.locator(".mesoscope-mod-stale").count()).toBe(0);
  });

  test("%rerun stale brings every cell up to date in its own place", async () => {
    const stale = page.locator(".mesoscope-mod-stale");
    await run(page, 5);
    await expect.poll(() => output(page, 5).allInnerTexts()).toEqual(["'coupon 7: 12.5 kN'"]);
    await page.locator(".jp-CodeCell").nth(0).locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type('\nforce = quantity("20 kN");');
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => stale.count()).toBe(2);
    await run(page, 6);
    await expect.poll(() => output(page, 4).allInnerTexts()).toEqual(["40000"]);
    await expect.poll(() => output(page, 5).allInnerTexts()).toEqual(["'coupon 7: 20 kN'"]);
    await expect
      .poll(() => output(page, 6).allInnerTexts())
      .toEqual([expect.stringMatching(/^Ran again: \[\d+\], \[\d+\]\. /)]);
    expect(await stale.count()).toBe(0);
  });
});
