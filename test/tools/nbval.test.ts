import { afterAll, expect, test } from "vitest";
import { notebook } from "./notebook.ts";
import { nbclient, Workplace } from "./python.ts";

const workplace = new Workplace();
afterAll(() => workplace.remove());

const cells = ["const load: number = 6;", 'console.log("load", load);', "[load * 7, 'kN']"];

test("nbval re-runs a notebook and finds the same outputs, and a changed one", async () => {
  workplace.write("saved.ipynb", notebook(cells));
  const executed = await workplace.python(...nbclient, "--inplace", "saved.ipynb");
  expect([executed.code, executed.text]).toEqual([0, expect.anything()]);
  const saved = workplace.read("saved.ipynb");
  workplace.write("changed.ipynb", saved.replace("[ 42, 'kN' ]", "[ 43, 'kN' ]"));
  const { text } = await workplace.python(
    "-m",
    "pytest",
    "--nbval",
    "-p",
    "no:cacheprovider",
    "saved.ipynb",
    "changed.ipynb",
  );
  expect(text).toMatch(/1 failed, 5 passed/);
  expect(text).toMatch(/changed\.ipynb::ipynb::Cell 2 FAILED|changed\.ipynb.*Cell 2/);
}, 120_000);
