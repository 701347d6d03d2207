import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { threadVariables } from "../../../core/bench/numerics/arm.ts";
import { pythonWith } from "../../../core/bench/numerics/python.ts";
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
const script = join(import.meta.dirname, "peers.py");

/** What a peer says of a problem, in a process of its own with one thread; the first call installs the peers. */
export async function runPeer(
  { name }: Peer,
  folder: string,
  statement: Statement,
  budget: { readonly cpuSeconds: number; readonly seed: number },
): Promise<Answer> {
  const given = [name, folder, JSON.stringify(statement), String(budget.cpuSeconds), String(budget.seed)];
  const { stdout } = await promisify(execFile)(pythonWith(environment, packages), [script, ...given], {
    env: { ...process.env, ...threadVariables(1) },
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\n{") + 1));
}
