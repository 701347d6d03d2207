/**
 * One log marginal likelihood with its gradient beside scikit-learn, GPyTorch and GPy, with equal threads:
 * `npm run bench -- gp-evaluation [--quick] [--threads 1] [--sizes 200,1000,4000]`. Matérn 5/2 with 8 length scales, output scale
 * and noise. Rounds are interleaved; ratios are medians of pairs.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { userEnvironment } from "../../../kernel-extensions/kernel/dist/node-options.js";
import { Arm, threadVariables } from "../../core/bench/numerics/arm.ts";
import { type Line, measure, table } from "../../core/bench/numerics/rounds.ts";
import { folderOf, installEnvironments, pythonOf } from "./gp/environments.ts";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, threads: { type: "string" }, sizes: { type: "string" } },
});
const sizes = (options.sizes ?? (options.quick ? "200,1000" : "200,1000,4000")).split(",").map(Number);
const threads = Number(options.threads ?? 1);
/** Shares of the fastest peer's time. */
const targets: Readonly<Record<string, number>> = { openblas: 0.45, embedded: 0.75 };

const folder = resolve(import.meta.dirname, "../../../.bench");
mkdirSync(folder, { recursive: true });
for (const sentence of installEnvironments()) throw new Error(`bench gp-evaluation: ${sentence}`);

const variables = { ...threadVariables(threads), VIRTUAL_ENV: folderOf("modern") };
const peer = join(import.meta.dirname, "gp-evaluation/peer.py");
const own = [process.execPath, join(import.meta.dirname, "gp-evaluation/own.ts")];
const arms = [
  new Arm("GPy", [pythonOf("older"), peer, "GPy"], variables),
  new Arm("scikit-learn", [pythonOf("modern"), peer, "scikit-learn"], variables),
  new Arm("GPyTorch", [pythonOf("modern"), peer, "GPyTorch"], variables),
  ...["openblas", "embedded", "embedded-plain"].map(
    (layer) => new Arm(layer, own, { ...userEnvironment, ...variables, MESOSCOPE_BACKEND: layer }),
  ),
];
const lines: Line[] = [];
for (const n of sizes) {
  const rounds = n > 2000 ? 3 : n > 500 ? 9 : 25;
  lines.push(await measure(`${n} × 8`, arms, options.quick ? Math.ceil(rounds / 3) : rounds));
}
for (const arm of arms) arm.end();

const machine = `${cpus().length} × ${cpus()[0]!.model}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`;
const target = (arm: string) => (targets[arm] ? `, target ${targets[arm]} of the fastest` : "");
console.log(
  `${threads} threads: best in ms, and the median ratio to GPy. ${machine}.\n\n${table(arms, lines, target)}`,
);
for (const { name, best } of lines) {
  const fastest = Math.min(...best.slice(0, 3).filter((time) => time !== undefined));
  const shares = arms.slice(3).map((arm, a) => `${arm.name} ${((best[3 + a] ?? Number.NaN) / fastest).toFixed(2)}`);
  console.log(`${name}: share of the fastest peer's best time: ${shares.join(", ")}`);
}
writeFileSync(join(folder, `gp-evaluation-${threads}.json`), JSON.stringify({ machine, threads, lines }));
process.exit();
