import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Home, writeAtomically } from "#launch";
import { writeKernelspec } from "../kernelspec/kernelspec.js";

/** What differs from JupyterLab's defaults: texts open as people read them, nothing asks the network for news, widgets are saved. */
const overrides = {
  "@jupyterlab/docmanager-extension:plugin": { defaultViewers: { markdown: "Markdown Preview" } },
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  "@jupyter-widgets/jupyterlab-manager:plugin": { saveState: true },
};

/** Writes the kernelspec and the settings into the environment; at every start, because the checkout may have moved. */
export function writeLabFiles(home: Home): void {
  const share = join(home.python, "share", "jupyter");
  writeKernelspec(join(share, "kernels"));
  const file = join(share, "lab", "settings", "overrides.json");
  const content = `${JSON.stringify(overrides, null, 2)}\n`;
  if (!existsSync(file) || readFileSync(file, "utf8") !== content) writeAtomically(file, content);
}
