import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { here, map, slurm, taskSeed, workers } from "@mesoscope/compute";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stop, withTick } from "../run-context.ts";
import { SlurmCluster, until, whyNoSlurm } from "./cluster.ts";

const reason = whyNoSlurm();

/** A task that writes down its start, then waits until it is let go; gives its input and the task's seed. */
const gated = async ([x, log, gate]: readonly [number, string, string], { seed }: { seed: number }) => {
  const { appendFileSync, existsSync } = process.getBuiltinModule("node:fs");
  appendFileSync(log, `${x} ${process.pid}\n`);
  while (!existsSync(gate)) await new Promise((resolve) => setTimeout(resolve, 50));
  return [x, seed];
};

describe.skipIf(reason)(`slurm on a cluster of one node${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let cluster: SlurmCluster;
  let folder: string;
  let log: string;
  let gate: string;
  let cases = 0;
  const before = process.env.SLURM_CONF;

  beforeAll(async () => {
    cluster = await SlurmCluster.start();
    Object.assign(process.env, cluster.environment);
  });
  afterAll(async () => {
    await cluster?.stop();
    if (before === undefined) delete process.env.SLURM_CONF;
    else process.env.SLURM_CONF = before;
  });
  beforeEach(() => {
    folder = path.join(cluster.folder, `case-${cases++}`);
    [log, gate] = [`${folder}.log`, `${folder}.gate`];
  });

  const inputs = (count: number) => Array.from({ length: count }, (_, x) => [x, log, gate] as const);
  const results = (count: number) => Array.from({ length: count }, (_, x) => [x, taskSeed(0, x)]);
  const open = () => writeFileSync(gate, "");
  /** The inputs that tasks have begun with, and their processes. */
  const begun = () =>
    (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []).map((line) => line.split(" ").map(Number));
  const states = () => cluster.queue().map(({ state }) => state);

  test("runs an array of 16 jobs: all results in order, each once, and nothing left behind", async () => {
    open();
    const { values } = await map(
      { inputs: inputs(16), run: gated },
      { on: slurm({ folder, time: "5", cpusPerTask: 1 }) },
    );
    expect(values).toEqual(results(16));
    expect(
      begun()
        .map(([x]) => x)
        .toSorted((a, b) => a! - b!),
    ).toEqual([...Array(16).keys()]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("gives the numbers of the other engines for 10,000 small tasks, in chunks", async () => {
    const tasks = {
      inputs: Array.from({ length: 10_000 }, (_, i) => i / 7),
      run: (x: number, { seed }: { seed: number }) => Math.sin(x) * (seed % 1000),
    };
    const [a, b, c] = [here(), workers(2), slurm({ folder, tasksPerJob: 1250 })].map((on) =>
      map(tasks, { on, seed: 3 }),
    );
    const { values } = await a!;
    expect((await b!).values).toEqual(values);
    expect((await c!).values).toEqual(values);
  });

  test("carries data exactly, and imports modules", async () => {
    const data = [
      Float64Array.of(Number.NaN, -0, Number.POSITIVE_INFINITY, 5e-324),
      new Map([[1n, new Date(0)]]),
      undefined,
    ];
    const same = map({ inputs: data, run: (x) => x }, { on: slurm({ folder, tasksPerJob: 3 }) });
    const run = { module: import.meta.resolve("../modules/solve.ts") };
    const solved = map({ inputs: [{ length: 3 }], run }, { on: slurm({ folder }) });
    expect((await same).values).toStrictEqual(data);
    expect((await solved).values).toEqual([3]);
  });

  test("submits a killed task again", async () => {
    const call = map({ inputs: inputs(6), run: gated }, { on: slurm({ folder }) });
    await until("all tasks", () => begun().length === 6);
    process.kill(begun().find(([x]) => x === 3)![1]!, "SIGKILL");
    await until("the task again", () => begun().length === 7);
    open();
    expect((await call).values).toEqual(results(6));
    expect(begun().at(-1)![0]).toBe(3);
  });

  test("names the task whose job dies every time, and how", async () => {
    const run = (x: number) => (x === 1 ? process.exit(3) : x);
    const call = map({ inputs: [0, 1], run }, { on: slurm({ folder }), retries: 1, errors: "keep" });
    const { values, failures } = await call;
    expect(values).toEqual([0, undefined]);
    expect(failures).toMatchObject([
      { code: "TASK_LOST", index: 1, message: expect.stringContaining("FAILED, exit code 3:0") },
    ]);
  });

  const setNode = (state: string) =>
    cluster.ask("scontrol", "update", `NodeName=${hostname().split(".")[0]}`, `State=${state}`, "Reason=test");

  test("waits for a drained node", async () => {
    setNode("DRAIN");
    open();
    const call = map({ inputs: inputs(4), run: gated }, { on: slurm({ folder }) });
    await until("jobs that wait", () => states().length === 4);
    expect(states()).toEqual(new Array(4).fill("PENDING"));
    setNode("RESUME");
    expect((await call).values).toEqual(results(4));
    expect(begun()).toHaveLength(4);
  });

  test("submits again what a failed node has lost, where Slurm does not do so itself", async () => {
    const call = map({ inputs: inputs(3), run: gated }, { on: slurm({ folder, extra: ["--no-requeue"] }) });
    await until("all tasks", () => begun().length === 3);
    setNode("DOWN");
    await until("waiting jobs", () => states().join() === "PENDING,PENDING,PENDING");
    setNode("RESUME");
    open();
    expect((await call).values).toEqual(results(3));
    expect(begun()).toHaveLength(6);
  });

  test("goes on when the controller is restarted", async () => {
    const call = map({ inputs: inputs(12), run: gated }, { on: slurm({ folder }) });
    await until("running tasks", () => begun().length >= 8);
    await cluster.stopController();
    open();
    await new Promise((resolve) => setTimeout(resolve, 2500)); // tasks end, and the queue is asked, while it is away
    cluster.startController();
    expect((await call).values).toEqual(results(12));
    expect(
      begun()
        .map(([x]) => x)
        .toSorted((a, b) => a! - b!),
    ).toEqual([...Array(12).keys()]);
  });

  test("cancels its jobs when it is stopped or a task fails, and keeps what is finished", async () => {
    const on = slurm({ folder });
    const halfway = () =>
      begun().length >= 4 &&
      readdirSync(path.join(folder, readdirSync(folder)[0]!)).some((name) => name.startsWith("values-"))
        ? stop()
        : undefined;
    const tasks = { inputs: inputs(4).map(([x, file, gate]) => [x, file, x < 2 ? file : gate] as const), run: gated };
    await withTick(halfway, () => expect(map(tasks, { on })).rejects.toMatchObject({ code: "STOPPED" }));
    await until("an empty queue", () => states().length === 0);
    open();
    appendFileSync(log, "again 0\n");
    expect((await map(tasks, { on })).values).toEqual(results(4));
    const again = begun().slice(begun().findIndex(([x]) => Number.isNaN(x)) + 1);
    expect(again.length).toBeLessThan(4);

    const failing = {
      inputs: inputs(2).map(([x, file]) => [x, file, x === 0 ? file : `${file}.never`] as const),
      run: async (input: readonly [number, string, string]) => {
        const { existsSync } = process.getBuiltinModule("node:fs");
        while (!existsSync(input[2])) await new Promise((resolve) => setTimeout(resolve, 50));
        throw new Error("at once");
      },
    };
    await expect(map(failing, { on })).rejects.toMatchObject({ code: "TASK_FAILED", index: 0 });
    await until("an empty queue", () => states().length === 0);
  });

  test("collects the jobs of a process that was killed, without running them again", async () => {
    const script = `
      import { map, slurm } from "@mesoscope/compute";
      const [log, gate, folder] = process.argv.slice(1);
      const inputs = Array.from({ length: 6 }, (_, x) => [x, log, gate]);
      await map({ inputs, run: ${gated.toString()} }, { on: slurm({ folder }) });`;
    const submitting = spawn(process.execPath, ["--input-type=module", "-e", script, log, gate, folder], {
      cwd: import.meta.dirname,
      stdio: "inherit",
    });
    await until("all tasks", () => begun().length === 6);
    const ended = new Promise((resolve) => submitting.once("exit", resolve));
    submitting.kill("SIGKILL");
    await ended;
    const call = map({ inputs: inputs(6), run: gated }, { on: slurm({ folder }) });
    await new Promise((resolve) => setTimeout(resolve, 2500)); // in which jobs would be submitted and start
    open();
    expect((await call).values).toEqual(results(6));
    expect(begun()).toHaveLength(6);
  });

  test("keeps finished values of every engine in one folder", async () => {
    open();
    const keepIn = `${folder}-kept`;
    await map({ inputs: inputs(2), run: gated }, { keepIn });
    const { values, resumed } = await map({ inputs: inputs(4), run: gated }, { keepIn, on: slurm({ folder }) });
    expect([values, resumed]).toEqual([results(4), 2]);
    expect(begun()).toHaveLength(4);
  });

  test("says why the jobs were refused", async () => {
    const call = map({ inputs: [1], run: (x) => x }, { on: slurm({ folder, partition: "nowhere" }) });
    await expect(call).rejects.toMatchObject({
      code: "SLURM_REFUSED",
      message: expect.stringMatching(/^slurm: sbatch refused the jobs: .*[Ii]nvalid partition.*slurm\(\{ … \}\)\.$/),
    });
  });

  test("says what a function lacks, and that a module does not load", async () => {
    const [on, factor] = [slurm({ folder }), 2];
    const outer = map({ inputs: [1], run: (x) => x * factor }, { on });
    await expect(outer).rejects.toMatchObject({ code: "OUTER_NAME" });
    const missing = map({ inputs: [1], run: { module: "file:///nowhere.ts" } }, { on });
    await expect(missing).rejects.toMatchObject({ code: "FUNCTION_NOT_LOADED" });
    const unnamed = map(
      { inputs: [1], run: { module: import.meta.resolve("../modules/solve.ts"), name: "sovle" } },
      { on },
    );
    await expect(unnamed).rejects.toMatchObject({ code: "FUNCTION_NOT_LOADED" });
  });
});
