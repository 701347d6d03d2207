import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { sharedPackages } from "../../kernel-extensions/lab/dist/federation/shared-packages.js";

const folder = path.resolve(import.meta.dirname, "../../kernel-extensions/lab/dist/labextension");
const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
const { load, extension, mimeExtension, style } = manifest.jupyterlab._build;

describe("the prebuilt extension", () => {
  test("is found by JupyterLab as a container with three modules, and keeps the names of the page", async () => {
    const page: Record<string, unknown> = { _JUPYTERLAB: { other: 1 } };
    runInNewContext(readFileSync(path.join(folder, load), "utf8"), page);
    expect(Object.keys(page)).toEqual(["_JUPYTERLAB"]);
    const containers = page._JUPYTERLAB as Record<string, { get(name: string): Promise<unknown> }>;
    expect(Object.keys(containers)).toEqual(["other", "@mesoscope/lab"]);
    await expect(containers["@mesoscope/lab"]!.get("./nothing")).rejects.toThrow("no module ./nothing");
    // Without the packages of a page none loads; each names what is missing, so each is known.
    for (const name of [extension, mimeExtension, style])
      await expect(containers["@mesoscope/lab"]!.get(name)).rejects.toThrow("does not share");
  });

  test("brings no copy of what the page shares, and Vega in a part of its own", () => {
    const parts = readdirSync(path.join(folder, "static"));
    const text = (name: string) => readFileSync(path.join(folder, "static", name), "utf8");
    const own = parts.filter((name) => !name.startsWith("draw"));
    for (const name of ["@jupyterlab/notebook", "@codemirror/state", "react"]) {
      expect(sharedPackages).toContain(name);
      const lookUps = [`shared[\`${name}\`]`, `shared.${name}}`];
      expect(own.filter((part) => lookUps.some((lookUp) => text(part).includes(lookUp)))).toHaveLength(1);
    }
    expect(own.reduce((size, part) => size + text(part).length, 0)).toBeLessThan(100_000);
    expect(parts.filter((name) => text(name).includes("vconcat"))).toEqual([expect.stringMatching(/^draw\./)]);
  });
});
