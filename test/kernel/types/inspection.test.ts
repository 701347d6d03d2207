/** What Shift+Tab shows: quick info, documentation, the declaration of a type, and the call around the cursor. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NotebookLanguage } from "../../../kernel-extensions/kernel/dist/types/notebook-language.node.js";

let directory: string;
let notebook: NotebookLanguage;

/** Inspects at `|`. */
const inspect = (text: string, detail?: number) => notebook.inspect(text.replace("|", ""), text.indexOf("|"), detail);

const cells = [
  `/** A bar under load. */
interface Beam {
  /** In metres. */
  span: number;
  width?: number;
}`,
  `%time 1
const beam: Beam = { span: 2 };
const beams = [beam];
let choice: "one" | "two" = "one";`,
  `function load(force: number): number;
/**
 * Loads a beam, see {@link Beam} and {@link https://example.org/theory the theory}.
 *
 * @param force in newtons
 * @param name of the case, as in {@link https://example.org/cases}
 * @returns the largest stress
 * @throws {RangeError} for a negative force
 * @example <caption>Twice</caption>
 * load(2, "dead")
 * @see {@link Beam}
 */
function load(force: number, name: string): number;
function load(force: number, name = ""): number { return force + name.length; }
class Store<T> { constructor(readonly items: T[], label: string) {} }`,
];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "mesoscope-inspection-"));
  mkdirSync(join(directory, "node_modules/scales"), { recursive: true });
  writeFileSync(join(directory, "node_modules/scales/package.json"), `{ "name": "scales", "types": "index.d.ts" }`);
  writeFileSync(
    join(directory, "node_modules/scales/index.d.ts"),
    "export interface Scale { mass: number }\nexport declare const scale: Scale;",
  );
  writeFileSync(
    join(directory, "model.ts"),
    "\nexport class Model {\n  fit() { return 1; }\n}\nexport const model = new Model();",
  );
  notebook = new NotebookLanguage(directory, { isCancellationRequested: () => false });
  for (const [i, source] of cells.entries()) notebook.executed({ source, count: i + 1 });
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("the declaration of a name's type", () => {
  test("of an earlier cell, with its number and line", () => {
    expect(inspect("bea|m").text).toBe(
      "const beam: Beam\n\ninterface Beam {\n    /** In metres. */\n    span: number;\n    width?: number;\n}\n(Cell [1], line 2)",
    );
  });

  test("of this cell, a package or a local file", () => {
    expect(inspect("interface Own { a: 1 }\nlet own!: Own; ow|n").text).toContain(
      "interface Own { a: 1 }\n(this cell, line 1)",
    );
    expect(inspect("import { scale } from 'scales';\nscal|e").text).toContain(
      "interface Scale { mass: number }\n(scales/index.d.ts, line 1)",
    );
    expect(inspect("import { model } from './model.ts';\nmod|el").markdown).toContain(
      "```typescript\nclass Model {\n  fit() { return 1; }\n}\n```\n\n*model.ts, line 2*",
    );
  });

  test("of what an array holds; of nothing for the language's own types, and where the name is the declaration", () => {
    expect(inspect("beam|s").text).toContain("interface Beam");
    expect(inspect("choi|ce").text).toBe('let choice: "one" | "two"');
    expect(inspect("const now = new Da|te()").text).not.toContain("lib.");
    expect(inspect("interface Ow|n { a: 1 }").text).toBe("interface Own");
  });

  test("in short when it is long", () => {
    const members = Array.from({ length: 40 }, (_, i) => `  m${i}: number;`).join("\n");
    const { text } = inspect(`interface Long {\n${members}\n}\nlet long!: Long; lon|g`);
    expect(text).toContain("m11: number;\n  …\n(this cell");
    expect(text).not.toContain("m12");
  });
});

describe("documentation", () => {
  test("is Markdown: parameters, errors and examples as code, links as links", () => {
    const { markdown, text } = inspect("loa|d(1, 'a')");
    for (const part of [
      "Loads a beam, see `Beam` and [the theory](https://example.org/theory).",
      "*@param* `force` in newtons",
      "*@param* `name` of the case, as in [https://example.org/cases](https://example.org/cases)",
      "*@returns* the largest stress",
      "*@throws* `RangeError` for a negative force",
      '*@example*\n\nTwice\n\n```typescript\nload(2, "dead")\n```',
      "*@see* `Beam`",
    ])
      expect(markdown).toContain(part);
    expect(text).toContain("Loads a beam, see Beam and the theory (https://example.org/theory).");
    expect(text).toContain("@throws {RangeError} for a negative force");
  });
});

describe("the call around the cursor", () => {
  test("has its active parameter marked, with its documentation and the other overloads", () => {
    const { text, markdown } = inspect("load(1, |)");
    expect(text).toContain(
      "load(force: number, name: string): number\n                    ^^^^^^^^^^^^\n\nname: of the case",
    );
    expect(text).toContain("Loads a beam");
    expect(text).toContain("One other overload:\nload(force: number): number");
    expect(markdown).toContain("One other overload:\n\n```typescript\nload(force: number): number\n```");
  });

  test("is chosen by its arguments; a rest parameter stays marked; a constructor is a call", () => {
    expect(inspect("load(|)").text).toMatch(/^load\(force: number\): number\n {5}\^{13}/);
    expect(inspect("Math.max(1, 2, |)").text).toMatch(/^max\(\.\.\.values: number\[\]\): number\n {4}\^{19}/);
    expect(inspect("new Store([1], |)").text).toMatch(
      /^Store\(items: number\[\], label: string\): Store<number>\n {23}\^{13}/,
    );
  });

  test("gives way to a name under the cursor, and answers inside a string or number", () => {
    expect(inspect("load(1, choi|ce)").text).toContain("let choice");
    expect(inspect("load(1, 'a|b')").text).toContain("^^^^^^^^^^^^");
    expect(inspect("load(1|2)").text).toMatch(/^load\(force/);
  });
});

test("detail 1 adds the source of the declaration, with its place", () => {
  expect(inspect("bea|m", 1).text).toMatch(/const beam: Beam = \{ span: 2 \};\n\(Cell \[2\], line 2\)$/);
  expect(inspect("choic|e", 1).text).toMatch(/let choice: "one" \| "two" = "one";\n\(Cell \[2\], line 4\)$/);
  expect(inspect("load|(1)", 1).text).toContain("return force + name.length; }\n(Cell [3], line ");
  expect(inspect("import { model } from './model.ts';\nmod|el", 1).text).toMatch(
    /model = new Model\(\);?\n\(model.ts, line 5\)$/,
  );
  expect(inspect("declaredNowhere|", 1).found).toBe(false);
});
