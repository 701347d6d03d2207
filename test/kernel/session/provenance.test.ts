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

/** What the figures and tables of a run say of where they come from. */
const origins = (run: number) =>
  outputs
    .filter((output) => output.run === run && /^(display_data|execute_result)$/.test(output.type))
    .map(({ text }) => JSON.parse(text).metadata.mesoscope);

const picture = "\"<svg xmlns='http://www.w3.org/2000/svg'></svg>\"";

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

  test("that are local modules: names that follow them are written anew", async () => {
    write("rate.ts", "export const rate = 1;");
    await run("a", "import { rate } from './rate.ts';");
    await run("b", "rate * 2");
    write("rate.ts", "export const rate = 25;");
    expect(stale()).toMatchObject({ a: ["rate.ts has changed."] });
    const after = await run("c", `rate * 2; ${picture}`);
    expect(stale()).toEqual({ b: [`\`rate\` was changed by cell [${cell("a")!.count}].`] });
    expect(origins(after)[0].files).toEqual({ "rate.ts": checksum("export const rate = 25;") });
  });

  test("that a cell makes and names have the content that they had at its end", async () => {
    await run("a", "process.getBuiltinModule('fs').writeFileSync('made.txt', String(1)); const made = 'made.txt';");
    await expect.poll(() => cell("a")?.files).toEqual({ "made.txt": checksum("1") });
    expect(stale()).toEqual({});
  });
});

describe("figures and tables", () => {
  test("say which cells, files, seeds and packages they come from", async () => {
    write("a.txt", "1");
    write("b.txt", "2");
    write("size.ts", "import { half } from './half.ts';\nexport const size = 2 * half;");
    write("half.ts", "export const half = 4;");
    await run("read", "import { readFileSync } from 'node:fs'; const a = readFileSync('a.txt', 'utf8');");
    await run("other", "const seed = 9; const unused = await (await import('node:fs/promises')).readFile('b.txt');");
    // Only names of modules are taken from this one: what it reads besides is no part of the figure.
    await run(
      "import",
      "import { size } from './size.ts'; import { tick } from '@mesoscope/sdk'; const seed = 7; 'b.txt';",
    );
    await run("model", "const model = ((options: { seed: number }) => a + options.seed)({ seed: 42 });");
    const shown = await run("show", `model; size; await display(${picture}); ${picture}`);
    const expected = {
      cells: ["read", "import", "model", "show"].map((id) => cell(id)!.count),
      files: {
        "a.txt": checksum("1"),
        "half.ts": checksum("export const half = 4;"),
        "size.ts": cell("import")!.files["size.ts"],
      },
      seeds: ["42"],
      packages: { "@mesoscope/sdk": "0.1.0" },
    };
    expect(origins(shown)).toEqual([expected, expected]);
    expect(cell("other")).toMatchObject({ files: { "b.txt": checksum("2") }, seeds: ["9"] });
  });

  test("do so for updates and for what comes after the cell's end, and text does not", async () => {
    const late = await run(
      "late",
      `const place = await display("text"); setTimeout(() => place.update(${picture}), 30); 5`,
    );
    await expect.poll(() => outputs.find(({ type }) => type === "update_display_data")?.run).toBe(late);
    const { cells } = JSON.parse(outputs.find(({ type }) => type === "update_display_data")!.text).metadata.mesoscope;
    expect([cells, origins(late)]).toEqual([[cell("late")!.count], [undefined, undefined]]);
  });

  test("wait for the checksums of large files, and what comes behind waits too", async () => {
    write("large.bin", "x".repeat(30_000_000));
    const source = `process.getBuiltinModule("fs").openSync("large.bin"); await display(${picture}); console.log("behind");`;
    const large = await run("large", source);
    expect(origins(large)[0].files).toEqual({ "large.bin": checksum("x".repeat(30_000_000)) });
    expect(outputs.filter((output) => output.run === large).map(({ type }) => type)).toEqual([
      "display_data",
      "stream",
    ]);
  });

  test("name at most 500 files of a cell", async () => {
    for (let i = 0; i < 510; i++) write(`many-${i}`, "");
    const source = `for (let i = 0; i < 510; i++) await (await import("node:fs/promises")).readFile("many-" + i); ${picture}`;
    const [{ files }] = origins(await run("many", source));
    expect([Object.keys(files).length, files["many-0"], files["…"]]).toEqual([
      501,
      checksum(""),
      "more than 500 files",
    ]);
    expect(stale()).toEqual({});
  });

  test("of packages name no files, and of programs neither", async () => {
    const source = `const { createReadStream, readdirSync } = await import("node:fs");
for await (const _ of createReadStream("/proc/self/status"));
require("fast-check"); ${picture}`;
    const [origin] = origins(await run("package", source));
    expect([Object.keys(origin.files), Object.keys(origin.packages)]).toEqual([[], ["fast-check"]]);
  });
});

/** What a run has shown since the outputs were forgotten, each as one text. */
const shownBy = (run: number) =>
  outputs
    .filter((output) => output.run === run)
    .map(({ type, text }) => {
      const { data, text: printed, wait, evalue } = JSON.parse(text);
      return `${type} ${data?.["text/plain"] ?? printed ?? wait ?? evalue}`.trimEnd();
    });

describe("%rerun stale", () => {
  test("runs what is out of date, in order, below the cell that asks", async () => {
    await run("a", "let length = 2");
    await run("b", "const square = length ** 2; console.log('b', square)");
    await run("c", "square + 1");
    await run("d", "'not touched'");
    await run("a", "length = 3");
    const before = session.history({ access: "tail" }).length;
    const [b, c] = [cell("b")!.count, cell("c")!.count];
    outputs.length = 0;
    const asking = await run("ask", "%rerun stale");
    expect(shownBy(asking)).toEqual([
      `display_data Cell [${b}]: const square = length ** 2; console.log('b', square)`,
      "stream b 9",
      `display_data Cell [${c}]: square + 1`,
      "execute_result 10",
      `display_data Ran again: [${b}], [${c}].`,
    ]);
    expect(outputs.every((output) => output.run === asking)).toBe(true);
    expect([stale(), cell("c")!.count, session.history({ access: "tail" }).length]).toEqual([{}, c, before + 1]);
    expect(shownBy(await run("ask", "%rerun stale"))).toEqual(["display_data No cell is out of date."]);
  });

  test("shows results in the places of the cells where the front end keeps them, also the next time", async () => {
    await run("a", "let width = 2");
    const place = await run("b", "setTimeout(() => console.log('late', width), 20); width * 10", { keepsPlace: true });
    for (const width of [3, 4]) {
      await expect.poll(() => shownBy(place).some((text) => text.includes("late"))).toBe(true);
      await run("a", `width = ${width}`);
      outputs.length = 0;
      const asking = await run("ask", "%rerun stale");
      expect(shownBy(place)).toEqual(["clear_output false", `execute_result ${width}0`]);
      expect(shownBy(asking)).toEqual([
        `display_data Ran again: [${cell("b")!.count}]. What they show is in their places.`,
      ]);
      expect(stale()).toEqual({});
    }
  });

  test("ends at the first cell that fails; the rest stays out of date", async () => {
    await run("a", "let depth = 2");
    await run("b", "if (depth > 2) throw new RangeError('too deep')");
    await run("c", "depth");
    await run("a", "depth = 3");
    outputs.length = 0;
    const { reply } = session.execute({ id: "ask", source: "%rerun stale" });
    expect(await reply).toMatchObject({
      status: "error",
      evalue: `%rerun stale: cell [${cell("b")!.count}] failed (RangeError: too deep). 1 more stays out of date.`,
    });
    expect(Object.keys(stale())).toEqual(["c"]);
  });

  test("ends at Stop; the rest stays out of date, and the next cell runs", async () => {
    await run("a", "let slow = 0");
    await run("b", "if (slow) await new Promise(() => {})");
    await run("c", "slow");
    await run("a", "slow = 1");
    outputs.length = 0;
    const { reply } = session.execute({ id: "ask", source: "%rerun stale" });
    await expect.poll(() => outputs.length).toBeGreaterThan(0);
    await session.interrupt();
    expect(await reply).toMatchObject({ status: "error", ename: "Stopped" });
    expect(Object.keys(stale())).toEqual(["c"]);
    const after = await run("after", "'runs'");
    expect(shownBy(after)).toEqual(["execute_result 'runs'"]);
    expect(outputs.filter(({ type }) => type === "error")).toHaveLength(2);
  });

  test("says what no run can bring up to date", async () => {
    await run("a", "let gone = 1");
    await run("b", "gone");
    await run("none", "%help", { deleted: ["a"] });
    const { count } = cell("b")!;
    outputs.length = 0;
    expect(shownBy(await run("ask", "%rerun stale")).at(-1)).toBe(
      `display_data Ran again: [${count}]. Still out of date: [${count}]; %graph tells why.`,
    );
    const { reply } = session.execute({ source: "%rerun all" });
    expect(await reply).toMatchObject({ evalue: "%rerun all is not known. Use %rerun stale." });
  });
});

describe("%graph", () => {
  test("tells in words and as a picture which cell gave what to which, and what is out of date", async () => {
    await run("a", "let mass = 2; let speed = 3;");
    await run("b", "const energy = mass * speed ** 2 / 2;");
    await run("c", "`${energy < 5}`");
    await run("a", "mass = 3; speed = 3;");
    const [a, b, c] = ["a", "b", "c"].map((id) => cell(id)!.count);
    const asking = await run("graph", "%graph");
    const { data } = JSON.parse(outputs.find((output) => output.run === asking)!.text);
    expect(data["text/plain"].split("\n")).toEqual([
      `[${a}] mass = 3; speed = 3;`,
      `[${b}] const energy = mass * speed ** 2 / 2;  ← mass [${a}], speed [${a}]`,
      `    out of date: \`mass\` was changed by cell [${a}].`,
      `    out of date: \`speed\` was changed by cell [${a}].`,
      `[${c}] \`\${energy < 5}\`  ← energy [${b}]`,
      `    out of date: \`energy\` comes from cell [${b}], which is out of date.`,
    ]);
    const svg: string = data["image/svg+xml"];
    expect(svg).toContain('aria-label="Which cell gave what to which: 3 cells, 2 out of date."');
    expect(svg).toContain(`<title>mass, speed: [${a}] to [${b}]</title>`);
    expect(svg).toContain("energy &lt; 5");
    expect(svg.match(/Z" fill="none"/g)).toHaveLength(2);
    expect(svg.match(/<circle/g)).toHaveLength(1);
  });

  test("says so where no cell has run", async () => {
    const asking = await run("graph", "%graph");
    expect(shownBy(asking)).toEqual(["display_data No cell has run yet."]);
  });
});
