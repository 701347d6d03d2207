import { type ChildProcess, fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import type { Answer, Question, Request, Response } from "./messages.js";

const entry = fileURLToPath(new URL("../types/main.node.js", import.meta.url));

/** Cells come before their types. */
const niceness = 10;

/** One life of the type process. Questions that it does not live to answer get `null`. */
export class TypeProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly ended: Promise<void>;
  #lastId = 0;

  constructor(directory: string) {
    this.#child = fork(entry, [directory], {
      cwd: directory,
      env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#yieldToCells();
    this.#child.on("message", ({ id, answer }: Response) => this.#settle(id, answer));
    this.ended = new Promise((resolve) => {
      const end = () => {
        for (const id of [...this.#waiting.keys()]) this.#settle(id, null);
        resolve();
      };
      this.#child.on("exit", end);
      this.#child.on("error", end);
    });
  }

  ask(question: Question): Promise<Answer> {
    const request: Request = { id: ++this.#lastId, question };
    return new Promise((resolve) => {
      this.#waiting.set(request.id, resolve);
      this.#child.send(request, (error) => error && this.#settle(request.id, null));
    });
  }

  async close(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.ended;
  }

  /** Done from here, before the process has threads: a process that lowers itself lowers one thread. */
  #yieldToCells(): void {
    if (this.#child.pid !== undefined) setPriority(this.#child.pid, niceness);
  }

  #settle(id: number, answer: Answer): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}
