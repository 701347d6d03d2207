import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { createSession } from "@mesoscope/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeTo } from "./close-to.ts";
import { course, joined, type NotebookCell, type Output, percentCells, readNotebook, root } from "./notebook.ts";

const launcher = path.join(root, "kernel-extensions/cli/bin/mesoscope.cjs");
/** The largest file that the repository takes. */
const mostBytes = 5e6;
/** In milliseconds; two notebooks may run at a time. */
const longest = 240_000;
const isExercise = (cell: NotebookCell) => cell.tags.includes("exercise");

/** Runs cells as a person would, types checked strictly, and gives the plain text of what each showed. */
async function shown(notebook: string, cells: readonly NotebookCell[]): Promise<string[]> {
  let text = "";
  const session = await createSession({
    directory: path.join(root, path.dirname(notebook)),
    types: "strict",
    onOutput: ({ content }) => {
      const message = JSON.parse(Buffer.from(content).toString());
      text += message.text ?? message.data?.["text/plain"] ?? message.traceback?.join("\n") ?? "";
    },
  });
  const texts: string[] = [];
  try {
    for (const { source } of cells) {
      text = "";
      const reply = await session.execute({ source }).reply;
      expect(reply, `${source}\n${text}`).toMatchObject({ status: "ok" });
      texts.push(text);
    }
  } finally {
    await session.close();
  }
  return texts;
}

/** The tests of the notebooks in a folder. */
export function describeNotebooks(folder: string): void {
  const inFolder = course.filter((notebook) => path.basename(path.dirname(notebook)) === folder);
  test("the folder has its notebooks", () => expect(inFolder.length).toBeGreaterThanOrEqual(2));
  describe.each(inFolder)("%s", describeNotebook);
}

function describeNotebook(notebook: string): void {
  const cells = percentCells(`${notebook}.ts`);
  const code = cells.filter((cell) => cell.type === "code");
  const markdown = cells.filter((cell) => cell.type === "markdown").map((cell) => cell.source);

  test("has the form of a chapter", () => {
    const headings = markdown.flatMap((text) => [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]!));
    const parts = ["Question", "Data", "Model", "How wrong is it?", "What we learned", "Exercises", "References"];
    expect(parts.filter((part) => !headings.some((heading) => heading.startsWith(part)))).toEqual([]);
    expect(markdown[0]!.match(/\*\*You can\*\*/g)).toHaveLength(3);
    for (const row of ["Time, level", "Needs", "Data", "Plugins", "SHA-256"]) expect(markdown[0]).toContain(row);
    expect(code.length).toBeLessThanOrEqual(20);
    expect(code.filter((cell) => cell.source.split("\n").length > 12).map((cell) => cell.source)).toEqual([]);
  });

  test("is stored with the sources of its script, without timings", () => {
    const stored = readNotebook(`${notebook}.ipynb`);
    expect([stored.nbformat, stored.nbformat_minor, stored.metadata.kernelspec.name]).toEqual([4, 5, "mesoscope"]);
    expect(stored.cells.map((cell) => [cell.cell_type, joined(cell.source), cell.metadata.tags ?? []])).toEqual(
      cells.map((cell) => [cell.type, cell.source, cell.tags]),
    );
    expect(stored.cells.filter((cell) => cell.metadata.execution)).toEqual([]);
    expect(statSync(path.join(root, `${notebook}.ipynb`)).size, "draw fewer marks").toBeLessThan(mostBytes);
  });

  test(
    "with the solutions every check passes",
    async () => {
      const solutions = percentCells(`notebooks/solutions/${path.basename(notebook)}.ts`);
      const solved = code.map(
        (cell) => solutions.find(({ tags }) => isExercise(cell) && cell.tags.includes(tags[0]!)) ?? cell,
      );
      expect(solutions.length).toBe(code.filter(isExercise).length);
      const texts = await shown(notebook, solved);
      solved.forEach((cell, i) => {
        if (solutions.includes(cell)) expect(texts[i]).toMatch(/^✔ ex\d: right\./);
      });
    },
    longest,
  );

  describe("run without a browser", () => {
    let folder: string;
    let outputs: (readonly Output[])[];
    const stored = () => readNotebook(`${notebook}.ipynb`).cells.map((cell) => cell.outputs ?? []);

    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), "course-"));
      const out = path.join(folder, "out.ipynb");
      await promisify(execFile)(process.execPath, [launcher, "run", `${notebook}.ipynb`, "--out", out], { cwd: root });
      outputs = readNotebook(out).cells.map((cell) => cell.outputs ?? []);
    }, longest);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    // What a network learns differs from processor to processor in its last digits, and later in its first ones. There
    // texts and forms are compared; what the numbers mean, the notebook asserts itself.
    const trains = code.some(({ source }) => source.includes("@mesoscope/surrogate"));
    const [tolerance, digits] = trains ? [1e9, "up to the numbers that networks learned"] : [1e-9, "to nine digits"];

    test(`shows again what is stored, ${digits}`, () => {
      // Whether a fit took long enough for a progress bar, and how long, depends on the machine.
      const isProgress = ({ data }: Output) =>
        /^<div( role="status">|><progress)/.test(joined(data?.["text/html"] as string));
      const comparable = (cell: readonly Output[]) =>
        cell
          .filter((output) => !isProgress(output))
          .map(({ output_type, data, text }) => ({
            output_type,
            text: joined(text) || joined(data?.["text/plain"] as string),
            chart: data?.["application/vnd.vegalite.v5+json"],
          }));
      expect(outputs.length).toBe(stored().length);
      outputs.forEach((cell, i) => {
        expect(closeTo(comparable(cell), comparable(stored()[i]!), tolerance), `cell ${i}`).toBe(true);
      });
    });

    test("carries a picture and a description for every chart", () => {
      const charts = outputs.flat().flatMap(({ data }) => (data?.["application/vnd.vegalite.v5+json"] ? [data] : []));
      expect(charts.length).toBeGreaterThan(1);
      for (const chart of charts) {
        expect(joined(chart["image/svg+xml"] as string)).toMatch(
          /mark-(line|symbol|rect|area)[^"]*role-mark[^>]*>(<g[^>]*>)*<path[^>]* d="M\d/,
        );
        const { description } = chart["application/vnd.vegalite.v5+json"] as { description: string };
        expect(description.length).toBeGreaterThan(30);
      }
    });

    test("with the stubs every check fails with its hint", () => {
      cells.forEach((cell, i) => {
        const text = outputs[i]!.map((output) => joined(output.text) || joined(output.data?.["text/plain"] as string));
        if (isExercise(cell)) expect(text.join("")).toMatch(/✘ ex\d: not yet\. .{20}/);
      });
    });

    test("shows the first figure within five code cells", () => {
      const firstChart = outputs
        .filter((_, i) => cells[i]!.type === "code")
        .findIndex((cell) => cell.some(({ data }) => data?.["image/svg+xml"]));
      expect(firstChart).toBeGreaterThanOrEqual(0);
      expect(firstChart).toBeLessThan(5);
    });
  });
}
