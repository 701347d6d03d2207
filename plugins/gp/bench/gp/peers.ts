import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Case, Kind } from "./cases.ts";
import type { Result } from "./scores.ts";

/** GPy and emukit need an older NumPy than the others: two environments. */
const environments = {
  modern: {
    packages: [
      "numpy",
      "scipy",
      "scikit-learn==1.9.1",
      "torch==2.13.0",
      "gpytorch==1.15.2",
      "botorch==0.18.1",
      "smt==2.15.0",
    ],
    check: "import sklearn, gpytorch, botorch, smt",
  },
  older: { packages: ["numpy<2", "GPy==1.13.2", "emukit==0.5.1", "matplotlib"], check: "import GPy, emukit" },
} as const;

/** A tool to compare with. */
export interface Peer {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly environment: keyof typeof environments;
  /** Beyond so many training rows it takes too long. */
  readonly mostRows: number;
}

export const peers: readonly Peer[] = [
  { name: "scikit-learn", kinds: ["exact", "co2"], environment: "modern", mostRows: 1500 },
  { name: "GPyTorch", kinds: ["exact"], environment: "modern", mostRows: 1500 },
  { name: "GPy", kinds: ["exact"], environment: "older", mostRows: 1500 },
  { name: "BoTorch", kinds: ["exact"], environment: "modern", mostRows: 1500 },
  { name: "SMT MFK", kinds: ["mf"], environment: "modern", mostRows: 1500 },
  { name: "emukit AR1", kinds: ["mf"], environment: "older", mostRows: 1500 },
  { name: "emukit NARGP", kinds: ["mf"], environment: "older", mostRows: 1500 },
];

const folder = resolve(import.meta.dirname, "../../../../.bench/gp");
const script = join(import.meta.dirname, "peers.py");
const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/** Installs what the peers need into folders of their own; a sentence for each environment that failed. */
export function installPeers(): string[] {
  mkdirSync(folder, { recursive: true });
  return Object.entries(environments).flatMap(([name, { packages, check }]) => {
    const python = pythonOf(name);
    const works = () => existsSync(python) && spawnSync(python, ["-c", check]).status === 0;
    if (works()) return [];
    spawnSync("python3", ["-m", "venv", join(folder, name)]);
    const { stderr } = spawnSync(python, ["-m", "pip", "install", "-qq", ...packages], { encoding: "utf8" });
    return works() ? [] : [`The peers of the environment ${name} could not be installed: ${stderr?.slice(-500)}`];
  });
}

/** What a peer says of a case, in a process of its own; a sentence where it failed. */
export async function runPeer({ name, environment }: Peer, { file, kind }: Case): Promise<Result | string> {
  const options = { env: { ...process.env, ...oneThread }, maxBuffer: 2 ** 28, timeout: 600_000 };
  try {
    const { stdout } = await promisify(execFile)(pythonOf(environment), [script, name, file, kind], options);
    return JSON.parse(stdout.slice(stdout.lastIndexOf("\n{") + 1));
  } catch (error) {
    return String((error as { stderr?: string }).stderr ?? error)
      .trim()
      .split("\n")
      .at(-1)!;
  }
}

function pythonOf(environment: string): string {
  return join(folder, environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
}
