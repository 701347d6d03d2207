import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { map, slurm } from "@mesoscope/compute";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";

describe("slurm", () => {
  test("shows itself with its options", () => {
    const shown = slurm({ partition: "short", memory: "2G", extra: ["--gres=gpu:1"] })[displaySymbol]();
    expect(shown).toMatchObject({
      "text/plain":
        'slurm({ partition: "short" }): job arrays of a Slurm cluster\n  partition: short\n  memory: 2G\n  extra: --gres=gpu:1',
      "text/html": expect.stringContaining('<th scope="row" style="text-align:left">memory</th><td>2G</td>'),
    });
  });

  test.each<[object, RegExp]>([
    [{ partion: "short" }, /no option partion\. Did you mean partition/],
    [{ time: 30 }, /time is 30\. Give a text/],
    [{ tasksPerJob: 0 }, /tasksPerJob is 0/],
    [{ cpusPerTask: 1.5 }, /cpusPerTask is 1\.5/],
    [{ extra: "--gres=gpu:1" }, /extra is no list of texts/],
  ])("refuses %j", (options, message) => {
    expect(() => slurm(options)).toThrow(message);
  });

  test("says that there is no Slurm, and what else would do", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "compute-"));
    const { PATH } = process.env;
    process.env.PATH = folder;
    const call = map({ inputs: [1], run: (x) => x }, { on: slurm({ folder }) }).finally(() => {
      process.env.PATH = PATH;
      rmSync(folder, { recursive: true });
    });
    await expect(call).rejects.toMatchObject({
      code: "NO_SLURM",
      message: "slurm: squeue was not found. Run this on a machine that submits to Slurm, or use workers(n).",
    });
  });

  test("refuses more jobs than an array may have", async () => {
    const call = map({ inputs: new Array(2500).fill(0), run: (x) => x }, { on: slurm({ tasksPerJob: 2 }) });
    await expect(call).rejects.toMatchObject({
      code: "TOO_MANY_JOBS",
      message: expect.stringContaining("tasksPerJob: 3 or more"),
    });
  });
});
