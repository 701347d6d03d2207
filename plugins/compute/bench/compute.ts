/**
 * What a task costs beside its own work, and how fast a stop is: `node plugins/compute/bench/compute.ts [PYTHON]`, after a
 * build. PYTHON is compared (concurrent.futures, and joblib where it is installed). The cluster is that of the tests, of
 * one node, and is left out where it cannot be started.
 */
import { execFileSync } from "node:child_process";
import { type Engine, here, type Mapped, map, slurm, workers } from "@mesoscope/compute";
import { installRunContext, StopError } from "@mesoscope/sdk";
import { SlurmCluster, whyNoSlurm } from "../../../test/compute/slurm/cluster.ts";

const python = process.argv[2] ?? process.env.MESOSCOPE_PYTHON;
const repetitions = 5;
const members = 2;
const inputs = Array.from({ length: 10_000 }, (_, i) => i);
const square = (x: number) => x * x;

const peer = `
import json, sys, time
from concurrent.futures import ProcessPoolExecutor

def square(x):
    return x * x

def timed(run):
    start = time.perf_counter()
    values = list(run())
    assert values[-1] == 9999 ** 2
    return time.perf_counter() - start

def pool(chunk):
    with ProcessPoolExecutor(${members}) as executor:
        return list(executor.map(square, range(10000), chunksize=chunk))

def repeated(run):
    return sorted(timed(run) for _ in range(${repetitions}))[${repetitions} // 2]

if __name__ == "__main__":
    seconds = {"ProcessPoolExecutor": repeated(lambda: pool(1)), "ProcessPoolExecutor, chunksize 100": repeated(lambda: pool(100))}
    try:
        from joblib import Parallel, delayed
        seconds["joblib"] = repeated(lambda: Parallel(${members})(delayed(square)(x) for x in range(10000)))
    except ImportError:
        pass
    print(json.dumps(seconds))
`;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function report(name: string, seconds: number, tasks: number): void {
  const perTask = (1e6 * seconds) / tasks;
  console.log(`${name.padEnd(42)} ${seconds.toFixed(3).padStart(8)} s  ${perTask.toFixed(1).padStart(10)} µs a task`);
}

async function measure(on: Engine, times = repetitions): Promise<void> {
  const runs: Mapped<number>[] = [];
  for (let i = 0; i < times; i++) runs.push(await map({ inputs, run: square }, { on }));
  report(on.name, median(runs.map(({ seconds }) => seconds)), inputs.length);
}

/** From the first tick after half a second, which throws as it does in a stopped cell, to the end of `map`. */
async function stopTime(on: Engine): Promise<number> {
  const start = performance.now();
  let stopped = 0;
  const tick = () => {
    if (performance.now() - start < 500) return undefined;
    stopped ||= performance.now();
    throw new StopError("STOPPED", "stopped");
  };
  const unused = () => {
    throw new Error("not offered");
  };
  installRunContext({ tick, display: unused, clearOutput: unused, input: unused });
  const spin = () => {
    for (;;);
  };
  await map({ inputs: [1, 2], run: spin }, { on }).catch(() => {});
  installRunContext(undefined);
  return performance.now() - stopped;
}

console.log(`10,000 tasks x => x * x, median of ${repetitions} runs, start of the workers included`);
const pools = [workers(members), workers(members, { kind: "processes" })];
for (const on of [here(), ...pools]) await measure(on);
if (python) {
  const seconds: Record<string, number> = JSON.parse(execFileSync(python, ["-c", peer], { encoding: "utf8" }));
  for (const [name, value] of Object.entries(seconds)) report(name, value, inputs.length);
}
for (const on of pools) {
  const worst = Math.max(await stopTime(on), await stopTime(on), await stopTime(on));
  console.log(`${on.name}: a stop takes ${worst.toFixed(0)} ms at worst, and is seen within 25 ms`);
}
const reason = whyNoSlurm();
if (reason) console.log(`slurm: left out, ${reason}`);
else {
  const cluster = await SlurmCluster.start();
  Object.assign(process.env, cluster.environment);
  const folder = `${cluster.folder}/sweeps`;
  await measure(slurm({ folder, tasksPerJob: 1250 }), 1);
  const { seconds } = await map({ inputs: inputs.slice(0, 32), run: square }, { on: slurm({ folder }) });
  report("slurm(), 32 jobs of one task", seconds, 32);
  await cluster.stop();
}
