import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { compileCell } from "../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js";
import { encodeFrame, FrameReader } from "../../../kernel-extensions/kernel/dist/protocol/frame.node.js";
import type {
  FromUser,
  Outcome,
  PublishedType,
  Question,
  RunMessage,
  ToUser,
} from "../../../kernel-extensions/kernel/dist/protocol/user-process.js";

const entry = fileURLToPath(new URL("../../../kernel-extensions/kernel/dist/user/main.node.js", import.meta.url));

/** One message for the page, as the user process sent it. */
export interface Shown {
  readonly message: PublishedType;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every kind
  readonly content: any;
  readonly buffers: readonly Uint8Array[];
}

export interface Ran {
  readonly run: number;
  readonly outcome: Outcome;
  readonly shown: readonly Shown[];
  readonly stdout: string;
  readonly stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly result: any;
  readonly error: { ename: string; evalue: string; traceback: string[] } | undefined;
}

/** A user process on its own, spoken to in frames as the kernel process does. */
export class UserProcess {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly closed: Promise<number | null>;
  answer: (question: Question) => unknown = () => null;
  readonly #shown = new Map<number, Shown[]>();
  readonly #done = new Map<number, (outcome: Outcome) => void>();
  readonly messages: FromUser[] = [];
  raw = "";
  #runs = 0;
  #count = 0;
  #stops = 0;

  constructor(options: { cwd?: string; environment?: Record<string, string> } = {}) {
    this.child = spawn(process.execPath, [entry], {
      cwd: options.cwd ?? process.cwd(),
      env: { ...process.env, ...options.environment },
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
    });
    const reader = new FrameReader<FromUser>();
    let ready = () => {};
    this.ready = new Promise((resolve) => {
      ready = resolve;
    });
    this.closed = new Promise((resolve) => this.child.once("close", resolve));
    this.child.stdout?.on("data", (chunk) => {
      this.raw += chunk;
    });
    this.child.stderr?.on("data", (chunk) => {
      this.raw += chunk;
    });
    this.#pipe(4).on("data", (chunk: Buffer) => {
      for (const { header, payloads } of reader.push(chunk)) {
        if (header.type === "ready") ready();
        else this.#receive(header, payloads);
      }
    });
    for (const pipe of [3, 5]) this.#pipe(pipe).on("error", () => {});
  }

  /** Runs a cell given as the code that the compiler would have made of it. */
  run(code: string, options: Partial<RunMessage> = {}): Promise<Ran> {
    return this.start(code, options).done;
  }

  start(code: string, options: Partial<RunMessage> = {}): { run: number; shown: Shown[]; done: Promise<Ran> } {
    const run = ++this.#runs;
    const count = options.silent ? this.#count + 1 : ++this.#count;
    const shown = this.shown(run);
    const done = new Promise<Outcome>((resolve) => this.#done.set(run, resolve)).then((outcome) =>
      gather(run, outcome, shown),
    );
    const message: RunMessage = {
      type: "run",
      run,
      count,
      id: `cell-${run}`,
      source: code,
      code,
      steps: [],
      silent: false,
      expressions: {},
      ...options,
    };
    this.send(message);
    return { run, shown, done };
  }

  /** Compiles and runs a cell as it is written. */
  cell(source: string, options: Partial<RunMessage> = {}): Promise<Ran> {
    const { code, steps } = compileCell(source);
    return this.run(code, { source, steps, ...options });
  }

  /** What a run has shown so far, also after its end. */
  shown(run: number): Shown[] {
    const shown = this.#shown.get(run) ?? [];
    this.#shown.set(run, shown);
    return shown;
  }

  send(message: ToUser, payloads: readonly Uint8Array[] = []): void {
    this.#pipe(3).write(encodeFrame(message, payloads));
  }

  stop(): void {
    const frame = encodeFrame({ type: "stop", stop: ++this.#stops });
    this.#pipe(5).write(frame);
    this.#pipe(3).write(frame);
  }

  async close(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.closed;
  }

  #pipe(index: number): Socket {
    return this.child.stdio[index] as Socket;
  }

  #receive(header: FromUser, payloads: readonly Uint8Array[]): void {
    this.messages.push(header);
    if (header.type === "publish") {
      const [content, ...buffers] = payloads;
      const text = Buffer.from(content!).toString("utf8");
      this.shown(header.run).push({ message: header.message, content: JSON.parse(text), buffers });
    } else if (header.type === "done") {
      this.#done.get(header.run)?.(header.outcome);
      this.#done.delete(header.run);
    } else if (header.type === "ask") {
      void Promise.resolve(this.answer(header.question)).then((value) =>
        this.send({ type: "answer", ask: header.ask, value }),
      );
    }
  }
}

function gather(run: number, outcome: Outcome, shown: readonly Shown[]): Ran {
  const text = (name: string) =>
    shown
      .filter(({ message, content }) => message === "stream" && content.name === name)
      .map(({ content }) => content.text)
      .join("");
  return {
    run,
    outcome,
    shown,
    stdout: text("stdout"),
    stderr: text("stderr"),
    result: shown.find(({ message }) => message === "execute_result")?.content.data,
    error: outcome.status === "error" ? { ...outcome, traceback: [...outcome.traceback] } : undefined,
  };
}

/** Waits until `condition` holds; fails after ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error("waited for 10 s in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of tracebacks
export const plain = (lines: readonly string[]): string => lines.join("\n").replace(/\u001b\[\d+m/g, "");
