import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const versions = { tslab: "1.0.22", deno: "2.9.6", ipykernel: "7.4.0", xeus: "0.19.0" };

/** Commands of the peers that could be installed, and a sentence for each that could not. */
export interface Peers {
  readonly deno?: string | undefined;
  readonly tslab?: string | undefined;
  readonly python?: string | undefined;
  /** The Python that has xeus-python. */
  readonly xeus?: string | undefined;
  readonly missing: readonly string[];
}

/** Installs the kernels to compare with into a folder of their own, without running install scripts. */
export function installPeers(folder: string): Peers {
  mkdirSync(folder, { recursive: true });
  const missing: string[] = [];
  return {
    ...installFromNpm(folder, missing),
    python: installFromPyPI(folder, "ipykernel", `ipykernel==${versions.ipykernel}`, missing),
    xeus: installFromPyPI(folder, "xpython_launcher", `xeus-python==${versions.xeus}`, missing),
    missing,
  };
}

function installFromNpm(folder: string, missing: string[]) {
  const find = (pattern: string) => globSync(pattern, { cwd: folder }).map((path) => join(folder, path))[0];
  const look = () => ({
    tslab: find("node_modules/tslab/bin/tslab"),
    deno: find("node_modules/@deno/*/deno{,.exe}"),
  });
  const found = look();
  if (found.tslab && found.deno) return found;
  const dependencies = { tslab: versions.tslab, deno: versions.deno };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  const failure = run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
  const installed = look();
  if (!installed.tslab) missing.push(`tslab ${versions.tslab} could not be installed: ${failure}`);
  if (!installed.deno) missing.push(`Deno ${versions.deno} could not be installed: ${failure}`);
  return installed;
}

/** The Python of the folder's environment, when it has or gets a package with this module. */
function installFromPyPI(folder: string, module: string, wanted: string, missing: string[]): string | undefined {
  const environment = join(folder, "venv");
  const python = join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const works = () => existsSync(python) && run(python, ["-c", `import ${module}`], folder) === undefined;
  if (works()) return python;
  const failure =
    (existsSync(python) ? undefined : run("python3", ["-m", "venv", environment], folder)) ??
    run(python, ["-m", "pip", "install", "-qq", wanted], folder);
  if (works()) return python;
  missing.push(`${wanted} could not be installed: ${failure}`);
  return undefined;
}

/** Runs a command; the end of what it complained about when it failed. */
function run(command: string, words: readonly string[], cwd: string): string | undefined {
  const { status, stderr, error } = spawnSync(command, words, { cwd, encoding: "utf8", timeout: 300_000 });
  return status === 0 ? undefined : (error?.message ?? stderr.trim().split("\n").slice(-3).join(" "));
}
