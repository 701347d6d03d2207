import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { Workplace } from "./python.ts";

const workplace = new Workplace();
afterAll(() => workplace.remove());

test("jupyter console runs lines, shows values, output and errors, and goes on", async () => {
  const lines = ["const a: number = 20", "a * 2 + 2", 'console.log("printed")', 'throw new RangeError("far")', "a + 3"];
  const { text } = await workplace.pythonWith(
    `${lines.join("\n")}\n`,
    ...["-m", "jupyter_console", "--kernel", "mesoscope", "--simple-prompt"],
  );
  expect(text).toContain("Out[2]: 42");
  expect(text).toContain("printed");
  expect(text).toMatch(/RangeError.*: far/);
  expect(text).toContain("Cell [4], line 1, column 7");
  expect(text).toContain("Out[5]: 23");
}, 60_000);

test("in a terminal it asks for more lines, completes with Tab, finds earlier lines and answers Ctrl-C", async () => {
  const { code, text } = await workplace.python(fileURLToPath(new URL("console.py", import.meta.url)));
  expect([code, text]).toEqual([0, expect.anything()]);
}, 60_000);

test("jupyter run runs a script and tells by its exit status whether it failed", async () => {
  workplace.write("good.ts", 'const b: number = 4;\nconsole.log("from a script", b ** 2);\n');
  workplace.write("bad.ts", "const c = 1;\nnull.length;\n");
  const run = (file: string) => workplace.python("-m", "jupyter", "run", "--kernel", "mesoscope", file);
  expect(await run("good.ts")).toEqual({ code: 0, text: "from a script 16\n" });
  const bad = await run("bad.ts");
  expect(bad.code).not.toBe(0);
  expect(bad.text).toContain("Cell [1], line 2");
}, 60_000);
