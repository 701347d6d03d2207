import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./checkout.ts";

const { completed, missingEntries } = createRequire(import.meta.url)(
  path.join(root, "kernel-extensions/cli/launch/lockfile.cjs"),
);
const text = readFileSync(path.join(root, "package-lock.json"), "utf8");
const lock = JSON.parse(text);

describe("package-lock.json", () => {
  test("lists the packages of every platform", () => {
    expect(missingEntries(lock)).toEqual([]);
    const platforms = Object.keys(lock.packages).filter((name) => name.startsWith("node_modules/@biomejs/cli-"));
    expect(platforms.length).toBeGreaterThanOrEqual(8);
  });

  test("names no host: it serves behind any registry", () => {
    expect(text).not.toMatch(/"resolved": "(?:https?|git)/);
  });

  test("is in the order in which npm writes it", () => {
    expect(JSON.stringify(completed(lock))).toBe(JSON.stringify(lock));
  });
});

describe("completed", () => {
  const wanting = {
    packages: {
      "": {},
      "node_modules/a": {
        version: "1.0.0",
        optionalDependencies: { "@a/linux-x64-musl": "1.0.0", "@a/darwin-arm64": "1.0.0", "@a/win32-x64": "1.0.0" },
      },
      "node_modules/@a/win32-x64": { version: "1.0.0", optional: true },
      "node_modules/b/node_modules/c": { version: "2.0.0", optionalDependencies: { "@a/win32-x64": "2.0.0" } },
    },
  };

  test("adds what is missing where Node will look for it, with the machine that its name tells", () => {
    expect(missingEntries(wanting).map(({ path }: { path: string }) => path)).toEqual([
      "node_modules/@a/linux-x64-musl",
      "node_modules/@a/darwin-arm64",
      "node_modules/b/node_modules/@a/win32-x64",
    ]);
    expect(completed(wanting).packages["node_modules/@a/linux-x64-musl"]).toEqual({
      version: "1.0.0",
      cpu: ["x64"],
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    });
    expect(missingEntries(completed(wanting))).toEqual([]);
  });
});
