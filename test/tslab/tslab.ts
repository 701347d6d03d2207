import { execFile } from "node:child_process";
import { existsSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { npmEnvironment, npmProgram } from "../../kernel-extensions/kernel/dist/project/npm-program.node.js";
import type { KernelSpec, Message } from "../kernel/client/index.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = join(import.meta.dirname, "stock");
const installed = join(folder, "node_modules/.package-lock.json");

/**
 * How tslab's own kernel is started, as its kernelspec says. It is installed at the first use, from the lockfile beside
 * this; it is no dependency of the repository, whose `tsc` its own would replace.
 */
export async function stock(): Promise<KernelSpec> {
  const lockfile = statSync(join(folder, "package-lock.json"));
  if (!existsSync(installed) || statSync(installed).mtimeMs < lockfile.mtimeMs)
    await promisify(execFile)(process.execPath, [npmProgram(), "ci", "--ignore-scripts", "--no-fund", "--no-audit"], {
      cwd: folder,
      env: npmEnvironment(),
    });
  const program = join(folder, "node_modules/tslab/bin/tslab");
  return { argv: [process.execPath, program, "kernel", "--config-path={connection_file}"] };
}

/** Puts packages of this repository beside a notebook, and the types of Node, which tslab looks for there. */
export function linkPackages(directory: string, names: readonly string[]): void {
  mkdirSync(join(directory, "node_modules/@mesoscope"), { recursive: true });
  for (const name of names)
    symlinkSync(join(root, `node_modules/@mesoscope/${name}`), join(directory, `node_modules/@mesoscope/${name}`));
  symlinkSync(join(folder, "node_modules/@types"), join(directory, "node_modules/@types"));
}

/** A thing that was shown: content by type, or plain text alone, and for an update the index of what it replaces. */
export interface Shown {
  readonly data: unknown;
  readonly replaces?: number;
}

/** What messages show, without what differs from kernel to kernel: the ids, and text for pages that show no more. */
export function shown(messages: readonly Message[]): Shown[] {
  const displays = messages.filter(({ type }) => /^(update_)?display_data$/.test(type));
  const ids = displays.map(({ content }) => content.transient.display_id);
  return displays.map(({ type, content }, i) => {
    const { "text/plain": text, ...rest } = content.data;
    const data = Object.keys(rest).length > 0 ? rest : text;
    return type === "display_data" ? { data } : { data, replaces: ids.slice(0, i).indexOf(ids[i]) };
  });
}
