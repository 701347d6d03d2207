import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyCheckout, mesoscope, root } from "./checkout.ts";

const checkout = copyCheckout();
afterAll(() => checkout.remove());

const offline = { npm_config_registry: "http://127.0.0.1:9", PIP_INDEX_URL: "http://127.0.0.1:9" };
const make = (...args: string[]) => mesoscope(checkout.folder, ["new-plugin", ...args], { env: offline });
const read = (file: string) => readFileSync(path.join(checkout.folder, file), "utf8");
const tool = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, [path.join(root, "node_modules", file), ...args], {
    cwd: checkout.folder,
    encoding: "utf8",
  });

beforeAll(async () => {
  expect(await make("tidal-flow")).toMatchObject({ status: 0 });
});

describe("mesoscope new-plugin", () => {
  test("makes a package that is built and part of the workspace", () => {
    expect(readdirSync(path.join(checkout.folder, "plugins/tidal-flow")).sort()).toEqual([
      "README.md",
      "dist",
      "package.json",
      "src",
      "tsconfig.json",
    ]);
    const lock = JSON.parse(read("package-lock.json"));
    expect(lock.packages["node_modules/@mesoscope/tidal-flow"]).toEqual({ resolved: "plugins/tidal-flow", link: true });
    const { dependencies } = JSON.parse(read("plugins/tidal-flow/package.json"));
    expect(lock.packages["plugins/tidal-flow"].dependencies).toEqual(dependencies);
    expect(JSON.parse(read("tsconfig.json")).references).toContainEqual({ path: "plugins/tidal-flow" });
    expect(read("node_modules/@mesoscope/tidal-flow/README.md")).toContain('from "@mesoscope/tidal-flow"');
  });

  test("passes its own tests", () => {
    const { status, stdout, stderr } = tool("vitest/vitest.mjs", "run", "test/tidal-flow");
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/Tests .*4 passed/);
  });

  test("is formatted and free of lint", () => {
    const sources = ["package.json", "tsconfig.json", "src"].map((name) => `plugins/tidal-flow/${name}`);
    const files = [...sources, "test/tidal-flow", "tsconfig.json"];
    const config = `--config-path=${path.join(root, "biome.json")}`;
    const { status, stdout, stderr } = tool(
      "@biomejs/biome/bin/biome",
      "ci",
      config,
      "--vcs-enabled=false",
      "--colors=off",
      ...files,
    );
    expect(status, stdout + stderr).toBe(0);
  });

  test("loads into a notebook, and its README runs, with the next start needing no network", async () => {
    const code = /```ts\n([\s\S]*?)```/.exec(read("plugins/tidal-flow/README.md"))![1]!;
    const sources = ["%plugin load tidal-flow", "%tidal-flow 68e-9", code];
    const cells = sources.map((source, i) => ({ cell_type: "code", id: `c${i}`, metadata: {}, source, outputs: [] }));
    const notebook = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
    writeFileSync(path.join(checkout.folder, "use.ipynb"), notebook);
    const { status, stdout } = await mesoscope(checkout.folder, ["run", "use.ipynb"], { env: offline });
    expect(status).toBe(0);
    expect(stdout).toContain("Loaded @mesoscope/tidal-flow");
    expect(stdout.match(/NDArray/g)).toHaveLength(2);
  });

  const refused: [string, RegExp][] = [
    ["", /cannot name a package/],
    ["Tidal", /cannot name a package/],
    ["../x", /cannot name a package/],
    ["a--b", /cannot name a package/],
    ["3d", /cannot name a package/],
    ["a".repeat(41), /has 41 characters/],
    ["help", /%help is the kernel's own/],
    ["tidal-flow", /plugins\/tidal-flow is there already/],
    ["kernel", /kernel-extensions\/kernel is there already/],
  ];
  test.each(refused)("refuses the name %j in one sentence and changes nothing", async (name, sentence) => {
    const before = [read("package-lock.json"), read("tsconfig.json"), read("plugins/tidal-flow/package.json")];
    const { status, stderr } = await make(name);
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect([read("package-lock.json"), read("tsconfig.json"), read("plugins/tidal-flow/package.json")]).toEqual(before);
  });

  test("takes everything back when the build fails", async () => {
    const before = [read("package-lock.json"), read("tsconfig.json")];
    const libraries = () => readdirSync(path.join(checkout.folder, "node_modules/@mesoscope"));
    const names = libraries();
    const template = path.join(checkout.folder, "kernel-extensions/cli/template/package/src/index.ts");
    const intact = readFileSync(template, "utf8");
    writeFileSync(template, "export const x: string = 1;\n");
    try {
      const { status, stderr } = await make("ebb");
      expect(status).toBe(1);
      expect(stderr).toContain("plugins/ebb/src/index.ts(1,14)");
      expect([read("package-lock.json"), read("tsconfig.json")]).toEqual(before);
      expect(libraries()).toEqual(names);
      expect(readdirSync(path.join(checkout.folder, "plugins"))).not.toContain("ebb");
      expect(readdirSync(path.join(checkout.folder, "test"))).not.toContain("ebb");
    } finally {
      writeFileSync(template, intact);
    }
  });
});
