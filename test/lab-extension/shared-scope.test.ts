import { describe, expect, test } from "vitest";
import { sharedModule } from "../../kernel-extensions/lab/dist/federation/shared-scope.js";

const offer = (exports: unknown, from: string, loaded?: 1) => ({
  get: () => Promise.resolve(() => exports),
  from,
  loaded,
});

describe("the packages of a page", () => {
  test("are the loaded copy, else JupyterLab's own, else the newest", async () => {
    const versions = { "2.9.0": offer("old", "someone"), "2.10.0": offer("new", "another") };
    expect(await sharedModule({ react: versions }, "react")).toBe("new");
    const own = { ...versions, "2.1.0": offer("own", "@jupyterlab/application-top") };
    expect(await sharedModule({ react: own }, "react")).toBe("own");
    expect(await sharedModule({ react: { ...own, "1.0.0": offer("loaded", "someone", 1) } }, "react")).toBe("loaded");
  });

  test("that are missing are named", async () => {
    await expect(sharedModule({}, "@lumino/widgets")).rejects.toThrow("does not share @lumino/widgets");
  });
});
