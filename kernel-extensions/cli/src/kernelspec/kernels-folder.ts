import { join, resolve } from "node:path";
import { jupyterFolder } from "@mesoscope/kernel";

/** The `kernels` folder of a Jupyter that is installed at `prefix`. */
export function prefixKernels(prefix: string): string {
  return join(resolve(prefix), "share", "jupyter", "kernels");
}

/** The `kernels` folder in which Jupyter looks for this user's kernels. */
export function userKernels(environment: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  return join(jupyterFolder(environment, platform), "kernels");
}
