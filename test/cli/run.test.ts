import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readNotebook, runNotebook, writeNotebook } from "mesoscope";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyCheckout, mesoscope, root, temporaryFolder } from "./checkout.ts";

interface CellText {
  readonly source: string;
  readonly tags?: readonly string[];
  readonly type?: string;
}

const checkout = copyCheckout();
const place = temporaryFolder();
afterAll(() => {
  checkout.remove();
  place.remove();
});

/** Writes a notebook of these cells, with stale outputs in all of them, and names its file. */
function notebookOf(name: string, cells: readonly (string | CellText)[], metadata: object = {}): string {
  const file = path.join(place.folder, name);
  const content = cells.map((cell, i) => {
    const { source, tags, type = "code" } = typeof cell === "string" ? { source: cell } : cell;
    const stale = { execution_count: 99, outputs: [{ output_type: "stream", name: "stdout", text: ["stale\n"] }] };
    return {
      cell_type: type,
      id: `c${i + 1}`,
      metadata: tags ? { tags } : {},
      source,
      ...(type === "code" && stale),
    };
  });
  writeFileSync(file, JSON.stringify({ cells: content, metadata, nbformat: 4, nbformat_minor: 5 }));
  return file;
}

const run = (...args: string[]) => mesoscope(checkout.folder, ["run", ...args], { cwd: place.folder });
const stored = (file: string) => JSON.parse(readFileSync(file, "utf8"));

describe("runNotebook", () => {
  test("saves widgets as they are at the end, binary values and all, in place of those of before", async () => {
    const stale = { widgets: { "application/vnd.jupyter.widget-state+json": { state: { old: {} } } } };
    const cells = [
      "import { slider, widget } from '@mesoscope/widgets'; const load = slider({ label: 'load' }); load",
      "const field = widget({ esm: '', state: { a: Uint8Array.of(1), n: 1 } }); field",
      "load.value = 7; field.set({ a: Uint8Array.of(1, 2), n: 2 }); const gone = slider(); await display(gone); gone.close()",
    ];
    const file = notebookOf("widgets.ipynb", cells, stale);
    const { notebook, failure } = await runNotebook(readNotebook(file), { directory: place.folder });
    expect(failure).toBeUndefined();
    const widgets = notebook.metadata.widgets as Record<string, { state: Record<string, never> }>;
    const saved = widgets["application/vnd.jupyter.widget-state+json"]!;
    expect(saved).toMatchObject({ version_major: 2, version_minor: 0 });
    const models = Object.values(saved.state) as { model_name: string; state: object; buffers?: object[] }[];
    const sliders = models.filter(({ model_name }) => model_name === "FloatSliderModel");
    expect(sliders).toMatchObject([{ model_module: "@jupyter-widgets/controls", state: { value: 7 } }]);
    const any = models.find(({ model_name }) => model_name === "AnyModel");
    expect(any).toMatchObject({ state: { n: 2 }, buffers: [{ path: ["a"], data: "AQI=", encoding: "base64" }] });
    const view = notebook.cells[0]!.outputs![0] as { data: Record<string, { model_id: string }> };
    expect(saved.state).toHaveProperty(view.data["application/vnd.jupyter.widget-view+json"]!.model_id);

    const without = notebookOf("no-widgets.ipynb", ["1"], stale);
    const { notebook: plain } = await runNotebook(readNotebook(without), { directory: place.folder });
    expect(plain.metadata).not.toHaveProperty("widgets");
  });

  test("leaves progress bars out, which depend on the speed of the machine", async () => {
    const loop = 'for (let i = 0; i < 40; i++) { await tick(i, 100); await sleep(30); } "done"';
    const file = notebookOf("progress.ipynb", [`const sleep = (ms) => new Promise((r) => setTimeout(r, ms)); ${loop}`]);
    const { notebook } = await runNotebook(readNotebook(file), { directory: place.folder });
    expect(notebook.cells[0]!.outputs).toMatchObject([
      { output_type: "execute_result", data: { "text/plain": "'done'" } },
    ]);
  });

  test("keeps outputs as a front end does", async () => {
    const file = notebookOf("kinds.ipynb", [
      'console.log("a"); console.log("b"); console.error("c"); console.log("d")',
      '({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "T", "text/html": "<b>T</b>", "application/json": { a: [1] } }) })',
      'await display("first", { id: "x" })',
      '(await display("copy", { id: "x" })).update("second")',
      'console.log("old"); clearOutput({ wait: true }); console.log("new")',
      'console.log("gone"); clearOutput()',
      { source: "# a title", type: "markdown" },
      "  \n",
      "6 * 7",
    ]);
    const { notebook, failure } = await runNotebook(readNotebook(file), { directory: place.folder });
    expect(failure).toBeUndefined();
    expect(notebook.cells.map(({ execution_count }) => execution_count)).toEqual([
      1,
      2,
      3,
      4,
      5,
      6,
      undefined,
      null,
      7,
    ]);
    const outputs = notebook.cells.map((cell) => cell.outputs);
    expect(outputs[0]).toEqual([
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "stream", name: "stderr", text: "c\n" },
      { output_type: "stream", name: "stdout", text: "d\n" },
    ]);
    const data = { "text/plain": "T", "text/html": "<b>T</b>", "application/json": { a: [1] } };
    const metadata = { mesoscope: { cells: [2], files: {}, seeds: [], packages: {} } };
    expect(outputs[1]).toEqual([{ output_type: "execute_result", execution_count: 2, data, metadata }]);
    for (const cell of [2, 3]) expect(JSON.stringify(outputs[cell]![0])).toContain("second");
    expect(outputs[4]).toEqual([{ output_type: "stream", name: "stdout", text: "new\n" }]);
    expect(outputs.slice(5, 8)).toEqual([[], undefined, []]);
    expect(outputs[8]).toMatchObject([{ output_type: "execute_result", data: { "text/plain": "42" } }]);
  });

  test("ends at the first cell that fails and says where", async () => {
    const file = notebookOf("fails.ipynb", ["1", '2;\n\nthrow new RangeError("too far")', "3"]);
    const { notebook, failure } = await runNotebook(readNotebook(file), { directory: place.folder });
    expect(failure).toMatchObject({ cell: 2, line: 3, ename: "RangeError", evalue: "too far" });
    expect(notebook.cells[1]!.outputs).toMatchObject([{ output_type: "error", ename: "RangeError" }]);
    expect(notebook.cells[2]).toMatchObject({ outputs: [], execution_count: null });
  });

  test("writes what it has read: a saved notebook, saved again, is the same file", async () => {
    const first = path.join(place.folder, "first.ipynb");
    const second = path.join(place.folder, "second.ipynb");
    const file = notebookOf("twice.ipynb", ['console.log("a\\nb"); "<svg>"', { source: "# t\nx", type: "markdown" }]);
    writeNotebook(first, (await runNotebook(readNotebook(file), { directory: place.folder })).notebook);
    writeNotebook(second, readNotebook(first));
    expect(readFileSync(second, "utf8")).toBe(readFileSync(first, "utf8"));
  });
});

describe("mesoscope run", () => {
  beforeAll(async () => {
    expect(await mesoscope(checkout.folder, ["--version"])).toMatchObject({ status: 0, stdout: "0.1.0\n" });
  });

  test("prints the texts, in the notebook's folder", async () => {
    notebookOf("plain.ipynb", ['import { basename } from "node:path";\nbasename(process.cwd())', 'console.log("end")']);
    const { status, stdout } = await run("plain.ipynb");
    expect({ status, stdout }).toEqual({ status: 0, stdout: `'${path.basename(place.folder)}'\nend\n` });
  });

  test("saves valid nbformat 4.5 and leaves the input alone", async () => {
    const file = notebookOf("in.ipynb", ["1 + 1", 'await display({ "a": 1 })', "throw new Error('no')"], { kept: [1] });
    const before = readFileSync(file, "utf8");
    const out = path.join(place.folder, "out.ipynb");
    expect(await run("in.ipynb", "--out", out)).toMatchObject({ status: 1, stdout: "" });
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(stored(out)).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { kept: [1] } });
    expect(readFileSync(out, "utf8")).not.toContain("stale");
    const python = process.env.MESOSCOPE_PYTHON ?? path.join(root, ".venv/bin/python");
    if (!existsSync(python)) return;
    const check = "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=4))";
    expect(spawnSync(python, ["-c", check, out], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  test("a failing cell gives a status, the cell, the line and the message", async () => {
    notebookOf("bad.ipynb", ["const a = 1;", "a;\nnull.size"]);
    const { status, stderr } = await run("bad.ipynb");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^bad\.ipynb: cell 2, line 2: TypeError: Cannot read properties of null/m);
  });

  test("--device is told to the cells", async () => {
    notebookOf("device.ipynb", ["process.env.MESOSCOPE_DEVICE"]);
    const { stdout, status } = await run("device.ipynb", "--device", "reference");
    expect({ stdout, status }).toEqual({ stdout: "'reference'\n", status: 0 });
  });

  test("--set gives values, and again when run anew", async () => {
    notebookOf("set.ipynb", [{ source: "let n = 1;\nlet title: string = 'x';", tags: ["parameters"] }, "[n, title]"]);
    const first = await run("set.ipynb", "--set", "n=20", "--set", "title=run 7", "--out", "set-1.ipynb");
    expect(first.status).toBe(0);
    const cells = stored(path.join(place.folder, "set-1.ipynb")).cells;
    expect(cells.map((cell: { metadata: object }) => cell.metadata)).toEqual([
      { tags: ["parameters"] },
      { tags: ["injected-parameters"] },
      {},
    ]);
    expect(cells[2].outputs[0].data["text/plain"]).toEqual(["[ 20, 'run 7' ]"]);
    const again = await run("set-1.ipynb", "--set", "n=[1,2]");
    expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining("[ [ 1, 2 ], 'x' ]") });
  });

  test("--timeout stops a cell and the run", async () => {
    notebookOf("long.ipynb", ["while (true) {}", "2"]);
    const { status, stderr } = await run("long.ipynb", "--timeout", "0.5", "--out", "long-out.ipynb");
    expect(status).toBe(1);
    expect(stderr).toMatch(/cell 1.*: The cell ran longer than 0.5 s and was stopped/);
    expect(stored(path.join(place.folder, "long-out.ipynb")).cells[1].outputs).toEqual([]);
  });

  const refused: [string, () => string[], RegExp][] = [
    ["no notebook", () => [], /no notebook was named/],
    ["a missing file", () => ["none.ipynb"], /none\.ipynb: there is no such file/],
    ["a folder", () => ["."], /it is a folder/],
    ["two notebooks", () => ["a.ipynb", "b.ipynb"], /at most 1 is expected/],
    ["an unknown option", () => ["a.ipynb", "--fast"], /Unknown option '--fast'/],
    ["a timeout of 0", () => [notebookOf("t.ipynb", []), "--timeout", "0"], /--timeout 0 is not a number of seconds/],
    [
      "another kernel's notebook",
      () => [notebookOf("py.ipynb", [], { kernelspec: { name: "python3", language: "python" } })],
      /is a notebook for python3, not for TypeScript/,
    ],
    [
      "an unknown parameter",
      () => [notebookOf("p.ipynb", [{ source: "let n = 1", tags: ["parameters"] }]), "--set", "m=2"],
      /does not declare m\. It declares n\./,
    ],
    ["no parameters cell", () => [notebookOf("q.ipynb", ["1"]), "--set", "m=2"], /no cell tagged "parameters"/],
    ["a folder to save in", () => [notebookOf("s.ipynb", []), "--out", "."], /--out \. cannot be written/],
    ["a setting without =", () => [notebookOf("r.ipynb", ["1"]), "--set", "m"], /has no "="/],
    ["text", () => [path.join(root, "README.md")], /is not a notebook: /],
    ["other JSON", () => [path.join(root, "package.json")], /is not a notebook of format 4/],
  ];
  test.each(refused)("refuses %s in one sentence", async (_, args, sentence) => {
    const { status, stdout, stderr } = await run(...args());
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});
