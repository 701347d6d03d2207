import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { type KernelSpec, mesoscope } from "../../../../test/kernel/client/index.ts";
import { type Language, python, typescript } from "./language.ts";
import type { Peers } from "./peers.ts";

/** One kernel of the comparison. */
export interface Arm {
  readonly name: ArmName;
  readonly spec: KernelSpec;
  readonly language: Language;
  readonly directory: string;
}

export const armNames = ["mesoscope", "deno", "tslab", "ipykernel", "xeus"] as const;
export type ArmName = (typeof armNames)[number];

/** Ours, and every peer that is there. */
export function armsOf(folder: string, peers: Peers): Arm[] {
  const home = resolve(folder, "home");
  mkdirSync(home, { recursive: true });
  const own = { ...mesoscope, env: { MESOSCOPE_HISTORY: resolve(folder, "history.sqlite") } };
  const arms: Arm[] = [{ name: "mesoscope", spec: own, language: typescript, directory: home }];
  if (peers.deno) {
    const argv = [peers.deno, "jupyter", "--kernel", "--conn", "{connection_file}"];
    const env = { DENO_DIR: resolve(folder, "deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
    arms.push({ name: "deno", spec: { argv, env, interruptMode: "message" }, language: typescript, directory: home });
  }
  if (peers.tslab) {
    const argv = [process.execPath, peers.tslab, "kernel", "--config-path={connection_file}"];
    // tslab finds the types of Node only above the folder it runs in.
    arms.push({ name: "tslab", spec: { argv, interruptMode: "signal" }, language: typescript, directory: folder });
  }
  if (peers.python) {
    const argv = [peers.python, "-m", "ipykernel_launcher", "-f", "{connection_file}"];
    const env = { IPYTHONDIR: resolve(folder, "ipython") };
    arms.push({ name: "ipykernel", spec: { argv, env, interruptMode: "signal" }, language: python, directory: home });
  }
  if (peers.xeus) {
    const argv = [peers.xeus, "-m", "xpython_launcher", "-f", "{connection_file}"];
    arms.push({ name: "xeus", spec: { argv, interruptMode: "signal" }, language: python, directory: home });
  }
  return arms;
}
