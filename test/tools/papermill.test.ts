import { afterAll, expect, test } from "vitest";
import { codeCells, notebook, streamText } from "./notebook.ts";
import { Workplace } from "./python.ts";

const workplace = new Workplace();
afterAll(() => workplace.remove());

const source = notebook([
  {
    source: 'let temperature: number = 20; // kelvin\nlet label = "none";\nlet layers: number[] = [];',
    tags: ["parameters"],
  },
  "console.log(temperature / 2, label, layers);",
]);

test("papermill runs a notebook with parameters of every kind", async () => {
  workplace.write("study.ipynb", source);
  const parameters = ["-p", "temperature", "300", "-p", "label", 'a "b"\n$`', "-y", "layers: [0, 45, 90.5]"];
  const { code, text } = await workplace.python("-m", "papermill", "study.ipynb", "result.ipynb", ...parameters);
  expect([code, text]).toEqual([0, expect.anything()]);
  const [, injected, printed] = codeCells(workplace.read("result.ipynb"));
  expect(injected!.metadata.tags).toEqual(["injected-parameters"]);
  expect(streamText(printed!)).toBe('150 a "b"\n$` [ 0, 45, 90.5 ]\n');
}, 60_000);

test("papermill lists the parameters of a notebook", async () => {
  workplace.write("study.ipynb", source);
  const { text } = await workplace.python("-m", "papermill", "--help-notebook", "study.ipynb");
  expect(text).toMatch(/temperature: number \(default 20\)\s+kelvin/);
  expect(text).toMatch(/layers: number\[\] \(default \[\]\)/);
}, 60_000);
