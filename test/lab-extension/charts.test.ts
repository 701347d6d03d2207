import { describe, expect, test } from "vitest";
import { alternativeText } from "../../kernel-extensions/lab/dist/charts/alternative-text.js";
import { hasOwnBackground } from "../../kernel-extensions/lab/dist/charts/page-theme.js";
import { safePlace } from "../../kernel-extensions/lab/dist/charts/safe-loader.js";
import { specVersion } from "../../kernel-extensions/lab/dist/charts/spec-version.js";

describe("a chart", () => {
  test("is of the kind and version that its schema names", () => {
    const schema = (name: string) => ({ $schema: `https://vega.github.io/schema/${name}.json` });
    expect(specVersion(schema("vega-lite/v6"))).toEqual({ kind: "vega-lite", major: 6 });
    expect(specVersion(schema("vega/v5.33.0"))).toEqual({ kind: "vega", major: 5 });
    for (const none of [undefined, null, 3, {}, { $schema: 6 }, schema("other/v6")])
      expect(specVersion(none)).toBeUndefined();
  });

  test("is said in words: by its description, its title, or the text beside it", () => {
    expect(alternativeText({ description: "Growth", title: "A" }, "text")).toBe("Growth");
    expect(alternativeText({ description: " ", title: { text: "A" } }, "text")).toBe("A");
    expect(alternativeText({}, "text")).toBe("text");
    expect(alternativeText({}, undefined)).toBe("Chart");
  });

  test("keeps the colours of the page unless it brings its own background", () => {
    expect(hasOwnBackground({ background: "white" })).toBe(true);
    expect(hasOwnBackground({ config: { background: "#fff" } })).toBe(true);
    expect(hasOwnBackground({ background: "transparent" })).toBe(false);
    expect(hasOwnBackground({})).toBe(false);
  });

  const resolver = {
    resolveUrl: async (url: string) => `notebooks/${url}`,
    getDownloadUrl: async (path: string) => `/files/${path}`,
  };

  test("loads data of its own and files beside the notebook", async () => {
    expect(await safePlace("data:text/csv,a", null)).toEqual({ href: "data:text/csv,a" });
    expect(await safePlace("data/crack.csv", resolver)).toEqual({ href: "/files/notebooks/data/crack.csv" });
  });

  test.each([
    "https://example.org/a.csv",
    "//example.org/a.csv",
    "HTTP:a",
    "file:///etc/passwd",
    "\\\\server\\a",
    "blob:x",
  ])("loads nothing from %s", (address) =>
    expect(safePlace(address, resolver)).rejects.toThrow("Charts load no data from"),
  );
});
