import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { jupyterFolder } from "../../jupyter-folder.node.js";
import { prefixVariable } from "../../kernel-spec.node.js";

/** The version of an extension of JupyterLab, from the folders in which this Jupyter looks for them. */
export function extensionVersion(name: string): string | undefined {
  for (const folder of dataFolders(process.env)) {
    const version = versionIn(join(folder, "labextensions", ...name.split("/"), "package.json"));
    if (version !== undefined) return version;
  }
  return undefined;
}

function dataFolders(environment: NodeJS.ProcessEnv): readonly string[] {
  const { JUPYTER_PATH = "", JUPYTER_PREFER_ENV_PATH, [prefixVariable]: prefix } = environment;
  const own = [jupyterFolder(environment, process.platform)];
  const installed = prefix ? [join(prefix, "share", "jupyter")] : [];
  return [
    ...JUPYTER_PATH.split(delimiter).filter(Boolean),
    ...(JUPYTER_PREFER_ENV_PATH ? [...installed, ...own] : [...own, ...installed]),
    ...(process.platform === "win32" ? [] : ["/usr/local/share/jupyter", "/usr/share/jupyter"]),
  ];
}

function versionIn(file: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
