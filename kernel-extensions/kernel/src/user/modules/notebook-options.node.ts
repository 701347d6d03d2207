import { type RuntimeOptions, runtimeOptions } from "../../project/runtime-options.node.js";

/** The notebook's folder; code may leave it. */
const directory = process.cwd();

/** The compiler options of the notebook's project, as they are now. */
export const notebookOptions = (): RuntimeOptions => runtimeOptions(directory);
