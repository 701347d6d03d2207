import { type ChildProcess, fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import type { Answer, Question, Request, Said } from "./messages.js";

const entry = fileURLToPath(new URL("../types/main.node.js", import.meta.url));

/** Cells come before their types. */
const niceness = 10;

/**
 * Each question leaves a hundred megabytes of dead checker behind: V8 is to collect them when the heap has grown by
 * 60 %, where by itself it lets it grow fourfold. Measured at 150 cells: 271 instead of 341 MiB, at the same speed.
 */
const memory = ["--heap-growing-percent=60", "--max-semi-space-size=8"];

/** The process ended before it answered. */
export const lost = Symbol("lost");

/** One life of the type process. */
export class TypeProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer | typeof lost) => void>();
  readonly ended: Promise<void>;
  #lastId = 0;
  #ready = false;

  constructor(directory: string, onFull: () => void) {
    this.#child = fork(entry, [directory], {
      cwd: directory,
      env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
      execArgv: memory,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#yieldToCells();
    this.#child.on("message", (said: Said) => {
      if (said === "full") onFull();
      else if (said === "ready") this.#ready = true;
      else this.#settle(said.id, said.answer);
    });
    this.ended = new Promise((resolve) => {
      const end = () => {
        for (const id of [...this.#waiting.keys()]) this.#settle(id, lost);
        resolve();
      };
      this.#child.on("exit", end);
      this.#child.on("error", end);
    });
  }

  /** It has loaded. */
  get ready(): boolean {
    return this.#ready;
  }

  ask(question: Question): Promise<Answer | typeof lost> {
    const request: Request = { id: ++this.#lastId, question };
    return new Promise((resolve) => {
      this.#waiting.set(request.id, resolve);
      this.#child.send(request, (error) => error && this.#settle(request.id, lost));
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

  #settle(id: number, answer: Answer | typeof lost): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}
