import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CellProvenance } from "@mesoscope/sdk";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { ExecuteRequest, Output } from "../../../kernel-extensions/kernel/dist/session/contract.js";
import { KernelSession } from "../../../kernel-extensions/kernel/dist/session/session.node.js";

const directory = mkdtempSync(join(tmpdir(), "mesoscope-provenance-"));
const outputs: (Output & { text: string })[] = [];
const told: (readonly CellProvenance[])[] = [];
const session = new KernelSession({
  directory,
  types: "off",
  onOutput: (output) => outputs.push({ ...output, text: Buffer.from(output.content).toString() }),
  onProvenance: (cells) => told.push(cells),
});
afterAll(async () => {
  await session.close();
  rmSync(directory, { recursive: true });
});

/** Runs a cell under a name of its own. */
async function run(id: string, source: string, options: Partial<ExecuteRequest> = {}): Promise<number> {
  const { run, reply } = session.execute({ id, source, ...options });
  await reply;
  return run;
}

const cell = (id: string) => session.provenance().find((each) => each.id === id);
const stale = () =>
  Object.fromEntries(session.provenance().flatMap(({ id, stale }) => (stale[0] ? [[id, stale]] : [])));
const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
const checksum = (text: string) => createHash("sha256").update(text).digest("hex");

/** Forgets the cells of the test before. */
beforeEach(async () => {
  await run("last", "0", { deleted: session.provenance().map(({ id }) => id) });
  await run("none", "%help", { deleted: ["last"] });
  outputs.length = 0;
});

describe("provenance of cells", () => {
  test("tells what each cell took from which other, and what it made", async () => {
    await run("a", "// Load\nlet data = [1, 2, 3]; interface T {}", {});
    await run("b", "function double(x: number): number { return 2 * x; }");
    await run("c", "const twice = data.map(double); Math.max(...twice)");
    const [a, b, c] = session.provenance();
    expect(a).toMatchObject({ id: "a", title: "Load", reads: {}, writes: ["data"], stale: [] });
    expect(b).toMatchObject({ id: "b", title: "function double(x: number): number { return 2 * x; }" });
    expect(c).toMatchObject({ reads: { data: "a", double: "b" }, writes: ["twice"], count: b!.count + 1 });
  });

  test("is in the order of the last runs, one entry for a cell; magics alone have none", async () => {
    await run("a", "let a = 1");
    await run("b", "let b = 1");
    await run("a", "a = 2");
    await run("who", "%who");
    expect(session.provenance().map(({ id }) => id)).toEqual(["b", "a"]);
    await run("b", "%who");
    expect(session.provenance().map(({ id }) => id)).toEqual(["a"]);
  });

  test("leaves out what did not run: cells that cannot be compiled, silent ones", async () => {
    await run("a", "let a = 1");
    await run("a", "let = ");
    await run("b", "let b = 1", { silent: true });
    expect(session.provenance().map(({ id, writes }) => [id, writes])).toEqual([["a", ["a"]]]);
  });

  test("is told of some time after cells have ended, of many at once", async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    told.length = 0;
    for (const name of ["p", "q", "r"]) await run(name, `let ${name} = 1`);
    await expect.poll(() => told.at(-1)?.map(({ id }) => id)).toEqual(["p", "q", "r"]);
    expect(told.length).toBeLessThan(3);
  });

  test("is gone with the variables", async () => {
    await run("a", "let a = 1");
    await run("b", "process.exit(0)");
    await expect.poll(() => session.provenance()).toEqual([]);
  });
});

describe("staleness", () => {
  test("follows a cell that runs again, through the cells between", async () => {
    await run("a", "let size = 2");
    await run("b", "const area = size ** 2");
    await run("c", "area + 1");
    await run("d", "1 + 1");
    expect(stale()).toEqual({});
    await run("a", "size = 3");
    const [b, again] = [cell("b")!.count, cell("a")!.count];
    expect(stale()).toEqual({
      b: [`\`size\` was changed by cell [${again}].`],
      c: [`\`area\` comes from cell [${b}], which is out of date.`],
    });
    await run("b", "const area = size ** 2");
    expect(stale()).toEqual({ c: [`\`area\` was changed by cell [${cell("b")!.count}].`] });
    await run("c", "area + 1");
    expect(stale()).toEqual({});
  });

  test("a notebook that ran from top to bottom has none, whatever its cells change", async () => {
    const cells = ["let list = [1]", "list.length", "list.push(2)", "list.length", "list = []", "list"];
    for (const round of [1, 2]) {
      for (const [i, source] of cells.entries()) await run(`cell ${i}`, source);
      expect(stale(), `round ${round}`).toEqual({});
    }
    await run("cell 0", cells[0]!);
    expect(Object.keys(stale())).toEqual(["cell 1", "cell 2", "cell 3"]);
    await run("cell 2", cells[2]!);
    expect(Object.keys(stale())).toEqual(["cell 1", "cell 3"]);
  });

  test("a cell that runs twice in a row still depends on where its names came from at first", async () => {
    await run("a", "let n = 0");
    await run("b", "n++");
    await run("b", "n++");
    expect([cell("b")!.reads, stale()]).toEqual([{ n: "a" }, {}]);
    await run("a", "n = 0");
    expect(Object.keys(stale())).toEqual(["b"]);
  });

  test("names that were taken from cells that are deleted, or make them no more", async () => {
    await run("a", "let left = 1");
    await run("b", "let right = 1");
    await run("c", "left + right");
    await run("b", "let other = 1", { deleted: ["a"] });
    expect(stale()).toEqual({
      c: [
        "The cell that `left` came from has been deleted.",
        `Cell [${cell("b")!.count}] does not make \`right\` any more.`,
      ],
    });
  });
});

describe("files", () => {
  test("that the text of a cell names are watched by their content", async () => {
    write("data.csv", "a\n1");
    await run("a", "nativeReader('data.csv'); function nativeReader(path: string) { return path; }");
    await expect.poll(() => cell("a")?.files).toEqual({ "data.csv": checksum("a\n1") });
    utimesSync(join(directory, "data.csv"), 1, 1);
    expect(stale()).toEqual({});
    write("data.csv", "a\n2");
    expect(stale()).toEqual({ a: ["data.csv has changed."] });
    write("data.csv", "a\n1");
    expect(stale()).toEqual({});
    rmSync(join(directory, "data.csv"));
    expect(stale()).toEqual({ a: ["data.csv is not there any more."] });
  });

  test("that a cell makes and names have the content that they had at its end", async () => {
    await run("a", "process.getBuiltinModule('fs').writeFileSync('made.txt', String(1)); const made = 'made.txt';");
    await expect.poll(() => cell("a")?.files).toEqual({ "made.txt": checksum("1") });
    expect(stale()).toEqual({});
  });
});
