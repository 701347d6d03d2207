import { type ChildProcess, spawn } from "node:child_process";

/** How a kernel is started, as a kernelspec says it; `{connection_file}` is filled in. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly interruptMode?: "signal" | "message";
}

/** A kernel's processes: a group of their own, so that all of them end with the test. */
export class KernelProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<void>;
  #log = "";

  constructor(spec: KernelSpec, connectionFile: string, directory: string) {
    const [command, ...rest] = spec.argv.map((word) => word.replace("{connection_file}", connectionFile));
    this.child = spawn(command!, rest, {
      cwd: directory,
      env: { ...process.env, ...spec.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.on("data", (chunk: Buffer) => {
        this.#log = (this.#log + chunk).slice(-20_000);
      });
    }
    this.exited = new Promise((resolve) => {
      this.child.once("exit", () => resolve());
      this.child.once("error", (error) => {
        this.#log += error.message;
        resolve();
      });
    });
    process.once("exit", this.#killGroup);
  }

  get pid(): number {
    return this.child.pid!;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null && this.child.pid !== undefined;
  }

  /** The end of what the kernel's own processes wrote to stdout and stderr. */
  get log(): string {
    return this.#log;
  }

  /** Ends whatever is left of the group. */
  kill(): void {
    process.removeListener("exit", this.#killGroup);
    this.#killGroup();
  }

  readonly #killGroup = () => {
    try {
      if (this.child.pid !== undefined) process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // The whole group has ended already.
    }
  };
}
