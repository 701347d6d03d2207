import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kernelSpec } from "../../../kernel-extensions/kernel/dist/kernel-spec.node.js";
import { createConnection } from "./connection.ts";
import { type ClientOptions, KernelClient, sleep, within } from "./kernel-client.ts";
import { KernelProcess, type KernelSpec } from "./kernel-process.ts";
import type { Message } from "./message.ts";

export interface StartOptions extends ClientOptions {
  /** The notebook's folder; a temporary one when left out. */
  readonly directory?: string;
  readonly transport?: "tcp" | "ipc";
  /** Encrypts what goes over the sockets. */
  readonly encrypted?: boolean;
  readonly milliseconds?: number;
}

/** A running kernel with a client connected to it. */
export class Kernel extends KernelClient {
  readonly spec: KernelSpec;
  readonly directory: string;
  readonly process: KernelProcess;
  /** Milliseconds from spawn to the first `kernel_info_reply`. */
  launched = Number.NaN;
  info: Message | undefined;
  readonly #cleanUp: () => void;

  constructor(spec: KernelSpec, connection: Awaited<ReturnType<typeof createConnection>>, options: StartOptions) {
    super(connection, options);
    this.spec = spec;
    const temporary = options.directory === undefined ? mkdtempSync(join(tmpdir(), "notebook-")) : undefined;
    this.directory = temporary ?? options.directory!;
    this.process = new KernelProcess(spec, connection.path, this.directory);
    this.#cleanUp = () => {
      connection.remove();
      if (temporary) rmSync(temporary, { recursive: true, force: true });
    };
  }

  /** Asks the kernel to stop what runs, in the way its kernelspec says. */
  async interrupt(): Promise<void> {
    if (this.spec.interruptMode === "message") await this.ask("interrupt_request", {}, { channel: "control" });
    else process.kill(this.process.pid, "SIGINT");
  }

  /** Asks the kernel to end; `true` when it did by itself. What is left of it is killed. */
  async shutdown(milliseconds = 5000): Promise<boolean> {
    this.send("shutdown_request", { restart: false }, { channel: "control" });
    const ended = await Promise.race([this.process.exited.then(() => true), sleep(milliseconds).then(() => false)]);
    this.process.kill();
    this.close();
    this.#cleanUp();
    return ended;
  }
}

/** Starts a kernel and waits until it answers. */
export async function startKernel(spec: KernelSpec, options: StartOptions = {}): Promise<Kernel> {
  const connection = await createConnection(options.transport, options);
  const start = performance.now();
  const kernel = new Kernel(spec, connection, options);
  const died = kernel.process.exited.then(() => {
    throw new Error(`the kernel ended before it answered:\n${kernel.process.log}`);
  });
  try {
    const ready = kernel.ready(options.milliseconds);
    kernel.info = await Promise.race([within(ready, (options.milliseconds ?? 30_000) + 1000, "not ready"), died]);
    kernel.launched = kernel.info.at - start;
    return kernel;
  } catch (error) {
    await kernel.shutdown(0);
    throw error;
  }
}

/** How this repository's kernel is started; it leaves the person's history alone. */
export const mesoscope: KernelSpec = {
  argv: kernelSpec().argv,
  env: { MESOSCOPE_HISTORY: "off" },
  interruptMode: "message",
};
