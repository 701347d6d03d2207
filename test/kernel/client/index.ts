export type { Comm } from "./comm.ts";
export { createConnection } from "./connection.ts";
export { DebuggerClient, debugging } from "./debugger.ts";
export { type ExecuteOptions, KernelClient, sleep, within } from "./kernel-client.ts";
export type { KernelSpec } from "./kernel-process.ts";
export type { Message } from "./message.ts";
export type { Request } from "./request.ts";
export { type Kernel, mesoscope, startKernel } from "./start-kernel.ts";
