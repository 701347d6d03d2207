import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Answer } from "./answers.ts";
import type { Statement } from "./manifest.ts";

/** A tool to compare with, and the kinds of problems it is for. */
export interface Peer {
  readonly name: string;
  readonly kinds: readonly Statement["kind"][];
}

export const peers: readonly Peer[] = [
  { name: "pyoperon", kinds: ["regression", "ode", "pde"] },
  { name: "gplearn", kinds: ["regression", "ode", "pde"] },
  { name: "pysindy", kinds: ["ode", "pde"] },
];

const packages = ["numpy", "scipy", "pyoperon==0.6.2", "gplearn==0.4.3", "pysindy==2.1.0"];
const environment = resolve(import.meta.dirname, "../../../../.bench/symbolic/peers");
const python = join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const script = join(import.meta.dirname, "peers.py");
const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/** Installs the peers into an environment of their own; throws where that failed. */
export function installPeers(): void {
  const works = () =>
    existsSync(python) && spawnSync(python, ["-c", "import pyoperon.sklearn, gplearn.genetic, pysindy"]).status === 0;
  if (works()) return;
  mkdirSync(dirname(environment), { recursive: true });
  spawnSync("python3", ["-m", "venv", environment]);
  const { stderr } = spawnSync(python, ["-m", "pip", "install", "-qq", ...packages], { encoding: "utf8" });
  if (!works()) throw new Error(`bench symbolic: the peers could not be installed: ${stderr?.slice(-500)}`);
}

/** What a peer says of a problem, in a process of its own with one thread. */
export async function runPeer(
  { name }: Peer,
  folder: string,
  statement: Statement,
  budget: { readonly cpuSeconds: number; readonly seed: number },
): Promise<Answer> {
  const given = [name, folder, JSON.stringify(statement), String(budget.cpuSeconds), String(budget.seed)];
  const { stdout } = await promisify(execFile)(python, [script, ...given], {
    env: { ...process.env, ...oneThread },
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\n{") + 1));
}
