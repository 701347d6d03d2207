import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

/** How a program ended and what it said. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  /** Variables to set, or with `undefined` to take away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** An empty folder that `remove` deletes. */
export function temporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "mesoscope-cli-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs `mesoscope` of the checkout at `checkout`. */
export function mesoscope(checkout: string, args: readonly string[], { cwd, env, node = [] }: Surroundings = {}) {
  const launcher = path.join(checkout, "kernel-extensions/cli/bin/mesoscope.cjs");
  return new Promise<Ended>((resolve, reject) => {
    const child = spawn(process.execPath, [...node, launcher, ...args], {
      cwd: cwd ?? checkout,
      env: { ...process.env, FORCE_COLOR: undefined, ...env } as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (said.stdout += chunk));
    child.stderr.on("data", (chunk) => (said.stderr += chunk));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? 128, ...said }));
  });
}

/** A built copy of this checkout without data, notebooks and Python; its libraries are links to those of this one. */
export function copyCheckout(): { readonly folder: string; remove(): void } {
  const copy = temporaryFolder();
  const names = ["package.json", "package-lock.json", "lerna.json", "tsconfig.json", "tsconfig.base.json"];
  for (const name of [...names, "kernel-extensions", "plugins", "vitest.config.ts"]) {
    cpSync(path.join(root, name), path.join(copy.folder, name), {
      recursive: true,
      preserveTimestamps: true,
      filter: (source) => path.basename(source) !== "bench",
    });
  }
  linkLibraries(path.join(root, "node_modules"), path.join(copy.folder, "node_modules"));
  return copy;
}

function linkLibraries(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name.startsWith(".")) continue;
    if (name === "mesoscope") symlinkSync("../kernel-extensions/cli", path.join(to, name));
    else if (name !== "@mesoscope") symlinkSync(path.join(from, name), path.join(to, name));
  }
  cpSync(path.join(from, ".mesoscope.json"), path.join(to, ".mesoscope.json"));
  cpSync(path.join(from, "@mesoscope"), path.join(to, "@mesoscope"), { recursive: true, verbatimSymlinks: true });
  if (!existsSync(path.join(to, "@mesoscope/kernel/package.json"))) throw new Error("the copy has no kernel");
}
