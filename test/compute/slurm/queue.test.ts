import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { map, slurm } from "@mesoscope/compute";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Queue } from "../../../plugins/compute/dist/slurm/queue.node.js";
import { stop, withTick } from "../run-context.ts";

/** Commands that answer as Slurm's do, without a cluster. */
let folder: string;
const { PATH } = process.env;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "compute-"));
  process.env.PATH = `${folder}:${PATH}`;
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a command in place; it writes down its arguments. */
function command(name: string, script: string): void {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "$0 $*" | sed "s|${folder}/||" >> ${folder}/calls\n${script}\n`);
  chmodSync(file, 0o755);
}
const calls = () => readFileSync(path.join(folder, "calls"), "utf8").trim().split("\n");
const away = 'echo "slurm_load_jobs error: Unable to contact slurm controller (connect failure)" >&2; exit 1';

describe("the queue", () => {
  const queue = new Queue("sweep");

  test("lists waiting and running jobs by their index", async () => {
    command("squeue", 'printf "3 17 R\\n12 17 PD\\n4 17 CG\\n"');
    expect(await queue.jobs()).toEqual(
      new Map([
        [3, { array: "17", isRunning: true }],
        [12, { array: "17", isRunning: false }],
        [4, { array: "17", isRunning: true }],
      ]),
    );
    expect(calls()).toEqual(["squeue --me -h -r -n sweep -o %K %F %t"]);
  });

  test("knows nothing while the controller does not answer", async () => {
    command("squeue", away);
    command(
      "sbatch",
      'echo "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)" >&2; exit 1',
    );
    command("scontrol", away);
    expect(await queue.jobs()).toBeUndefined();
    expect(await queue.submit([])).toBeUndefined();
    expect(await queue.ending("17", 3)).toBe("its job is gone from the queue");
  });

  test("gives the number of a submitted array, also of one in a federation", async () => {
    command("sbatch", 'echo "42;cluster"');
    expect(await queue.submit(["--array=0-3", "a b"])).toBe("42");
    expect(calls()).toEqual(["sbatch --parsable --job-name=sweep --array=0-3 a b"]);
  });

  test("says what sbatch refused", async () => {
    command(
      "sbatch",
      'printf "sbatch: error: Unable to allocate\\nsbatch: error: Batch job submission failed: Invalid account\\n" >&2; exit 1',
    );
    const message =
      "slurm: sbatch refused the jobs: Batch job submission failed: Invalid account. Check the options of slurm({ … }).";
    await expect(queue.submit([])).rejects.toMatchObject({ code: "SLURM_REFUSED", message });
  });

  test("cancels after what is being submitted, and says how to do it by hand where it cannot", async () => {
    command("sbatch", "sleep 0.3; echo done >> $(dirname $0)/calls; echo 1");
    command("scancel", "true");
    const submitted = queue.submit([]);
    await queue.cancel();
    expect(calls()).toEqual(["sbatch --parsable --job-name=sweep", "done", "scancel --me -n sweep"]);
    expect(await submitted).toBe("1");
    command("scancel", away);
    await expect(queue.cancel()).rejects.toMatchObject({
      code: "SLURM_UNREACHABLE",
      message: expect.stringContaining("scancel -n sweep"),
    });
  });
});

describe("slurm without a controller that answers", () => {
  test("waits, submits when it is back, and gives way to a stop", async () => {
    command("squeue", `test -e ${folder}/back || { touch ${folder}/back; ${away}; }`);
    command("sbatch", "echo 1");
    command("scancel", "true");
    const submitted = () => calls().some((call) => call.startsWith("sbatch"));
    const call = () =>
      map(
        { inputs: [1, 2, 3], run: (x) => x },
        { on: slurm({ folder: path.join(folder, "sweeps"), account: "physics" }) },
      );
    await withTick(
      () => (submitted() ? stop() : undefined),
      () => expect(call()).rejects.toMatchObject({ code: "STOPPED" }),
    );
    const [first, second, third, last] = calls();
    expect([first, second].map((text) => text!.split(" ")[0])).toEqual(["squeue", "squeue"]);
    expect(third).toMatch(
      /^sbatch --parsable --job-name=mesoscope-[\da-f]{16} --array=0-2 --chdir=.* --account=physics .*job\.sh .*node .*main\.node\.js .*$/,
    );
    expect(last).toMatch(/^scancel --me -n mesoscope-[\da-f]{16}$/);
  });

  test("gives an answer that is late the time to arrive, before it submits a job again", async () => {
    command("sbatch", `shift $(($# - 3)); echo "$@" > ${folder}/job; echo 1`);
    const third = `test $(grep -c ^squeue ${folder}/calls) = 3`;
    command("squeue", `if ${third}; then SLURM_ARRAY_TASK_ID=0 sh -c "$(cat ${folder}/job)"; fi`);
    const on = slurm({ folder: path.join(folder, "sweeps"), tasksPerJob: 3 });
    expect((await map({ inputs: [1, 2, 3], run: (x) => 2 * x }, { on })).values).toEqual([2, 4, 6]);
    expect(calls().map((call) => call.split(" ")[0])).toEqual(["squeue", "sbatch", "squeue", "squeue"]);
  });
});
