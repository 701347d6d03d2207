/** Two modules from the kernels of this folder, without and with relaxed SIMD (fused multiply-add). */
import path from "node:path";
import { compileKernels } from "./compile.mjs";

const folder = import.meta.dirname;
const memory = ["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"];
const threads = ["--enable", "threads", ...memory];

await compileKernels(folder, path.join(folder, "../dist/backend/kernels.js"), {
  plain: [...threads, "--use", "RELAXED=0"],
  relaxed: [...threads, "--enable", "relaxed-simd", "--use", "RELAXED=1"],
});
