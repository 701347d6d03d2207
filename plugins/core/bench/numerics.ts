/**
 * Linear algebra beside NumPy and SciPy with equal threads: `npm run bench -- numerics [--quick] [--threads 1,2]`.
 * Each layer runs in a process of its own, with the environment of the kernel's; rounds are interleaved, and ratios are
 * medians of pairs.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { userEnvironment } from "../../../kernel-extensions/kernel/dist/node-options.js";
import { Arm, threadVariables } from "./numerics/arm.ts";
import { pythonWith } from "./numerics/python.ts";
import { type Line, measure, table } from "./numerics/rounds.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean" }, threads: { type: "string" } } });
const rounds = options.quick ? 3 : 9;
const threadCounts = (options.threads ?? "1,2").split(",").map(Number);
const cases = [
  ...["matmul 1024", "matmul 2048", "cholesky 1000", "cholesky 2000", "cholesky 4000", "inverse 1000"],
  ...["solveTriangular 2000", "squaredDistances 2000", "gaussianCovariance 2000"],
  ...["symmetricEigen 500", "svd 400", "qr 500"],
].filter((name) => !options.quick || !/ (2048|4000)$/.test(name));
/** The layers of which the time is a small multiple of SciPy's; the reference is there to see what they are worth. */
const targets: Readonly<Record<string, number>> = { openblas: 1.05, embedded: 2 };
const withTarget = /^(matmul|cholesky) /;

if (!existsSync(resolve(import.meta.dirname, "../dist/backend/kernels.js"))) {
  throw new Error("bench: the kernels are not built. Run `npm run build` first.");
}
const folder = resolve(import.meta.dirname, "../../../.bench");
mkdirSync(folder, { recursive: true });
const environment = join(folder, "numerics");
const python = pythonWith(environment, ["numpy", "scipy", "scipy-openblas64"]);

for (const threads of threadCounts) {
  const variables = { ...threadVariables(threads), VIRTUAL_ENV: environment };
  const own = [process.execPath, join(import.meta.dirname, "numerics/own.ts")];
  const arms = [
    new Arm("SciPy", [python, join(import.meta.dirname, "numerics/peer.py")], variables),
    ...["openblas", "embedded", "embedded-plain"].map(
      (layer) => new Arm(layer, own, { ...userEnvironment, ...variables, MESOSCOPE_BACKEND: layer }),
    ),
  ];
  const lines: Line[] = [];
  for (const name of cases) lines.push(await measure(name, arms, rounds));
  for (const arm of arms) arm.end();
  const target = (arm: string, name: string) =>
    withTarget.test(name) && targets[arm] ? `, target ${targets[arm]}` : "";
  const machine = `${cpus().length} × ${cpus()[0]!.model}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`;
  const title = `${threads} ${threads === 1 ? "thread" : "threads"}: best of ${rounds} rounds in ms, and the median ratio to SciPy. ${machine}.`;
  console.log(`\n${title}\n\n${table(arms, lines, target)}`);
  writeFileSync(join(folder, `numerics-${threads}.json`), JSON.stringify({ machine, threads, rounds, lines }));
}
process.exit();
