export type { Comm } from "./comm.ts";
export { type Connection, createConnection } from "./connection.ts";
export type { Executed } from "./executed.ts";
export { type ExecuteOptions, KernelClient, sleep, within } from "./kernel-client.ts";
export type { KernelSpec } from "./kernel-process.ts";
export { Codec, type Message } from "./message.ts";
export type { Request } from "./request.ts";
export { type Kernel, mesoscope, type StartOptions, startKernel } from "./start-kernel.ts";
