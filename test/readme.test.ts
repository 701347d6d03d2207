import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { createSession, type Output } from "@mesoscope/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** The first TypeScript block of every package's README runs as a cell, without an error. */

const root = path.resolve(import.meta.dirname, "..");
const readmes = ["README.md", ...globSync("{kernel-extensions,plugins}/*/README.md", { cwd: root })];

describe("READMEs", () => {
  let session: Awaited<ReturnType<typeof createSession>>;
  const outputs: Output[] = [];

  beforeAll(async () => {
    session = await createSession({ directory: root, types: "off", onOutput: (output) => outputs.push(output) });
  });
  afterAll(() => session.close());

  test("exist for every package", () => {
    const packages = globSync("{kernel-extensions,plugins}/*/package.json", { cwd: root });
    expect(readmes.length).toBe(packages.length + 1);
  });

  test.each(readmes)("%s runs", async (file) => {
    const code = /```ts\n([\s\S]*?)```/.exec(readFileSync(path.join(root, file), "utf8"))?.[1];
    expect(code, "a ```ts block").toBeDefined();
    const { reply } = session.execute({ source: code! });
    expect(await reply).toMatchObject({ status: "ok" });
  });
});
