/** One module from the kernels of this folder. */
import path from "node:path";
import { compileKernels } from "../../core/kernels/compile.mjs";

const folder = import.meta.dirname;

await compileKernels(folder, path.join(folder, "../dist/engine/kernels.js"), { kernels: [] });
