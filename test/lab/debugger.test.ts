import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kernelReady, type Lab, pictures, root, startLab, useTheme } from "./lab.ts";
import { notebookOf } from "./scratch.ts";

const scratch = path.relative(root, path.join(pictures, "debugger.ipynb"));

const stopping = [
  "interface Rod {",
  "  length: number;",
  "  area: number;",
  "}",
  "function stiffness(rod: Rod, modulus: number): number {",
  "  const perLength = modulus / rod.length;",
  "  return perLength * rod.area;",
  "}",
  "stiffness({ length: 2, area: 0.5 }, 200e9)",
].join("\n");

describe("JupyterLab's debugger", () => {
  let lab: Lab;
  let page: Page;

  beforeAll(async () => {
    lab = await startLab();
    writeFileSync(
      path.join(root, scratch),
      notebookOf("const loads = [1, 2.5, 4];\nconst steel = { modulus: 210e9, name: 'S355' };", stopping),
    );
    page = await lab.open(scratch);
    await kernelReady(page);
  }, 180_000);
  afterAll(() => lab?.close());

  const cell = (index: number) => page.locator(".jp-CodeCell").nth(index);
  const panel = () => page.locator(".jp-DebuggerSidebar");

  async function run(index: number): Promise<void> {
    await cell(index).locator(".cm-content").click();
    await page.keyboard.press("Control+Enter");
  }

  test("is offered, and shows the variables of the notebook", async () => {
    await run(0);
    await page.locator(".jp-DebuggerBugButton").click();
    await panel().waitFor({ timeout: 20_000 });
    await expect
      .poll(() => panel().innerText(), { timeout: 20_000 })
      .toMatch(/loads\s+\(3\) \[1, 2\.5, 4\]\s+steel\s+\{modulus: 210000000000, name: "S355"\}/);
  });

  test("stops at a line that was clicked, with its calls and locals, in both themes", async () => {
    await page.setViewportSize({ width: 1400, height: 900 });
    const gutter = cell(1).locator(".cm-breakpoint-gutter .cm-gutterElement");
    await gutter.nth(7).click();
    await expect.poll(() => panel().innerText(), { timeout: 10_000 }).toMatch(/BREAKPOINTS\s+Cell \[ \]\s+7\s/);
    await run(1);
    await page.locator(".jp-DebuggerEditor-highlight").waitFor({ timeout: 20_000 });
    expect(await page.locator(".jp-DebuggerEditor-highlight").innerText()).toContain("return perLength");
    await expect.poll(() => panel().innerText(), { timeout: 10_000 }).toMatch(/perLength\s+100000000000/);
    expect(await panel().innerText()).toMatch(/stiffness\s+Cell \[\*\]:7\s+Cell \[\d+\]\s+Cell \[\*\]:9/);
    for (const theme of ["Dark", "Light"] as const) {
      await useTheme(page, theme);
      await page.screenshot({ path: path.join(pictures, `debugger-${theme.toLowerCase()}.png`) });
    }
  });

  test("goes on to the value", async () => {
    await page.keyboard.press("F9");
    await expect
      .poll(() => cell(1).locator(".jp-OutputArea-output").innerText(), { timeout: 10_000 })
      .toBe("50000000000");
    expect(await page.locator(".jp-DebuggerEditor-highlight").count()).toBe(0);
  });
});
