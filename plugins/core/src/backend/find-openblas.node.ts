import { globSync } from "node:fs";
import path from "node:path";

/** A place where OpenBLAS may be: files to try, the best first. */
export interface Place {
  readonly name: string;
  readonly files: readonly string[];
}

const ending = { darwin: "dylib", win32: "dll" }[process.platform as string] ?? "so*";
const systemFiles: Readonly<Record<string, readonly string[]>> = {
  darwin: ["/opt/homebrew/opt/openblas/lib/libopenblas.dylib", "/usr/local/opt/openblas/lib/libopenblas.dylib"],
  win32: ["libopenblas.dll"],
  linux: ["libopenblas.so.0", "libopenblas.so"],
};

/**
 * Where to look: the file that `MESOSCOPE_OPENBLAS` names, the wheel `scipy_openblas64` of a Python environment, the
 * system, and what NumPy and SciPy bring. Environments are the active one and `.venv` above the working folder and
 * above this package.
 */
export function openblasPlaces(): Place[] {
  const named = process.env.MESOSCOPE_OPENBLAS;
  const environments = pythonEnvironments();
  return [
    { name: "the environment variable MESOSCOPE_OPENBLAS", files: named ? [named] : [] },
    { name: "the wheel scipy_openblas64", files: filesIn(environments, "scipy_openblas64/lib/*") },
    { name: "the system", files: systemFiles[process.platform] ?? [] },
    { name: "NumPy", files: filesIn(environments, "numpy.libs/*", "numpy/.dylibs/*") },
    { name: "SciPy", files: filesIn(environments, "scipy.libs/*", "scipy/.dylibs/*") },
  ];
}

function pythonEnvironments(): string[] {
  const active = [process.env.VIRTUAL_ENV, process.env.CONDA_PREFIX].filter((folder) => folder !== undefined);
  const above = [process.cwd(), import.meta.dirname].flatMap((folder) =>
    foldersAbove(folder).map((parent) => path.join(parent, ".venv")),
  );
  return [...new Set([...active, ...above])];
}

function foldersAbove(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}

function filesIn(environments: readonly string[], ...patterns: string[]): string[] {
  const packages = process.platform === "win32" ? "Lib/site-packages" : "lib/python*/site-packages";
  return environments.flatMap((cwd) =>
    patterns.flatMap((pattern) =>
      globSync(`${packages}/${pattern}openblas*.${ending}`, { cwd }).map((file) => path.join(cwd, file)),
    ),
  );
}
