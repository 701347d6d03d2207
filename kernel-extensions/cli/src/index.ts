export { type Cell, type Notebook, type Output, readNotebook } from "./run/notebook.js";
export { type Failure, type RunResult, type RunWatcher, runNotebook } from "./run/run-notebook.js";
export { writeNotebook } from "./run/write-notebook.js";
