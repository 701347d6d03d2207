/**
 * The borehole function of eight inputs with 5 % noise through 256 inducing points, beside GPyTorch's variational process
 * of as many: CPU seconds of fit and prediction, error and density of 2000 new points, in standard deviations of the
 * targets. GPyTorch has one thread, with which it needs least: `npm run bench -- sparse [--rows 100000] [--rounds 3]`.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  coverage,
  median,
  NDArray,
  negativeLogPredictiveDensity,
  randomStream,
  rootMeanSquareError,
} from "@mesoscope/core";
import { sparseGaussianProcess, variationalGaussianProcess } from "@mesoscope/gp";
import type { Predictive } from "@mesoscope/sdk";
import { threadVariables } from "../../core/bench/numerics/arm.ts";
import { installEnvironments, pythonOf } from "./gp/environments.ts";

const { values: options } = parseArgs({ options: { rows: { type: "string" }, rounds: { type: "string" } } });
const rows = Number(options.rows ?? 100_000);
const rounds = Number(options.rounds ?? 3);
for (const sentence of installEnvironments()) throw new Error(`bench sparse: ${sentence}`);

const limits = [
  [0.05, 0.15],
  [100, 50_000],
  [63_070, 115_600],
  [990, 1110],
  [63.1, 116],
  [700, 820],
  [1120, 1680],
  [9855, 12_045],
];

function borehole(x: readonly number[]): number {
  const [rw, r, tu, hu, tl, hl, l, kw] = x as [number, number, number, number, number, number, number, number];
  const ratio = Math.log(r / rw);
  return (2 * Math.PI * tu * (hu - hl)) / (ratio * (1 + (2 * l * tu) / (ratio * rw ** 2 * kw) + tu / tl));
}

const test = 2000;
const stream = randomStream(1);
const X = stream.uniforms([rows + test, 8]);
const clean = Array.from({ length: rows + test }, (_, i) =>
  borehole(limits.map(([low, high], j) => low! + X.data[8 * i + j]! * (high! - low!))),
);
const centre = clean.reduce((total, value) => total + value, 0) / clean.length;
const spread = Math.sqrt(clean.reduce((total, value) => total + (value - centre) ** 2, 0) / clean.length);
const y = new NDArray(Float64Array.from(clean, (value) => (value - centre) / spread + 0.05 * stream.normal()));

interface Score {
  readonly seconds: number;
  readonly error: number;
  readonly density: number;
  readonly covers: number;
}

async function ours(
  spec: ReturnType<typeof sparseGaussianProcess | typeof variationalGaussianProcess>,
): Promise<Score> {
  const start = process.cpuUsage();
  const model = await spec.fit(X.slice(0, rows), y.slice(0, rows));
  const predictive: Predictive = model.predictive(X.slice(rows));
  void predictive.std;
  const { user, system } = process.cpuUsage(start);
  const truth = y.slice(rows);
  return {
    seconds: (user + system) / 1e6,
    error: rootMeanSquareError(truth, predictive.mean),
    density: negativeLogPredictiveDensity(truth, predictive),
    covers: coverage(truth, predictive, 0.95),
  };
}

function theirs(): Score {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-sparse-"));
  try {
    const file = join(folder, "data");
    writeFileSync(file, Float64Array.from([...X.data, ...y.data]));
    const script = join(import.meta.dirname, "sparse-peer.py");
    const env = { ...process.env, ...threadVariables(1) };
    const input = [script, file, String(rows), String(test)];
    return JSON.parse(execFileSync(pythonOf("modern"), input, { encoding: "utf8", env }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const arms: Record<string, () => Score | Promise<Score>> = {
  "GPyTorch, variational, 400 steps": theirs,
  sparseGaussianProcess: () => ours(sparseGaussianProcess()),
  variationalGaussianProcess: () => ours(variationalGaussianProcess()),
};
const scores: Record<string, Score[]> = {};
for (let round = 0; round < rounds; round++) {
  for (const [name, run] of Object.entries(arms)) {
    scores[name] ??= [];
    scores[name].push(await run());
  }
}
console.log(`${rows} rows, medians of ${rounds} rounds\n`);
console.log("| | CPU s | RMSE | NLPD | 95 % covers |\n| --- | --- | --- | --- | --- |");
for (const [name, all] of Object.entries(scores)) {
  const of = (key: keyof Score) => median(all.map((score) => score[key]));
  const numbers = [of("seconds").toFixed(1), of("error").toFixed(4), of("density").toFixed(3), of("covers").toFixed(3)];
  console.log(`| ${name} | ${numbers.join(" | ")} |`);
}
