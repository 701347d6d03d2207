import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Memory {
  /** MiB over all processes; pages that two processes share count twice. */
  readonly resident: number;
  /** MiB that no other process shares. */
  readonly private: number;
  readonly processes: number;
}

const typeService = /type-?(service|server)|\/types\//;

/** Memory of a process and all below it, with the type service apart; undefined where the system has no `/proc`. */
export function memoryOf(root: number): { kernel: Memory; types: Memory } | undefined {
  if (!existsSync("/proc/self/smaps_rollup")) return undefined;
  const kernel: number[] = [];
  const types: number[] = [];
  for (const pid of tree(root)) (typeService.test(commandLine(pid)) ? types : kernel).push(pid);
  return { kernel: sum(kernel), types: sum(types) };
}

/** The processes of the type service below `root`. */
export function typeProcesses(root: number): readonly number[] {
  return tree(root).filter((pid) => typeService.test(commandLine(pid)));
}

function sum(pids: readonly number[]): Memory {
  const all = pids.map((pid) => text(`/proc/${pid}/smaps_rollup`));
  const total = (...names: string[]) =>
    all.reduce((mebibytes, rollup) => mebibytes + names.reduce((sum, name) => sum + field(rollup, name), 0), 0);
  return {
    resident: total("Rss"),
    private: total("Private_Clean", "Private_Dirty"),
    processes: pids.length,
  };
}

function field(rollup: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1] ?? 0) / 1024;
}

function tree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(/^PPid:\s+(\d+)/m.exec(text(`/proc/${name}/status`))?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = [root];
  for (let i = 0; i < found.length; i++) found.push(...(children.get(found[i]!) ?? []));
  return found;
}

function commandLine(pid: number): string {
  return text(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

function text(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // The process has ended meanwhile.
  }
}
