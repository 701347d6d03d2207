import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../kernel/acceptance/acceptance.ts";
import { type Kernel, mesoscope, startKernel } from "../kernel/client/index.ts";
import { linkPackages, shown, stock } from "./tslab.ts";

let own: Kernel;
let theirs: Kernel;
const folder = mkdtempSync(join(tmpdir(), "tslab-"));

beforeAll(async () => {
  linkPackages(folder, ["tslab", "sdk", "core", "plot"]);
  const spec = await stock();
  const start = () => startKernel(spec, { directory: folder, verify: false, milliseconds: 60_000 });
  // It hangs where another program has taken one of its ports meanwhile, and says nothing.
  theirs = await start().catch(start);
  own = await startKernel(mesoscope);
}, 180_000);
afterAll(async () => {
  await Promise.all([own?.shutdown(), theirs?.shutdown()]);
  rmSync(folder, { recursive: true });
});

/** Every call of the interface, once. */
const everything = `import * as tslab from "tslab";
const bytes = new Uint8Array([1, 250, 3]);
tslab.display.html("<b>bold</b>");
tslab.display.markdown("**bold**");
tslab.display.latex("$x$");
tslab.display.svg("<svg/>");
tslab.display.javascript("1 + 1");
tslab.display.text("plain");
tslab.display.png(bytes);
tslab.display.jpeg(bytes.subarray(1));
tslab.display.gif(Buffer.from(bytes));
tslab.display.pdf(bytes);
tslab.display.raw("text/x-own", "own");
tslab.display.raw("application/octet-stream", bytes);
const place: tslab.Display = tslab.newDisplay();
const another = tslab.newDisplay();
place.html("1");
another.text("other");
place.html("2");
place.raw("text/markdown", "3");`;

describe("in our kernel", () => {
  test("the display interface sends what tslab sends, in its order", async () => {
    const [ours, original] = await Promise.all([own.execute(everything), theirs.execute(everything)]);
    expect([ours.reply.status, original.reply.status, original.stderr]).toEqual(["ok", "ok", ""]);
    expect(shown(ours.outputs)).toEqual(shown(original.outputs));
    expect(shown(original.outputs)).toHaveLength(16);
    expect(ours.outputs.every(({ type }) => /execute_input|display_data/.test(type))).toBe(true);
  });

  test("a place goes on in later cells, and says in plain text what cannot be shown", async () => {
    await own.execute('const later = tslab.newDisplay(); later.text("first");');
    const cell = await own.execute(
      'later.text("second"); tslab.display.png(new Uint8Array(9)); tslab.display.html("<i>"); tslab.display.text("");',
    );
    expect(shown(cell.outputs)[0]).toEqual({ data: "second", replaces: -1 });
    const texts = ["image/png, 9 bytes", "text/html, 3 characters", " "];
    expect(cell.displays.map((data) => data["text/plain"])).toEqual(texts);
  });

  test("the module has the same exports, by import and require, and wins where tslab itself is installed", async () => {
    const names = "Object.keys(await import('tslab')).filter((name) => name !== 'show').toSorted().join()";
    expect((await own.execute(names)).text).toBe("'display,newDisplay,versions'");
    writeFiles(own, {
      "node_modules/tslab/package.json": '{ "name": "tslab", "version": "1.0.22" }',
      "node_modules/tslab/index.js": "throw new Error('speaks to a kernel of its own');",
      "uses.ts": 'import { versions } from "tslab";\nexport const version = versions.tslab;',
    });
    const cell = await own.execute(
      'import { version } from "./uses";\n[version, require("tslab").display === tslab.display, tslab.versions.node === process.version]',
    );
    expect(cell.text).toBe("[ '1.0.22', true, true ]");
  });

  test("the module has types", async () => {
    await own.execute("%types strict");
    const wrong = await own.execute('import * as typed from "tslab";\ntyped.display.html(1);');
    expect(wrong.reply.evalue).toContain("'number' is not assignable to parameter of type 'string'");
    const right = await own.execute(
      'import { newDisplay, type Display } from "tslab";\nconst d: Display = newDisplay(); d.text("ok");',
    );
    expect(right.reply.status).toBe("ok");
    await own.execute("%types warn");
  });
});

describe("in tslab's own kernel", () => {
  test("values show themselves by show, with all their types", async () => {
    const cell = await theirs.execute(
      'import { show } from "@mesoscope/tslab";\nimport { line } from "@mesoscope/plot";\nimport { asArray } from "@mesoscope/core";\n' +
        'await show(line({ a: [1, 2], b: [2, 3] }, { x: "a", y: "b" }));\nawait show(asArray([[1, 2]]));',
    );
    expect([cell.reply.status, cell.stderr]).toEqual(["ok", ""]);
    const [figure, array] = cell.displays;
    expect(figure!["application/vnd.vegalite.v5+json"]).toMatchObject({ layer: [{ mark: { type: "line" } }] });
    expect(figure!["image/svg+xml"]).toContain("<svg");
    expect(array!["text/html"]).toContain("<table>");
    expect(cell.stdout).toBe("");
  });

  test("libraries display by the cell that runs, and replace what they have shown", async () => {
    const cell = await theirs.execute(
      'import { display, input } from "@mesoscope/sdk";\nimport "@mesoscope/tslab";\nconst handle = await display({ a: 1 });\nawait handle.update("done");\n' +
        "const refused = await input('Who? ').catch((error) => error.code);\nconsole.log(refused);",
    );
    expect(shown(cell.outputs)).toEqual([{ data: "{ a: 1 }" }, { data: "'done'", replaces: 0 }]);
    expect(cell.stdout).toBe("NO_INPUT\n");
  });
});

describe("tslab's own notebooks", () => {
  const sources = (name: string): string[] =>
    JSON.parse(readFileSync(join(import.meta.dirname, `samples/${name}.ipynb`), "utf8"))
      .cells.filter((cell: { cell_type: string }) => cell.cell_type === "code")
      .map(({ source }: { source: readonly string[] }) => source.join(""));

  test.concurrent.each(["getting_started", "getting_started_javascript", "errors"])("%s runs", async (name) => {
    const kernel = await startKernel(mesoscope);
    writeFiles(kernel, { "images/nodejs-new-pantone-black.jpg": "a picture" });
    const cells = [];
    for (const source of sources(name)) cells.push(await kernel.execute(source));
    await kernel.shutdown();
    expect(cells.map(({ reply }) => reply.status)).toEqual(cells.map(() => "ok"));
    if (name === "errors") return;
    expect(cells[0]!.stdout).toMatch(/^Hello, tslab!\nVersions: \{ tslab: '1\.0\.22'/);
    const all = shown(cells.flatMap(({ outputs }) => outputs));
    expect(all.at(-1)).toEqual({ data: "progress: 100%", replaces: 2 });
    expect(all[1]!.data).toEqual({ "image/jpeg": Buffer.from("a picture").toString("base64") });
  });
});
