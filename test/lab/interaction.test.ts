import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kernelReady, type Lab, pictures, root, startLab } from "./lab.ts";
import { notebookOf, output, run } from "./scratch.ts";

const scratch = path.relative(root, path.join(pictures, "scratch.ipynb"));

describe("JupyterLab with the kernel", () => {
  let lab: Lab;
  let page: Page;

  beforeAll(async () => {
    lab = await startLab();
    writeFileSync(
      path.join(root, scratch),
      notebookOf(
        "const kept = 41;\nkept + 1",
        "while (true) {}",
        "kept",
        "[1, 2, 3].f",
        "const wrong: string = 1; interface Point {}\nthrow new Error('on line 2')",
      ),
    );
    page = await lab.open(scratch);
    await kernelReady(page);
  }, 180_000);
  afterAll(() => lab?.close());

  test("shows the last value", async () => {
    await run(page, 0);
    await expect.poll(() => output(page, 0).textContent()).toContain("42");
  });

  test("Stop ends a loop and keeps the variables", async () => {
    await run(page, 1);
    await page.waitForSelector(".jp-Notebook-ExecutionIndicator[data-status='busy']");
    await page.keyboard.press("Escape");
    await page.keyboard.press("i");
    await page.keyboard.press("i");
    await expect.poll(() => output(page, 1).textContent(), { timeout: 10_000 }).toContain("stopped");
    await run(page, 2);
    await expect.poll(() => output(page, 2).textContent()).toContain("41");
  });

  test("Tab lists members with their kinds", async () => {
    await page.locator(".jp-CodeCell").nth(3).locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    const entry = page.locator(".jp-Completer-item", { hasText: "filter" }).first();
    // JupyterLab waits one second for completions; in the first seconds of a kernel its types are still being read.
    await expect
      .poll(
        async () => {
          await page.keyboard.press("Tab");
          return entry.waitFor({ timeout: 2_000 }).then(
            () => true,
            () => false,
          );
        },
        { timeout: 30_000 },
      )
      .toBe(true);
    expect(await entry.locator(".jp-Completer-type, .jp-Completer-icon").count()).toBeGreaterThan(0);
    await page.screenshot({ path: path.join(pictures, "completion.png") });
    await page.keyboard.press("Escape");
  });

  test.each([
    ["signature and documentation", "Math.max", /number.*Returns the larger/s, "inspection"],
    ["the type of a variable and what it is now", "kept", /const kept: 41.*Value now: number 41/s, "value"],
  ])("Shift+Tab shows %s", async (_, name, shown, picture) => {
    await page.locator(".jp-CodeCell").nth(3).locator(".cm-content").click();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(name);
    await page.keyboard.press("Shift+Tab");
    await page.locator(".jp-Tooltip", { hasText: shown }).waitFor({ timeout: 20_000 });
    await page.screenshot({ path: path.join(pictures, `${picture}.png`) });
    await page.keyboard.press("Escape");
  });

  test("an error names the cell and the line, and a wrong type is told beside it", async () => {
    await run(page, 4);
    await expect
      .poll(() =>
        output(page, 4)
          .allInnerTexts()
          .then((texts) => texts.join("\n")),
      )
      .toMatch(/Cell \[\d+\], line 2/);
    await expect
      .poll(
        () =>
          output(page, 4)
            .allInnerTexts()
            .then((texts) => texts.join("\n")),
        { timeout: 20_000 },
      )
      .toContain("TS2322");
    await page.screenshot({ path: path.join(pictures, "error.png") });
  });

  test("colours TypeScript as TypeScript", async () => {
    const colored = page
      .locator(".jp-CodeCell")
      .nth(4)
      .locator(".cm-line span", { hasText: /^interface$/ });
    expect(await colored.count()).toBeGreaterThan(0);
  });
});
