import { execFile } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { map, workers } from "@mesoscope/compute";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stop, withTick } from "../run-context.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "compute-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const runs = { count: 0 };
const square = (x: number) => {
  runs.count++;
  return x * x;
};

/** How many tasks a call has run, and what it gave. */
async function counted(inputs: readonly number[], options: { seed?: number } = {}) {
  runs.count = 0;
  const { values, resumed } = await map({ inputs, run: square }, { keepIn: folder, ...options });
  expect(resumed).toBe(inputs.length - runs.count);
  return [runs.count, values];
}
const file = () => path.join(folder, readdirSync(folder)[0]!);

describe("keepIn", () => {
  test("keeps what is finished, and does only what is new", async () => {
    expect(await counted([1, 2, 3])).toEqual([3, [1, 4, 9]]);
    expect(await counted([1, 2, 3])).toEqual([0, [1, 4, 9]]);
    expect(await counted([1, 5, 3, 4])).toEqual([2, [1, 25, 9, 16]]);
  });

  test("does everything again under another seed, and with another function", async () => {
    await counted([1, 2]);
    expect(await counted([1, 2], { seed: 1 })).toEqual([2, [1, 4]]);
    expect((await map({ inputs: [1, 2], run: (x) => x + 1 }, { keepIn: folder })).resumed).toBe(0);
  });

  test("notices that a module has changed", async () => {
    const module = path.join(folder, "f.mjs");
    const tasks = { inputs: [1], run: { module: `file://${module}` } };
    const options = { on: workers(1), keepIn: path.join(folder, "kept") };
    writeFileSync(module, "export default (x) => x + 1;");
    expect(await map(tasks, options)).toMatchObject({ values: [2], resumed: 0 });
    expect(await map(tasks, options)).toMatchObject({ values: [2], resumed: 1 });
    writeFileSync(module, "export default (x) => x + 2;");
    expect(await map(tasks, options)).toMatchObject({ values: [3], resumed: 0 });
  });

  test("tells data apart that JSON does not", async () => {
    const inputs = [0, -0, Number.NaN, null, "NaN", Number.POSITIVE_INFINITY, undefined, 1n, "1", 1];
    const arrays = [
      Float32Array.of(1),
      Float64Array.of(1),
      [1],
      new Set([1]),
      new Map([[1, 1]]),
      new Date(1),
      { a: undefined },
      {},
    ];
    const all = [...inputs, ...arrays];
    const run = (x: unknown) => [x];
    const first = [];
    for (const input of all) first.push(...(await map({ inputs: [input], run }, { keepIn: folder })).values);
    const keys = readFileSync(file(), "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" ")[0]);
    expect(new Set(keys).size).toBe(all.length);
    for (const [i, input] of all.entries()) {
      const { values, resumed } = await map({ inputs: [input], run }, { keepIn: folder });
      expect([values, resumed]).toStrictEqual([[first[i]], 1]);
    }
  });

  test("does the task of a torn line again, and goes on after it", async () => {
    await counted([1, 2, 3]);
    truncateSync(file(), readFileSync(file()).length - 5);
    expect(await counted([1, 2, 3])).toEqual([1, [1, 4, 9]]);
    expect(await counted([1, 2, 3])).toEqual([0, [1, 4, 9]]);
  });

  test("does not believe a damaged line", async () => {
    await counted([1, 2, 3]);
    const lines = readFileSync(file(), "utf8").split("\n");
    writeFileSync(file(), lines.with(1, `${lines[1]!.slice(0, -6)}AAAA==`).join("\n"));
    expect(await counted([1, 2, 3])).toEqual([1, [1, 4, 9]]);
    appendFileSync(file(), "no line of ours\n\n");
    expect(await counted([1, 2, 3])).toEqual([0, [1, 4, 9]]);
  });

  test("keeps what was finished before a stop and before an error, but no errors", async () => {
    let ticks = 0;
    const run = (x: number) => {
      if (x === 5) throw new Error("no");
      return x;
    };
    const call = () => map({ inputs: [0, 1, 2, 3, 4, 5], run }, { keepIn: folder, errors: "keep" });
    await withTick(
      () => (++ticks === 3 ? stop() : undefined),
      () => expect(call()).rejects.toMatchObject({ code: "STOPPED" }),
    );
    expect(await call()).toMatchObject({ resumed: 3, failures: [{ index: 5 }] });
    expect(await call()).toMatchObject({ resumed: 5, failures: [{ index: 5 }], values: [0, 1, 2, 3, 4, undefined] });
  });

  test("serves a script that was killed and started again, on workers", async () => {
    const log = path.join(folder, "log");
    const script = `
      import { map, workers } from "@mesoscope/compute";
      const run = async ([i, log]) => {
        (await import("node:fs")).appendFileSync(log, i + "\\n");
        await new Promise((resolve) => setTimeout(resolve, 60));
        return i;
      };
      const inputs = Array.from({ length: 20 }, (_, i) => [i, process.argv[1]]);
      const { values } = await map({ inputs, run }, { on: workers(2), keepIn: process.argv[2] });
      console.log(values.join());`;
    const args = ["--input-type=module", "-e", script, log, path.join(folder, "kept")];
    const start = () => promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
    const begun = () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").length : 0);
    const first = start();
    while (begun() < 8) await new Promise((resolve) => setTimeout(resolve, 10));
    first.child.kill("SIGKILL");
    await expect(first).rejects.toThrow();
    const before = begun();
    expect((await start()).stdout.trim()).toBe([...Array(20).keys()].join());
    expect(before).toBeLessThan(20);
    expect(begun()).toBeLessThanOrEqual(20 + 2); // those that ran when it was killed run twice
  });

  test("refuses inputs that refer to themselves", async () => {
    const input: Record<string, unknown> = {};
    input.self = input;
    const call = map({ inputs: [input], run: () => 0 }, { keepIn: folder });
    await expect(call).rejects.toMatchObject({ code: "UNSENDABLE_INPUT" });
  });
});
