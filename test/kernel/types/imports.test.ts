/** Names that are not imported yet: offered, explained, and named in the finding. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NotebookLanguage } from "../../../kernel-extensions/kernel/dist/types/notebook-language.node.js";

let directory: string;
let notebook: NotebookLanguage;

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(directory, file)), { recursive: true });
  writeFileSync(join(directory, file), text);
};
/** Completes at `|`. */
const complete = (text: string) => notebook.complete(text.replace("|", ""), text.indexOf("|"), false);
const messages = (source: string) => notebook.diagnostics(source).map(({ code, message }) => `${code} ${message}`);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "mesoscope-imports-"));
  const manifest = { version: "1.0.0", type: "module", types: "index.d.ts" };
  write("package.json", `{ "dependencies": { "scales": "1.0.0" } }`);
  write(
    "node_modules/optics/package.json",
    JSON.stringify({ name: "optics", ...manifest, mesoscope: { plugin: "./p.js" } }),
  );
  write(
    "node_modules/optics/index.d.ts",
    "export * from './lens.js';\nexport { type Ray, trace as traceRay } from './ray.js';",
  );
  write(
    "node_modules/optics/lens.d.ts",
    "/** A thin lens. */\nexport declare function thinLens(focus: number): number;\nexport default thinLens;",
  );
  write(
    "node_modules/optics/ray.d.ts",
    "export interface Ray { x: number }\nexport declare const trace: (ray: Ray) => void;",
  );
  write("node_modules/scales/package.json", JSON.stringify({ name: "scales", ...manifest }));
  write(
    "node_modules/scales/index.d.ts",
    "export declare class ThinScale {}\nexport declare const massOf: number, massTo: number;",
  );
  write("node_modules/hidden/package.json", JSON.stringify({ name: "hidden", ...manifest }));
  write("node_modules/hidden/index.d.ts", "export declare const thinAir: 1;");
  notebook = new NotebookLanguage(directory, { isCancellationRequested: () => false });
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("completion", () => {
  test("of a name offers those of plugins and of the notebook's packages, with the import they need", () => {
    expect(complete("const f = thin|")).toEqual({
      matches: ["thinLens", "ThinScale"],
      start: 10,
      end: 14,
      types: [
        { text: "thinLens", type: "import from optics", signature: 'import { thinLens } from "optics";' },
        { text: "ThinScale", type: "import from scales", signature: 'import { ThinScale } from "scales";' },
      ],
    });
    expect(complete("traceR|").matches).toEqual(["traceRay"]);
    expect(complete("massT|").matches).toEqual(["massTo"]);
    expect(complete("pathToF|").types).toMatchObject([{ signature: 'import { pathToFileURL } from "node:url";' }]);
  });

  test("offers none for two letters, for a member, in text, or for a name that is there", () => {
    expect(complete("th|").matches).not.toContain("thinLens");
    expect(complete("const a = 'thin|'").matches).toEqual([]);
    expect(complete("// thin|").matches).toEqual([]);
    expect(complete("Math.thi|").matches).toEqual([]);
    expect(complete("const thinLens = 3;\nthin|").types.map(({ type }) => type)).toEqual([
      "instance",
      "import from scales",
    ]);
    expect(complete("import { thinLens } from 'optics';\nthinL|").types).toMatchObject([{ type: "function" }]);
  });

  test("after import offers the whole statement", () => {
    expect(complete("1;\nimport thinL|\nthinLens(2)")).toEqual({
      matches: ['{ thinLens } from "optics";'],
      start: 10,
      end: 15,
      types: [{ text: '{ thinLens } from "optics";', type: "import", signature: "" }],
    });
    expect(complete("import Ray|").matches[0]).toBe('{ type Ray } from "optics";');
    expect(complete("import thinL| from 'optics'").matches).toEqual([]);
  });
});

test("a finding about a name names its import", () => {
  expect(messages("thinLens(1)")).toEqual([
    `2304 Cannot find name 'thinLens'. Add: import { thinLens } from "optics";`,
  ]);
  expect(messages("let ray: Ray")).toEqual([`2304 Cannot find name 'Ray'. Add: import { type Ray } from "optics";`]);
  expect(messages("nowhereAtAll")).toEqual(["2304 Cannot find name 'nowhereAtAll'."]);
});

test("inspection explains a name that is not imported yet", () => {
  const { text, markdown } = notebook.inspect("1 + thinLens(2)", 8);
  expect(text).toContain("thinLens(focus: number): number\n\nA thin lens.");
  expect(text).toContain('Not imported yet: import { thinLens } from "optics";');
  expect(markdown).toContain('```typescript\nimport { thinLens } from "optics";\n```');
  expect(notebook.inspect("a.thinLens", 5).found).toBe(false);
});

test("a plugin that is installed meanwhile is offered", () => {
  expect(complete("freshN|").matches).toEqual([]);
  write(
    "node_modules/fresh/package.json",
    `{ "name": "fresh", "version": "1.0.0", "types": "i.d.ts", "mesoscope": { "plugin": "./p.js" } }`,
  );
  write("node_modules/fresh/i.d.ts", "export declare const freshName: 1;");
  expect(complete("freshN|").matches).toEqual(["freshName"]);
});
