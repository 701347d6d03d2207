import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { codeCells, notebook, streamText } from "./notebook.ts";
import { nbclient, Workplace } from "./python.ts";

const workplace = new Workplace();
afterAll(() => workplace.remove());

describe("nbclient", () => {
  test("keeps 10,000 of 10,000 lines", async () => {
    workplace.write("lines.ipynb", notebook(['for (let i = 0; i < 10000; i++) console.log("line " + i);', "'after'"]));
    const { code, text } = await workplace.python(...nbclient, "--inplace", "lines.ipynb");
    expect([code, text]).toEqual([0, expect.anything()]);
    const [lines, after] = codeCells(workplace.read("lines.ipynb"));
    const expected = Array.from({ length: 10_000 }, (_, i) => `line ${i}\n`).join("");
    expect(streamText(lines!).length).toBe(expected.length);
    expect(streamText(lines!) === expected).toBe(true);
    expect(after!.outputs).toHaveLength(1);
  }, 60_000);

  test("stops at the first error and says its name, cell and line", async () => {
    workplace.write(
      "wrong.ipynb",
      notebook(["const a = 1;", '// fails\nthrow new RangeError("too long");', "'never'"]),
    );
    const { code, text } = await workplace.python(...nbclient, "--inplace", "wrong.ipynb");
    expect(code).not.toBe(0);
    expect(text).toContain("RangeError");
    expect(text).toContain("too long");
    expect(text).toMatch(/Cell \[2\], line 2\b/);
  }, 60_000);
});

describe("nbconvert", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><circle r="4"/></svg>';
  const cells = [
    "# Strain",
    "interface Bar { length: number }\nconst bar: Bar = { length: 2 };",
    "const stretched: Bar = { length: bar.length * 1.5 };\nconsole.log(stretched.length);",
    `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "a circle", "image/svg+xml": '${svg}' }) })`,
  ];

  test("executes to HTML, with figures that need no network", async () => {
    workplace.write("strain.ipynb", notebook(cells));
    const { code, text } = await workplace.python("-m", "nbconvert", "--execute", "--to", "html", "strain.ipynb");
    expect([code, text]).toEqual([0, expect.anything()]);
    const html = workplace.read("strain.html");
    expect(html).toContain("Strain");
    expect(html).toMatch(/<svg[^>]*>\s*<circle|data:image\/svg\+xml/);
    expect(html).toMatch(/<pre>3\n<\/pre>/);
  }, 60_000);

  test("writes a .ts script that runs", async () => {
    workplace.write("strain.ipynb", notebook(cells));
    const { code, text } = await workplace.python("-m", "nbconvert", "--to", "script", "strain.ipynb");
    expect([code, text]).toEqual([0, expect.anything()]);
    const printed = execFileSync(process.execPath, [join(workplace.folder, "strain.ts")], { encoding: "utf8" });
    expect(printed).toBe("3\n");
  }, 60_000);
});
