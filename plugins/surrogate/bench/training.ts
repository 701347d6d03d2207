/**
 * CPU time of one training step – forward, gradient, Adam – beside PyTorch, eager and compiled, and jax-js:
 * `npm run bench -- training [--cases mlp,unet] [--threads 1] [--seconds 4] [--rounds 3]`. Each arm has a process of its
 * own, the arms take turns, and of all batches of steps the one with the least processor time counts. Losses of the
 * first steps are shown, so that one sees that all arms train; weights and data are drawn by each arm's own generator.
 *
 * With `--device "onnxruntime webgpu"`, or another, the wall clock counts, beside our own CPU and PyTorch on CUDA.
 * `--python PATH` names a Python that has PyTorch, where none can be installed.
 */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type Arm, armsOn, onCpu, type Settings } from "./training/arms.ts";
import { caseNames } from "./training/cases.ts";
import { type Timing, timingsTable } from "./training/table.ts";

const { values: options } = parseArgs({
  options: {
    cases: { type: "string", default: caseNames.join(",") },
    threads: { type: "string", default: "1" },
    seconds: { type: "string", default: "4" },
    rounds: { type: "string", default: "3" },
    device: { type: "string", default: onCpu },
    python: { type: "string" },
  },
});
const settings: Settings = {
  threads: Number(options.threads),
  seconds: Number(options.seconds),
  device: options.device,
  clock: options.device === onCpu ? "cpu" : "wall",
  python: options.python,
};
const { clock } = settings;
const arms = armsOn(settings);
const timings: Timing[] = [];
for (const name of options.cases.split(",")) {
  const best = new Map<Arm, Timing>();
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const arm of arms) {
      if (!arm.cases.includes(name)) continue;
      const found = { case: name, arm: arm.name, ...(await arm.run(name, settings)) };
      const before = best.get(arm);
      if (!before || before.failure || (found[clock] ?? Infinity) < before[clock]!) best.set(arm, found);
      console.error(`${name}, ${arm.name}: ${found.failure ?? `${found[clock]!.toFixed(2)} ms`}`);
    }
  }
  timings.push(...best.values());
}
const card = timings.find((timing) => timing.card)?.card;
console.log(
  `${card ? `${card}, ` : ""}${cpus().length} × ${cpus()[0]!.model}, ${settings.threads} thread(s), Node ${process.version}, load ${loadavg()[0]!.toFixed(1)} at the end\n`,
);
console.log(timingsTable(timings, clock));
