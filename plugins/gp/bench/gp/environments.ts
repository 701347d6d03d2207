import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

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
      "scipy-openblas64",
    ],
    check: "import sklearn, gpytorch, botorch, smt, scipy_openblas64",
  },
  older: { packages: ["numpy<2", "GPy==1.13.2", "emukit==0.5.1", "matplotlib"], check: "import GPy, emukit" },
} as const;

export type EnvironmentName = keyof typeof environments;

const folder = resolve(import.meta.dirname, "../../../../.bench/gp");

/** Where an environment lies. */
export function folderOf(environment: EnvironmentName): string {
  return join(folder, environment);
}

/** The interpreter of an environment. */
export function pythonOf(environment: EnvironmentName): string {
  return join(folderOf(environment), process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
}

/** Installs what the peers need into folders of their own; a sentence for each environment that failed. */
export function installEnvironments(): string[] {
  mkdirSync(folder, { recursive: true });
  return (Object.keys(environments) as EnvironmentName[]).flatMap((name) => {
    const { packages, check } = environments[name];
    const python = pythonOf(name);
    const works = () => existsSync(python) && spawnSync(python, ["-c", check]).status === 0;
    if (works()) return [];
    spawnSync("python3", ["-m", "venv", folderOf(name)]);
    const { stderr } = spawnSync(python, ["-m", "pip", "install", "-qq", ...packages], { encoding: "utf8" });
    return works() ? [] : [`The peers of the environment ${name} could not be installed: ${stderr?.slice(-500)}`];
  });
}
