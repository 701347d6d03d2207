import { createHash } from "node:crypto";
import { globSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { explain, type Home, isStamped, runProgram, stamp, step, withLock } from "#launch";
import { findPython } from "./find-python.js";

/** A list of pinned Python packages in the folder `requirements`, and modules that are there when they are. */
export interface PythonPackages {
  readonly name: "lab" | "test";
  readonly title: string;
  readonly modules: readonly string[];
  /** Packages of our own, in the folder `python`. */
  readonly own: readonly string[];
}

export const labPackages: PythonPackages = {
  name: "lab",
  title: "JupyterLab",
  modules: ["jupyterlab", "jupyter_server"],
  own: [],
};
export const testPackages: PythonPackages = {
  name: "test",
  title: "Notebook tools and Flower for the tests",
  modules: ["nbclient", "pytest", "flwr", "mesoscope_papermill"],
  own: ["mesoscope-papermill"],
};

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const requirementsOf = ({ name }: PythonPackages): string => join(packageFolder, "requirements", `${name}.txt`);
const ownOf = ({ own }: PythonPackages): string[] => own.map((name) => join(packageFolder, "python", name));

/** The Python of the environment that belongs to this copy of Mesoscope. */
function environmentPython(home: Home): string {
  return process.platform === "win32" ? join(home.python, "Scripts", "python.exe") : join(home.python, "bin", "python");
}

/** Installs the packages into the environment, unless they are there; an environment that does not run is made anew. */
export async function ensurePython(home: Home, ...wanted: readonly PythonPackages[]): Promise<string> {
  const python = environmentPython(home);
  const isMissing = (packages: PythonPackages) => !isStamped(stampFile(home, packages), stateOf(packages));
  if (!wanted.some(isMissing) && (await has(python, wanted))) return python;
  await withLock(home.lock, async () => {
    const installed = wanted.filter((packages) => !isMissing(packages));
    if (isMissing(labPackages) || !(await has(python, installed))) {
      rmSync(home.python, { recursive: true, force: true });
      await step("Python environment", () => make(home));
    }
    for (const packages of wanted.filter(isMissing)) await step(packages.title, () => install(home, packages));
  });
  return python;
}

/** Looks for the modules without loading them, which would take longer than all the rest of a second start. */
const probe = "import sys; from importlib.util import find_spec; sys.exit(not all(map(find_spec, sys.argv[1:])))";

async function has(python: string, wanted: readonly PythonPackages[]): Promise<boolean> {
  const modules = wanted.flatMap((packages) => packages.modules);
  return (await runProgram([python, "-c", probe, ...modules])).status === 0;
}

/** Changes with every file that says what is installed. */
function stateOf(packages: PythonPackages): object {
  const sources = ownOf(packages).flatMap((folder) => globSync(join(folder, "*.{py,toml}")).sort());
  const hash = createHash("sha256");
  for (const file of [requirementsOf(packages), ...sources]) hash.update(readFileSync(file));
  return { requirements: hash.digest("hex") };
}

const stampFile = (home: Home, { name }: PythonPackages): string => join(home.python, `mesoscope-${name}.json`);

const hasUv = async (): Promise<boolean> => (await runProgram(["uv", "--version"])).status === 0;

async function make(home: Home): Promise<void> {
  const command = (await hasUv())
    ? ["uv", "venv", "--quiet", "--python", ">=3.10"]
    : [...(await findPython()), "-m", "venv"];
  await succeed(home, "Making the Python environment", [...command, home.python]);
}

async function install(home: Home, packages: PythonPackages): Promise<void> {
  const python = environmentPython(home);
  const installer = (await hasUv())
    ? ["uv", "pip", "install", "--quiet", "--python", python]
    : [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  await succeed(home, `Installing ${packages.title}`, [
    ...installer,
    "-r",
    requirementsOf(packages),
    ...ownOf(packages),
  ]);
  stamp(stampFile(home, packages), stateOf(packages));
}

async function succeed(home: Home, what: string, command: readonly string[]): Promise<void> {
  const { status, output } = await runProgram(command);
  if (status !== 0) throw explain(what, output, home);
}
