import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { Case } from "./cases.ts";
import type { Result } from "./scores.ts";

/** What we say of a case, in a process of its own with one thread. */
export async function runOurs({ name, file, kind }: Case): Promise<Result> {
  const script = new URL("recipes.ts", import.meta.url).pathname;
  const env = { ...process.env, MESOSCOPE_THREADS: "1" };
  const { stdout } = await promisify(execFile)(process.execPath, [script, dirname(file), name, kind], {
    env,
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout);
}
