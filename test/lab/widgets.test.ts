import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { colouredShare, kernelReady, type Lab, pictures, root, startLab, useTheme } from "./lab.ts";
import { notebookOf, output, run } from "./scratch.ts";

const file = path.join(pictures, "widgets.ipynb");

/** Where JupyterLab has the extensions that the kernel is to find. */
const extensions = path.join(root, ".venv/share/jupyter/labextensions");

const wave = `import { checkbox, dropdown, interact, slider } from "@mesoscope/widgets";
import { line } from "@mesoscope/plot";
const time = Array.from({ length: 200 }, (_, i) => i / 20);
interact(
  ({ cycles, form, damped }) => {
    const motion = time.map((t) => Math[form](cycles * t) * (damped ? Math.exp(-t / 4) : 1));
    return line({ x: time, y: motion }, { title: \`\${cycles} cycles\`, x: "t (s)", y: "u (m)" });
  },
  { cycles: slider({ min: 1, max: 9, step: 0.5 }), form: dropdown({ options: ["sin", "cos"] }), damped: checkbox() },
)`;

const counter = `import { widget } from "@mesoscope/widgets";
const counter = widget({
  esm: \`export default {
    render({ model, el }) {
      const button = document.createElement("button");
      const show = () => { button.textContent = "counted " + model.get("count"); };
      button.className = "counted";
      button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
      model.on("change:count", show);
      show();
      el.append(button);
    },
  };\`,
  css: ".counted { padding: 4px 12px; }",
  state: { count: 0 },
});
counter.observe("count", (count) => console.log(\`count is \${count}\`));
counter`;

const gallery = `import * as w from "@mesoscope/widgets";
w.tabs({
  controls: w.column([
    w.slider({ label: "load", max: 10, step: 0.1, value: 3 }),
    w.rangeSlider({ label: "window", value: [20, 60] }),
    w.row([w.radio({ label: "scale", options: ["linear", "log"] }), w.select({ label: "solver", options: ["cg", "lu"], rows: 2 })]),
    w.row([w.text({ label: "name", placeholder: "specimen" }), w.numberInput({ label: "seed", value: 7 })]),
    w.textArea({ label: "notes", value: "two\\nlines", rows: 2 }),
    w.row([w.button({ label: "Solve", icon: "play", look: "primary" }), w.toggle({ label: "live", icon: "bolt" }), w.checkbox({ label: "plot" })]),
    w.progress({ label: "mesh", value: 40 }),
    w.html("<b>HTML</b> and"), w.label("a label"),
  ]),
  more: w.accordion({ first: w.label("one"), second: w.label("two") }),
})`;

describe("widgets in JupyterLab", () => {
  let lab: Lab;
  let page: Page;
  const chart = () => output(page, 0).locator(".vega-embed");
  const counted = () => output(page, 1).locator("button.counted");
  const handle = () => output(page, 0).locator(".noUi-handle");

  /** What the chart says it is to those who cannot see it. */
  const described = () => chart().locator("[aria-roledescription]").first().getAttribute("aria-label");
  const readout = async () => Number(await output(page, 0).locator(".widget-readout").textContent());
  const patience = { timeout: 15_000 };

  /** What JupyterLab has saved of the widgets. */
  function saved(): { model_name: string; state: { value?: unknown; outputs?: unknown } }[] {
    const { widgets } = JSON.parse(readFileSync(file, "utf8")).metadata;
    return Object.values(widgets?.["application/vnd.jupyter.widget-state+json"].state ?? {});
  }
  const savedValues = () => saved().map(({ state }) => state.value);

  const picture = (name: string) => page.screenshot({ path: path.join(pictures, `${name}.png`) });

  beforeAll(async () => {
    lab = await startLab();
    writeFileSync(file, notebookOf(wave, counter, gallery, "await new Promise(() => {})"));
    page = await lab.open(path.relative(root, file));
    await kernelReady(page);
  }, 180_000);
  afterAll(() => lab?.close());

  test("a slider redraws a chart", async () => {
    await run(page, 0);
    await chart().waitFor();
    expect(await described()).toMatch(/^1 cycles/);
    const { x, y, width, height } = (await handle().boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 70, y + height / 2, { steps: 30 });
    await page.mouse.up();
    const value = await readout();
    expect(value).toBeGreaterThan(3);
    await expect.poll(described, patience).toMatch(new RegExp(`^${value} cycles`));
    expect(await colouredShare(page, await chart().screenshot())).toBeGreaterThan(0.002);
    await picture("slider-light");
  });

  test("an anywidget counts, and its handler prints in its cell", async () => {
    await run(page, 1);
    await counted().click();
    await counted().click();
    await expect.poll(() => output(page, 1).allInnerTexts(), patience).toContain("count is 1\ncount is 2\n");
  });

  test("works while a cell awaits, which Stop then ends", async () => {
    const prompt = page.locator(".jp-CodeCell").nth(3).locator(".jp-InputArea-prompt");
    await run(page, 3);
    await expect.poll(() => prompt.textContent(), patience).toContain("*");
    await counted().click();
    await expect
      .poll(() => output(page, 1).allInnerTexts(), patience)
      .toContain("count is 1\ncount is 2\ncount is 3\n");
    expect(await prompt.textContent()).toContain("*");
    await page.locator(".jp-CodeCell").nth(3).locator(".cm-content").press("Escape");
    await page.keyboard.press("i");
    await page.keyboard.press("i");
    await expect.poll(() => output(page, 3).allInnerTexts(), patience).toEqual([expect.stringContaining("Stopped")]);
  });

  test("every control is drawn, in light and in dark", async () => {
    await run(page, 2);
    const pages = output(page, 2).locator(".lm-TabBar-tab");
    await expect.poll(() => pages.allInnerTexts(), patience).toEqual(["controls", "more"]);
    for (const kind of ["slider", "radio", "select", "text", "textarea", "button", "toggle-button", "checkbox"]) {
      await output(page, 2).locator(`.widget-${kind}`).first().waitFor();
    }
    const end = output(page, 2).last();
    await end.evaluate((element) => element.scrollIntoView({ block: "end" }));
    await picture("widgets-light");
    await useTheme(page, "Dark");
    await picture("widgets-dark");
  });

  test("an exported page has their last state", async () => {
    const value = await readout();
    await page.keyboard.press("Control+S");
    await expect.poll(savedValues, patience).toContain(value);
    const python = process.env.MESOSCOPE_PYTHON ?? path.join(root, ".venv/bin/python");
    const html = execFileSync(python, ["-m", "nbconvert", "--to", "html", "--stdout", "--log-level=ERROR", file], {
      encoding: "utf8",
    });
    const [, state] = /<script type="application\/vnd.jupyter.widget-state\+json">\s*(.*?)\s*<\/script>/s.exec(html)!;
    const models = Object.entries(JSON.parse(state!).state as Record<string, { state: Record<string, unknown> }>);
    expect(models.map(([, model]) => model.state.value)).toContain(value);
    const shown = models.flatMap(([, model]) => (model.state.outputs as { data: Record<string, string> }[]) ?? []);
    expect(shown).toHaveLength(1);
    expect(shown[0]!.data["image/svg+xml"]).toContain(`${value} cycles`);
    const { version } = JSON.parse(readFileSync(path.join(extensions, "anywidget/package.json"), "utf8"));
    expect(saved().find(({ model_name }) => model_name === "AnyModel")).toMatchObject({
      model_module_version: version,
    });
    const views = [...html.matchAll(/"model_id": ?"([^"]+)"/g)].map(([, id]) => id);
    expect(views.filter((id) => models.some(([known]) => known === id)).length).toBeGreaterThanOrEqual(3);
  });

  test("a page that is loaded anew finds them alive", async () => {
    const value = await readout();
    await page.reload();
    await kernelReady(page);
    await counted().click();
    await expect.poll(() => counted().textContent(), patience).toBe("counted 4");
    expect(await described()).toMatch(new RegExp(`^${value} cycles`));
    await handle().press("ArrowRight");
    await expect.poll(described, patience).toMatch(new RegExp(`^${value + 0.5} cycles`));
    await picture("slider-dark");
  });
});
