import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Case, Kind } from "./cases.ts";
import { type EnvironmentName, pythonOf } from "./environments.ts";
import type { Result } from "./scores.ts";

/** A tool to compare with. */
export interface Peer {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly environment: EnvironmentName;
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

const script = join(import.meta.dirname, "peers.py");
const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

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
