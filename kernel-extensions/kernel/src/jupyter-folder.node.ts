import { homedir } from "node:os";
import { join } from "node:path";

/** The folder in which Jupyter looks for this user's kernels and extensions. */
export function jupyterFolder(environment: NodeJS.ProcessEnv, platform: string): string {
  if (environment.JUPYTER_DATA_DIR) return environment.JUPYTER_DATA_DIR;
  if (platform === "win32") return join(environment.APPDATA || join(homedir(), "AppData", "Roaming"), "jupyter");
  if (platform === "darwin") return join(homedir(), "Library", "Jupyter");
  return join(environment.XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}
