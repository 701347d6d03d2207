import { backend } from "@mesoscope/core";
import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { afterEach, describe, expect, test } from "vitest";

afterEach(() => {
  backend({ layer: "automatic" });
});

const code = (name: string) => expect.objectContaining({ code: name });

describe("backend", () => {
  test("tells the layer, why, and where OpenBLAS was looked for", () => {
    const chosen = backend();
    expect(["openblas", "embedded"]).toContain(chosen.layer);
    expect(chosen.probed.length).toBeGreaterThan(0);
    expect(chosen.library !== undefined).toBe(chosen.layer === "openblas");
    const shown = chosen[displaySymbol]() as MimeBundle;
    expect(shown["text/plain"]).toMatch(/^layer: .*\nwhy: .*\nthreads: \d/);
    expect(shown["text/html"]).toContain("<th>layer</th>");
  });

  test("keeps a layer until another is asked for", () => {
    expect(backend({ layer: "reference" })).toMatchObject({ layer: "reference", why: "it was asked for", threads: 1 });
    expect(backend({ threads: 1 }).layer).toBe("reference");
    expect(backend({ layer: "embedded-plain" })).toMatchObject({ layer: "embedded-plain", threads: 1 });
    expect(backend().layer).toBe("embedded-plain");
  });

  test("names what it cannot take", () => {
    expect(() => backend({ layer: "cuda" as never })).toThrow(code("BAD_OPTION"));
    expect(() => backend({ threads: 0 })).toThrow(/threads is 0\. Give a whole number from 1 to 64/);
    expect(() => backend({ cores: 2 } as never)).toThrow(code("BAD_OPTION"));
  });
});
