import { type ChildProcess, fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { type Answer, areYouThere, type Question, type Request, type Said } from "./messages.js";

const entry = fileURLToPath(new URL("../types/main.node.js", import.meta.url));

/** Cells come before their types. */
const niceness = 10;

/**
 * Each question leaves a hundred megabytes of dead checker behind: V8 is to collect them when the heap has grown by
 * 60 %, where by itself it lets it grow fourfold. Measured at 150 cells: 271 instead of 341 MiB, at the same speed.
 */
const memory = ["--heap-growing-percent=60", "--max-semi-space-size=8"];

/** How often, in milliseconds, a process is asked whether it is there while an answer is awaited. */
const beat = 3000;

/**
 * A process that says nothing for so many beats hangs, and is ended. Its main thread does next to nothing and starts in
 * a tenth of a second; on a machine where other work comes first that may take ten times as long.
 */
const maximumSilence = 3;

/** The process ended before it answered. */
export const lost = Symbol("lost");

/** One life of the type process. */
export class TypeProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer | typeof lost) => void>();
  readonly ended: Promise<void>;
  #lastId = 0;
  #ready = false;
  #beats: NodeJS.Timeout | undefined;
  /** Beats since the process was last heard of. */
  #silence = 0;

  constructor(directory: string, onFull: () => void) {
    this.#child = fork(entry, [directory], {
      cwd: directory,
      env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
      execArgv: memory,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#yieldToCells();
    this.#child.on("message", (said: Said) => {
      this.#silence = 0;
      if (said === "full") onFull();
      else if (said === "ready") this.#ready = true;
      else if (said !== "here") this.#settle(said.id, said.answer);
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
      this.#beats ??= setInterval(() => this.#listen(), beat).unref();
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
    if (this.#waiting.size > 0) return;
    clearInterval(this.#beats);
    this.#beats = undefined;
    this.#silence = 0;
  }

  /** A process that is stopped, or does not get on, takes its questions nowhere: the next one is asked. */
  #listen(): void {
    if (this.#silence++ < maximumSilence) this.#child.send(areYouThere, ignore);
    else this.#child.kill("SIGKILL");
  }
}

/** A process that has ended says so by itself. */
const ignore = () => {};
