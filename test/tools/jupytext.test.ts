import { afterAll, expect, test } from "vitest";
import { codeCells, notebook } from "./notebook.ts";
import { Workplace } from "./python.ts";

const workplace = new Workplace();
afterAll(() => workplace.remove());

const cells = [
  "# Scales\n\nText with `code` and // slashes.",
  { source: "const size: number = 1e-6;", tags: ["parameters"] },
  "import { join } from \"node:path\";\n\nfunction path(name: string): string {\n  return join('a', name);\n}",
  "%time path('b')",
  "/* a comment */\n// another\nconst text = `%time\n# not Markdown`;",
];

test("ts:percent and back loses nothing", async () => {
  const file = workplace.write("scales.ipynb", notebook(cells));
  const before = JSON.parse(workplace.read("scales.ipynb"));
  await workplace.python("-m", "jupytext", "--to", "ts:percent", file);
  const script = workplace.read("scales.ts");
  expect(script).toContain("// %% [markdown]");
  await workplace.python("-m", "jupytext", "--to", "ipynb", "--output", "back.ipynb", "scales.ts");
  const after = JSON.parse(workplace.read("back.ipynb"));
  const sources = (text: typeof before) =>
    text.cells.map((cell: { source: string | string[] }) => [cell.source].flat().join(""));
  expect(sources(after)).toEqual(sources(before));
  expect(codeCells(workplace.read("back.ipynb"))[0]!.metadata.tags).toEqual(["parameters"]);
  expect(after.metadata.kernelspec).toEqual(before.metadata.kernelspec);
}, 60_000);

test("a ts:percent notebook is executed by its kernel", async () => {
  workplace.write(
    "run.ts",
    "// ---\n// jupyter:\n//   kernelspec:\n//     name: mesoscope\n//     display_name: TypeScript (Mesoscope)\n//     language: typescript\n// ---\n\n// %%\nconst two: number = 2;\ntwo * 21\n",
  );
  const { code, text } = await workplace.python("-m", "jupytext", "--to", "ipynb", "--execute", "run.ts");
  expect([code, text]).toEqual([0, expect.anything()]);
  expect(codeCells(workplace.read("run.ipynb"))[0]!.outputs[0].data["text/plain"]).toEqual(["42"]);
}, 60_000);
