import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { userEnvironment, userOptions } from "../node-options.js";
import type { DevtoolsCommand, FromGuard } from "../protocol/devtools.js";
import { encodeFrame, type Frame, FrameReader } from "../protocol/frame.node.js";
import type { FromUser, Known, Outcome, RunMessage, ToUser } from "../protocol/user-process.js";
import { type Ending, ProcessEnded } from "./process-ended.js";

export interface UserProcessOptions {
  readonly directory: string;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** The program to run in place of our own; for tests. */
  readonly program?: string | undefined;
  onMessage(frame: Frame<Exclude<FromUser, { type: "ready" | "done" | "answer" | "exiting" }>>): void;
  /** What V8 tells the debugger. */
  onDevtools?(message: FromGuard): void;
  /** What was written past the capture: by native code, or by programs that the code started. */
  onRaw(stream: "stdout" | "stderr", text: string): void;
  /** The process has gone; `expected` after `close`. */
  onEnd(ending: Ending): void;
}

const program = fileURLToPath(new URL("../user/main.node.js", import.meta.url));
/** How long the process may take to end by itself, in milliseconds. */
const exitGrace = 1000;
/** What Node says when a process ends before the guard has let it go, as on a busy machine. */
const nodeWaits = /^Waiting for the debugger to disconnect\.\.\.\n/m;

/** One process that runs the cells: from its start to its end. */
export class UserProcess {
  readonly #child: ChildProcess;
  readonly #options: UserProcessOptions;
  readonly #waiting = new Map<number, PromiseWithResolvers<Outcome>>();
  readonly #asked = new Map<number, PromiseWithResolvers<unknown>>();
  #questions = 0;
  readonly #gone = Promise.withResolvers<void>();
  #ended = false;
  readonly #ending: { -readonly [key in keyof Ending]: Ending[key] } = { ready: false, asked: false, stopped: false };

  constructor(options: UserProcessOptions) {
    this.#options = options;
    this.#child = spawn(process.execPath, [...userOptions, options.program ?? program], {
      cwd: options.directory,
      env: { ...userEnvironment, ...process.env, ...options.environment },
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
    });
    this.#readRaw("stdout");
    this.#readRaw("stderr");
    this.#readFrames(this.#child.stdio[4] as Readable);
    this.#readGuard((this.#child.stdio as readonly unknown[])[5] as Readable);
    for (const input of [3, 5] as const) this.#input(input).on("error", () => {}); // the process has gone: `exit` tells
    this.#child.once("exit", (exitCode, signal) => this.#end({ exitCode, signal }));
    this.#child.once("error", (error) => this.#end({ failure: whyNotStarted(error, options.directory) }));
  }

  /**
   * Runs a cell. The frame is on its way when this returns.
   *
   * @throws ProcessEnded when the process ends before the cell does
   */
  run(message: RunMessage): Promise<Outcome> {
    return this.#send(message.run, message);
  }

  /** Passes a comm message on; settles when it has been handled. */
  comm(message: Extract<ToUser, { type: "comm" }>, buffers: readonly Uint8Array[]): Promise<Outcome> {
    return this.#send(message.run, message, buffers);
  }

  /** Asks what only the process knows; undefined when it ends before. */
  ask<Kind extends keyof Known>(kind: Kind, about = ""): Promise<Known[Kind] | undefined> {
    const answer = Promise.withResolvers<unknown>();
    this.#asked.set(++this.#questions, answer);
    this.#input(3).write(encodeFrame({ type: "ask", ask: this.#questions, kind, about } satisfies ToUser));
    return answer.promise as Promise<Known[Kind] | undefined>;
  }

  answer(message: Extract<ToUser, { type: "answer" | "refuse" }>): void {
    this.#input(3).write(encodeFrame(message));
  }

  /** Asks the main thread and the guard to stop what runs. */
  stop(number: number): void {
    const frame = encodeFrame({ type: "stop", stop: number } satisfies ToUser);
    this.#input(5).write(frame);
    this.#input(3).write(frame);
  }

  /** Asks V8 on behalf of the debugger. */
  devtools(command: DevtoolsCommand): void {
    this.#input(5).write(encodeFrame(command));
  }

  /** Leaves what it writes in the pipes, where it must wait, or reads on. */
  hold(): void {
    for (const stream of this.#outputs()) stream.pause();
  }

  release(): void {
    for (const stream of this.#outputs()) stream.resume();
  }

  /** Ends a process that does not answer. */
  kill(): void {
    this.#ending.stopped = true;
    this.#child.kill("SIGKILL");
  }

  /** Lets plugins undo what they did, then ends. */
  async close(): Promise<void> {
    this.#ending.asked = true;
    this.#input(3).write(encodeFrame({ type: "exit" } satisfies ToUser));
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), exitGrace);
    await this.#gone.promise;
    clearTimeout(timer);
  }

  #send(run: number, message: ToUser, payloads?: readonly Uint8Array[]): Promise<Outcome> {
    const outcome = Promise.withResolvers<Outcome>();
    this.#waiting.set(run, outcome);
    this.#input(3).write(encodeFrame(message, payloads));
    return outcome.promise;
  }

  #outputs(): Readable[] {
    const { stdout, stderr, stdio } = this.#child;
    return [stdout, stderr, stdio[4]] as Readable[];
  }

  #input(descriptor: 3 | 5): Writable {
    return (this.#child.stdio as readonly unknown[])[descriptor] as Writable;
  }

  #readRaw(name: "stdout" | "stderr"): void {
    const stream = this.#child[name]!;
    stream.setEncoding("utf8");
    stream.on("data", (raw: string) => {
      const text = raw.replace(nodeWaits, "");
      if (text === "") return;
      if (name === "stderr") this.#ending.lastWords = ((this.#ending.lastWords ?? "") + text).slice(-4000);
      this.#options.onRaw(name, text);
    });
    stream.on("error", () => {});
  }

  #readFrames(stream: Readable): void {
    const reader = new FrameReader<FromUser>();
    const take = (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) this.#receive(frame);
      } catch (error) {
        // Somebody else wrote into the pipe: nothing behind can be read.
        console.error("mesoscope: the process of the cells sent no frame:", error);
        this.#child.kill("SIGKILL");
      }
    };
    // What was written raw before a frame is in its pipe by now; one turn of the loop reads it.
    stream.on("data", (chunk: Buffer) => setImmediate(take, chunk));
    stream.on("error", () => {});
  }

  #readGuard(stream: Readable): void {
    const reader = new FrameReader<FromGuard>();
    stream.on("data", (chunk: Buffer) => {
      for (const { header } of reader.push(chunk)) this.#options.onDevtools?.(header);
    });
  }

  #receive(frame: Frame<FromUser>): void {
    const message = frame.header;
    switch (message.type) {
      case "ready":
        this.#ending.ready = true;
        return;
      case "exiting":
        this.#ending.exitedWith = message.exitCode;
        return;
      case "done":
        this.#settle(message.run)?.resolve(message.outcome);
        return;
      case "answer":
        this.#asked.get(message.ask)?.resolve(message.value);
        this.#asked.delete(message.ask);
        return;
      default:
        this.#options.onMessage(frame as Parameters<UserProcessOptions["onMessage"]>[0]);
    }
  }

  #settle(run: number): PromiseWithResolvers<Outcome> | undefined {
    const outcome = this.#waiting.get(run);
    this.#waiting.delete(run);
    return outcome;
  }

  /** Reads what is left in the pipes, then reports the end; programs that the code started may keep pipes open. */
  #end(how: Partial<Ending>): void {
    if (this.#ended) return;
    this.#ended = true;
    Object.assign(this.#ending, how);
    const last = this.#child.stdio[4] as Readable | undefined;
    const report = () =>
      setImmediate(() => {
        const ended = new ProcessEnded(this.#ending);
        for (const run of [...this.#waiting.keys()]) this.#settle(run)!.reject(ended);
        for (const answer of this.#asked.values()) answer.resolve(undefined);
        this.#gone.resolve();
        this.#options.onEnd(this.#ending);
      });
    if (!last || last.closed || how.failure !== undefined) report();
    else last.once("close", report);
  }
}

function whyNotStarted(error: Error, directory: string): string {
  return existsSync(directory) ? error.message : `Its folder ${directory} does not exist`;
}
