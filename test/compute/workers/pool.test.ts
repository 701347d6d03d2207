import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { here, map, workers } from "@mesoscope/compute";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stop, withTick } from "../run-context.ts";

const kinds = (["threads", "processes"] as const).map((kind) => [kind, workers(2, { kind })] as const);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "compute-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each(kinds)("a pool of %s", (kind, on) => {
  test("replaces a worker that ends, and runs its task again", async () => {
    const inputs = Array.from({ length: 30 }, (_, i) => [i, path.join(folder, String(i))] as const);
    const run = ([i, file]: readonly [number, string]) => {
      const { existsSync, writeFileSync } = process.getBuiltinModule("node:fs"); // vitest rewrites import()
      if (i % 10 === 3 && !existsSync(file)) {
        writeFileSync(file, "");
        process.exit(7);
      }
      return i;
    };
    expect((await map({ inputs, run }, { on })).values).toEqual(inputs.map(([i]) => i));
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test("names the task that ends every worker, and finishes those that travelled with it", async () => {
    const run = (x: number) => (x === 150 ? process.exit(9) : x);
    const inputs = Array.from({ length: 300 }, (_, i) => i);
    const { values, failures } = await map({ inputs, run }, { on, errors: "keep", retries: 1 });
    expect(failures).toMatchObject([{ code: "TASK_LOST", index: 150, input: 150 }]);
    expect(failures[0]!.message).toMatch(
      /^map: task 150 \(input 150\) was lost 2 times: its .* code 9\. Run it alone to see why\.$/,
    );
    expect(values).toEqual(inputs.map((x) => (x === 150 ? undefined : x)));
  });

  test("does not run again what throws", async () => {
    const run = (file: string) => {
      process.getBuiltinModule("node:fs").appendFileSync(file, "x");
      throw new Error("for good");
    };
    const file = path.join(folder, "runs");
    await expect(map({ inputs: [file], run }, { on })).rejects.toMatchObject({ code: "TASK_FAILED" });
    expect(readFileSync(file, "utf8")).toBe("x");
  });

  test("says what a worker died of that failed outside of its task", async () => {
    const run = () =>
      new Promise(() => {
        setTimeout(() => {
          throw new Error("late and alone");
        });
      });
    const call = map({ inputs: [1], run }, { on, retries: 0 });
    const words = kind === "threads" ? "late and alone" : "exit code 1";
    await expect(call).rejects.toMatchObject({ code: "TASK_LOST", message: expect.stringContaining(words) });
  });

  test("stops tasks that never rest, and leaves nothing running", async () => {
    const run = (file: string) => {
      process.getBuiltinModule("node:fs").writeFileSync(file, String(process.pid));
      for (;;);
    };
    const files = ["a", "b"].map((name) => path.join(folder, name));
    const tick = () => (files.every((file) => existsSync(file)) ? stop() : undefined);
    await withTick(tick, () =>
      expect(map({ inputs: files, run }, { on })).rejects.toMatchObject({ name: "StopError", code: "STOPPED" }),
    );
    const others = files.map((file) => Number(readFileSync(file, "utf8"))).filter((pid) => pid !== process.pid);
    expect(others).toHaveLength(kind === "processes" ? 2 : 0);
    for (const pid of others) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });
});

describe("a pool", () => {
  test("of processes outlives native crashes", async () => {
    const run = (x: number) => {
      if (x === 2) process.kill(process.pid, "SIGSEGV");
      return x;
    };
    const { values, failures } = await map(
      { inputs: [1, 2, 3], run },
      { on: workers(2, { kind: "processes" }), errors: "keep", retries: 0 },
    );
    expect(values).toEqual([1, undefined, 3]);
    expect(failures[0]!.message).toContain("SIGSEGV");
  });

  test("of processes ends with the process that started it, also when its tasks never rest", async () => {
    const file = path.join(folder, "pid");
    const script = `
      import { existsSync, readFileSync } from "node:fs";
      import { map, workers } from "@mesoscope/compute";
      const run = (file) => {
        process.getBuiltinModule("node:fs").writeFileSync(file, String(process.pid));
        for (;;);
      };
      setInterval(() => existsSync(process.argv[1]) && readFileSync(process.argv[1]).length > 0 && process.exit(), 20);
      await map({ inputs: [process.argv[1]], run }, { on: workers(1, { kind: "processes" }) });`;
    const args = ["--input-type=module", "-e", script, file];
    await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
    const isGone = () => {
      try {
        return /^State:\s+Z/m.test(readFileSync(`/proc/${readFileSync(file, "utf8")}/status`, "utf8"));
      } catch {
        return true;
      }
    };
    await expect.poll(isGone, { timeout: 5000 }).toBe(true);
  });

  test("survives a thread that runs out of memory", async () => {
    const script = `
      import { map, workers } from "@mesoscope/compute";
      const run = (x) => {
        const held = [];
        while (x === 1) held.push(new Array(1e5).fill(x));
        return x;
      };
      const { values, failures } = await map({ inputs: [0, 1, 2], run }, { on: workers(1), errors: "keep", retries: 0 });
      console.log(JSON.stringify([values, failures.map(({ message }) => message)]));`;
    const args = ["--max-old-space-size=60", "--input-type=module", "-e", script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
    const [values, messages] = JSON.parse(stdout);
    expect(values).toEqual([0, null, 2]);
    expect(messages).toEqual([expect.stringMatching(/task 1 .* lost once: .*reaching memory/)]);
  });

  test.each([here(), workers(2)])("$name reports progress to the end, and failures beside it", async (on) => {
    const ticks: unknown[][] = [];
    const run = (x: number) => {
      if (x === 0) throw new Error("no");
      return x;
    };
    const tick = (...args: unknown[]) => void ticks.push(args);
    await withTick(tick, () => map({ inputs: [0, 1, 2, 3], run }, { on, errors: "keep" }));
    expect(ticks.map(([step]) => step)).toEqual(ticks.map(([step]) => step).toSorted());
    expect(ticks.at(-1)).toEqual([3, 4, { failed: 1 }]);
  });

  test("lets a stop through a task that ticks by itself", async () => {
    const { tick } = await import("@mesoscope/sdk");
    const run = async () => {
      for (let i = 0; ; i++) await tick(i);
    };
    let count = 0;
    const call = () => map({ inputs: [1], run });
    await withTick(
      () => (++count > 3 ? stop() : undefined),
      () => expect(call()).rejects.toMatchObject({ code: "STOPPED" }),
    );
  });
});
