import { displaySymbol } from "@mesoscope/sdk";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { found } from "./found.ts";
import { discovery, exact, mass, twins } from "./kinetic.ts";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("what a discovery shows", () => {
  test("is the law, a figure and tables with heads", async () => {
    const shown = await discovery[displaySymbol]();
    expect(shown["text/plain"]).toContain("E = 1 / 2 * m * v^2    R² = 0.99");
    const html = shown["text/html"] as string;
    for (const part of ["$$", "<svg", "<th", "standard error", "chosen", "<summary>Explanation"])
      expect(html).toContain(part);
  });

  test("names other forms that come near", async () => {
    const shown = await twins(["3 * x", "3 * z"])[displaySymbol]();
    for (const text of [shown["text/plain"], shown["text/html"]]) {
      expect(text).toContain("Other forms, at most 5 nats longer");
      expect(text).toMatch(/x = 0\.\d+ and z = /);
    }
  });

  test("is a typeset law, for one formula, and a line for a constant", () => {
    expect(discovery.best[displaySymbol]()).toEqual({
      "text/plain": discovery.best.text,
      "text/latex": `$$${discovery.best.toTex()}$$`,
    });
    expect(String(discovery.constants[0])).toMatch(/^c1 = 0\.50*\d ± 1\.\de-4$/);
  });

  test("escapes names of columns", async () => {
    const named = found([mass], exact, { names: ["<b>"], target: "<i>", formulas: ["2 * _b"] });
    expect((await named[displaySymbol]())["text/html"]).not.toMatch(/<i>|<b>/);
  });
});
