import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The `kernels` folder of a Jupyter that is installed at `prefix`. */
export function prefixKernels(prefix: string): string {
  return join(resolve(prefix), "share", "jupyter", "kernels");
}

/** The `kernels` folder in which Jupyter looks for this user's kernels. */
export function userKernels(environment: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  return join(environment.JUPYTER_DATA_DIR || userData(environment, platform), "kernels");
}

function userData(environment: NodeJS.ProcessEnv, platform: string): string {
  if (platform === "win32") return join(environment.APPDATA || join(homedir(), "AppData", "Roaming"), "jupyter");
  if (platform === "darwin") return join(homedir(), "Library", "Jupyter");
  return join(environment.XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}
