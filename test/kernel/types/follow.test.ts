/** The type service follows what changes around it: earlier cells, packages, options and local files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CellSummary, ExecutedText } from "../../../kernel-extensions/kernel/dist/types/messages.js";
import { NotebookLanguage } from "../../../kernel-extensions/kernel/dist/types/notebook-language.node.js";

const never = { isCancellationRequested: () => false };
let directory: string;
let notebook: NotebookLanguage;

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(directory, file)), { recursive: true });
  writeFileSync(join(directory, file), text);
};
const ran = (id: string, source: string) => notebook.executed({ source, id });
const found = (source: string) => notebook.diagnostics(source).map(({ code, message }) => `${code} ${message}`);
const codes = (source: string) => notebook.diagnostics(source).map(({ code }) => code);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "mesoscope-follow-"));
  write("project/notebooks/chapter/note.md", "");
  notebook = new NotebookLanguage(join(directory, "project/notebooks/chapter"), never);
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("a cell that runs again", () => {
  test("with another type is what later cells are checked against", () => {
    ran("a", "let rate = 3;");
    expect(codes("rate.toFixed()")).toEqual([]);
    ran("a", "let rate = 'fast';");
    expect(codes("rate.toFixed()")).toEqual([2551]);
  });

  test("without a name leaves it alive, but a use of it is reported: a notebook run anew has no such name", () => {
    ran("b", "const width = 3;\ninterface Beam { span: number }");
    ran("b", "const height = 3;");
    expect(notebook.complete("width.toFi", 10, false).matches).toEqual(["toFixed"]);
    expect(notebook.inspect("width", 2).text).toContain("const width: 3");
    const stale = (code: number, name: string) =>
      `${code} No cell declares '${name}' any more. It keeps its value only until the kernel restarts.`;
    expect(found("height + width")).toEqual([stale(2304, "width")]);
    expect(found("const beam = { width }")).toEqual([stale(18004, "width")]);
    expect(found("let beam: Beam")).toEqual([stale(2304, "Beam")]);
    expect(found("const width = 2;\nwidth")).toEqual([]);
  });

  test("leaves a name that another cell declares as well", () => {
    ran("c", "const depth = 1;");
    ran("d", "const depth = 'deep';");
    ran("d", "1");
    expect(codes("depth.length")).toEqual([]);
  });

  test("is no other cell's business: cells without an id never replace each other", () => {
    notebook.executed({ source: "const first = 1;" });
    notebook.executed({ source: "const second = 2;" });
    expect(codes("first + second")).toEqual([]);
  });
});

test("a package that is installed in a terminal is seen, and gone when it is removed", () => {
  const cell = "import { mass } from 'scales';\nmass.toFixed()";
  expect(codes(cell)).toEqual([2307]);
  write("project/node_modules/scales/package.json", `{ "name": "scales", "types": "index.d.ts" }`);
  write("project/node_modules/scales/index.d.ts", "export const mass: number;");
  expect(codes(cell)).toEqual([]);
  rmSync(join(directory, "project/node_modules/scales"), { recursive: true });
  expect(codes(cell)).toEqual([2307]);
});

describe("tsconfig.json", () => {
  const cell = "[1][0].toFixed()";

  test("the nearest one upwards counts, with what it extends, and as it is now", () => {
    expect(codes(cell)).toEqual([]);
    write("project/tsconfig.json", `{ "extends": "./base.json" }`);
    write("project/base.json", `{ "compilerOptions": { "noUncheckedIndexedAccess": true } }`);
    expect(codes(cell)).toEqual([2532]);
    write("project/base.json", `{ "compilerOptions": {} }`);
    expect(codes(cell)).toEqual([]);
    write("project/notebooks/tsconfig.json", `{ "compilerOptions": { "noUncheckedIndexedAccess": true } }`);
    expect(codes(cell)).toEqual([2532]);
    rmSync(join(directory, "project/notebooks/tsconfig.json"));
    expect(codes(cell)).toEqual([]);
  });

  test("one that cannot be read leaves the defaults", () => {
    write("project/tsconfig.json", "{ nonsense");
    expect(codes(cell)).toEqual([]);
    expect(codes("let a: string = 1")).toEqual([2322]);
    rmSync(join(directory, "project/tsconfig.json"));
  });
});

test("a local file is seen when it comes, when it changes and when it goes, imported or imported by an import", () => {
  const cell = "import { load } from './solver.ts';\nload.toFixed()";
  const folder = "project/notebooks/chapter";
  expect(codes(cell)).toEqual([2307]);
  write(`${folder}/solver.ts`, "export { load } from './load.ts';");
  write(`${folder}/load.ts`, "export const load = 1;");
  expect(codes(cell)).toEqual([]);
  write(`${folder}/load.ts`, "export const load = 'one';");
  expect(codes(cell)).toEqual([2551]);
  rmSync(join(directory, folder, "solver.ts"));
  expect(codes(cell)).toEqual([2307]);
});

describe("a new process", () => {
  const cells = fc.array(
    fc.record({
      id: fc.constantFrom("p", "q", "r"),
      source: fc.constantFrom(
        "const one = 1;",
        "const one = 'a'; let two = [one];",
        "interface one { x: number } const three = { x: 1 } as one;",
        "function two() { return 1 }",
        "class three { y = 2 }",
        "const broken = ;",
        "two",
      ),
    }),
    { maxLength: 6 },
  );
  const answers = (language: NotebookLanguage) => [
    language.diagnostics("one; two; three; broken; two.toFixed()"),
    language.complete("thr", 3, false),
    language.inspect("two", 1),
  ];

  test("that is told the summaries answers as the one that worked them out", () => {
    fc.assert(
      fc.property(cells, (run) => {
        const first = new NotebookLanguage(join(directory, "project/notebooks/chapter"), never);
        const heard: [ExecutedText, CellSummary][] = run.map((cell) => [cell, first.executed(cell)]);
        const told = new NotebookLanguage(join(directory, "project/notebooks/chapter"), never);
        for (const [cell, summary] of heard) told.executed(cell, summary);
        expect(answers(told)).toEqual(answers(first));
      }),
      { numRuns: 4 },
    );
  });
});
