/**
 * Our kernel side by side with Deno's, tslab, ipykernel and xeus-python:
 * `npm run bench -- kernel [--quick] [--arms mesoscope,deno]`.
 * Times are milliseconds, memory is MiB. The machine's speed drops out of the ratios only.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { mesoscope } from "../../../test/kernel/client/index.ts";
import { type Arm, armsOf } from "./kernel/arms.ts";
import { measureCells, type Running } from "./kernel/cells.ts";
import { measureLoops } from "./kernel/loops.ts";
import { measureOutput } from "./kernel/output.ts";
import { installPeers } from "./kernel/peers.ts";
import { report } from "./kernel/report.ts";
import { Samples } from "./kernel/samples.ts";
import { measureSession } from "./kernel/session.ts";
import { measureEnd, measureStart } from "./kernel/start.ts";
import { measureStops } from "./kernel/stop.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean" }, arms: { type: "string" } } });
const size = options.quick
  ? { rounds: 2, cells: 20, loops: 3, session: 500, stops: 10 }
  : { rounds: 5, cells: 60, loops: 5, session: 1000, stops: 100 };

const folder = resolve(import.meta.dirname, "../../../.bench");
mkdirSync(folder, { recursive: true });
const peers = installPeers(folder);
for (const sentence of peers.missing) console.error(sentence);
const wanted = options.arms?.split(",");
const arms = armsOf(folder, peers).filter((arm) => !wanted || wanted.includes(arm.name));
if (
  arms.some((arm) => arm.name === "mesoscope") &&
  !mesoscope.argv.some((word) => word.endsWith("main.js") && existsSync(word))
) {
  throw new Error("bench: the kernel is not built. Run `npm run build` first.");
}
// Kernels end when the process exits, which a signal alone does not make it do in an orderly way.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const samples = new Samples();
const loads: number[] = [];

for (let round = 0; round < size.rounds; round++) {
  samples.round = round;
  loads.push(loadavg()[0]!);
  console.error(`round ${round + 1} of ${size.rounds}`);
  await runRound(arms.map((_, i) => arms[(i + round) % arms.length]!));
}
for (const arm of arms) {
  console.error(`long session: ${arm.name}`);
  await guarded("a long session", arm, () => measureSession(arm, samples, size.session));
}
for (const arm of arms) {
  console.error(`stops: ${arm.name}`);
  await guarded("stops", arm, () => measureStops(arm, samples, arm.name === "mesoscope" ? size.stops : 5));
}

const machine = `${cpus().length} × ${cpus()[0]!.model}, Node ${process.version}, load ${Math.min(...loads)} to ${Math.max(...loads)}`;
const text = [
  `Medians of ${size.rounds} interleaved rounds; ms, MiB or ratio. ${machine}.`,
  "",
  report(samples),
  ...(samples.failures.length > 0 ? ["", "Failures:", ...samples.failures.map((failure) => `- ${failure}`)] : []),
].join("\n");
console.log(text);
writeFileSync(join(folder, "kernel.json"), JSON.stringify({ machine, samples, failures: samples.failures }));
writeFileSync(join(folder, "kernel.md"), `${text}\n`);
process.exit();

async function runRound(order: readonly Arm[]): Promise<void> {
  const running: Running[] = [];
  try {
    for (const arm of order) {
      await guarded("start", arm, async () => void running.push({ arm, kernel: await measureStart(arm, samples) }));
    }
    await measureCells(running, samples, size.cells);
    for (const { arm, kernel } of running) {
      await guarded("loops", arm, () => measureLoops(kernel, arm, samples, size.loops));
      await measureOutput(kernel, arm, samples);
    }
  } finally {
    for (const { arm, kernel } of running) await measureEnd(kernel, arm, samples);
  }
}

/** A kernel that fails or hangs loses its figure, not the run. */
async function guarded(measure: string, arm: Arm, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    samples.fail(measure, arm.name, error);
  }
}
