import { Dealer, Request as RequestSocket, Subscriber } from "zeromq";
import { Comm } from "./comm.ts";
import { address, type Connection, encryptionOf } from "./connection.ts";
import { Executed } from "./executed.ts";
import { type Channel, Codec, type Header, type Message } from "./message.ts";
import { Request } from "./request.ts";

export interface ExecuteOptions {
  readonly silent?: boolean;
  readonly storeHistory?: boolean;
  readonly stopOnError?: boolean;
  readonly userExpressions?: Readonly<Record<string, string>>;
  /** Answers `input_request`; without it the request says `allow_stdin: false`. */
  readonly answer?: (prompt: string, password: boolean) => string | Promise<string>;
  /** The front end's name for the cell. */
  readonly cellId?: string;
  /** Cells that the front end has deleted since. */
  readonly deletedCells?: readonly string[];
  readonly subshell?: string;
  readonly milliseconds?: number;
}

export interface SendOptions {
  readonly channel?: Channel;
  readonly metadata?: object;
  readonly buffers?: readonly Uint8Array[];
  readonly subshell?: string | undefined;
  readonly answer?: ExecuteOptions["answer"];
}

export interface ClientOptions {
  /** Check the signature of every message and read it whole; a benchmark leaves out the one and puts off the other. */
  readonly verify?: boolean;
  /** Milliseconds between attempts to connect while the kernel is not listening yet. */
  readonly reconnect?: number;
}

/** A front end: the five sockets of one kernel. */
export class KernelClient {
  readonly codec: Codec;
  readonly connection: Connection;
  readonly #sockets: { shell: Dealer; control: Dealer; stdin: Dealer; iopub: Subscriber };
  readonly #requests = new Map<string, Request>();
  readonly #listeners = new Set<(message: Message) => void>();
  readonly #sending = new Map<Channel, Promise<void>>();
  /** Messages that could not be read; a test may look. */
  readonly malformed: Error[] = [];

  constructor(connection: Connection, options: ClientOptions = {}) {
    this.connection = connection;
    this.codec = new Codec(connection.key, options.verify ?? true);
    const common = {
      ...encryptionOf(connection),
      linger: 0,
      reconnectInterval: options.reconnect ?? 10,
      receiveHighWaterMark: 0,
    };
    const dealer = { ...common, routingId: this.codec.session, sendHighWaterMark: 0 };
    this.#sockets = {
      shell: new Dealer(dealer),
      control: new Dealer(dealer),
      stdin: new Dealer(dealer),
      iopub: new Subscriber(common),
    };
    this.#sockets.iopub.subscribe();
    for (const channel of ["iopub", "shell", "control", "stdin"] as const) {
      this.#sockets[channel].connect(address(connection, connection[`${channel}_port`]));
      void this.#listen(channel);
    }
  }

  /** Waits until the kernel answers and its publications arrive; the first `kernel_info_reply`. */
  async ready(milliseconds = 30_000): Promise<Message> {
    const first = this.send("kernel_info_request", {});
    const reply = await within(first.reply, milliseconds, "no kernel_info_reply");
    for (let request = first; ; request = this.send("kernel_info_request", {})) {
      const published = await Promise.race([request.idle.then(() => true), sleep(200).then(() => false)]);
      if (published) return reply;
      if (performance.now() - first.sentAt > milliseconds) throw new Error("no status message on iopub");
    }
  }

  /** Sends a message and keeps what comes back for it. */
  send(type: string, content: object, options: SendOptions = {}): Request {
    const channel = options.channel ?? "shell";
    const header = this.codec.header(type, options.subshell);
    const request = new Request(header.msg_id, options.answer);
    this.#requests.set(header.msg_id, request);
    void this.#send(channel, this.codec.encode(header, content, options));
    return request;
  }

  /** Sends frames as they are, for tests of what a kernel does with bad ones. */
  sendFrames(channel: "shell" | "control" | "stdin", frames: readonly (string | Uint8Array)[]): Promise<void> {
    return this.#send(channel, [...frames]);
  }

  /** Sends a request and waits for the content of its reply. */
  async ask(type: string, content: object, options: SendOptions & { milliseconds?: number } = {}) {
    const request = this.send(type, content, options);
    return (await within(request.reply, options.milliseconds ?? 30_000, `no reply to ${type}`)).content;
  }

  /** Starts a cell without waiting for it. */
  start(code: string, options: ExecuteOptions = {}): Request {
    return this.send(
      "execute_request",
      {
        code,
        silent: options.silent ?? false,
        store_history: options.storeHistory ?? !options.silent,
        user_expressions: options.userExpressions ?? {},
        allow_stdin: options.answer !== undefined,
        stop_on_error: options.stopOnError ?? true,
      },
      {
        metadata:
          options.cellId === undefined ? {} : { cellId: options.cellId, deletedCells: options.deletedCells ?? [] },
        subshell: options.subshell,
        answer: options.answer,
      },
    );
  }

  /** Waits for the reply and for `idle` of a started cell. */
  async finish(request: Request, milliseconds = 30_000): Promise<Executed> {
    const both = Promise.all([request.reply, request.idle]);
    const [reply] = await within(both, milliseconds, "the cell did not end");
    return new Executed(request, reply);
  }

  execute(code: string, options: ExecuteOptions = {}): Promise<Executed> {
    return this.finish(this.start(code, options), options.milliseconds);
  }

  complete(code: string, cursor = code.length) {
    return this.ask("complete_request", { code, cursor_pos: codePoints(code, cursor) });
  }

  inspect(code: string, cursor = code.length, detail: 0 | 1 = 0) {
    return this.ask("inspect_request", { code, cursor_pos: codePoints(code, cursor), detail_level: detail });
  }

  isComplete(code: string) {
    return this.ask("is_complete_request", { code });
  }

  history(query: Record<string, unknown>) {
    return this.ask("history_request", { output: false, raw: true, hist_access_type: "tail", n: 10, ...query });
  }

  kernelInfo(channel: "shell" | "control" = "shell") {
    return this.ask("kernel_info_request", {}, { channel });
  }

  comm(id?: string): Comm {
    return new Comm(this, id);
  }

  commInfo(target?: string) {
    return this.ask("comm_info_request", target === undefined ? {} : { target_name: target });
  }

  async createSubshell(): Promise<string> {
    return (await this.ask("create_subshell_request", {}, { channel: "control" })).subshell_id;
  }

  /** Milliseconds that one heartbeat took. */
  async heartbeat(milliseconds = 5000): Promise<number> {
    const socket = new RequestSocket({ ...encryptionOf(this.connection), linger: 0, receiveTimeout: milliseconds });
    socket.connect(address(this.connection, this.connection.hb_port));
    const start = performance.now();
    try {
      await socket.send("ping");
      const [answer] = await socket.receive();
      if (String(answer) !== "ping") throw new Error(`heartbeat answered ${String(answer)}`);
      return performance.now() - start;
    } finally {
      socket.close();
    }
  }

  /** Calls `listener` with every message on iopub; returns its undo. */
  onPublished(listener: (message: Message) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits for the next message on iopub that `matches`, whatever its parent. */
  published(matches: (message: Message) => boolean, milliseconds = 10_000): Promise<Message> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        undo();
        reject(new Error(`no such message on iopub within ${milliseconds} ms`));
      }, milliseconds);
      const undo = this.onPublished((message) => {
        if (!matches(message)) return;
        clearTimeout(timer);
        undo();
        resolve(message);
      });
    });
  }

  close(): void {
    for (const socket of Object.values(this.#sockets)) socket.close();
  }

  /** A socket takes one send at a time. */
  #send(channel: Channel, frames: (string | Uint8Array)[]): Promise<void> {
    const socket = this.#sockets[channel] as Dealer;
    const sent = (this.#sending.get(channel) ?? Promise.resolve()).then(() => socket.send(frames));
    this.#sending.set(
      channel,
      sent.catch(() => undefined),
    );
    return sent;
  }

  async #listen(channel: Channel): Promise<void> {
    for await (const frames of this.#sockets[channel]) {
      try {
        this.#receive(this.codec.decode(channel, frames as Buffer[]));
      } catch (error) {
        this.malformed.push(error as Error);
      }
    }
  }

  #receive(message: Message): void {
    const request = this.#requests.get(message.parent.msg_id ?? "");
    if (message.type === "input_request") return void this.#answer(message, request);
    request?.receive(message);
    if (message.channel === "iopub") for (const listener of [...this.#listeners]) listener(message);
  }

  async #answer(message: Message, request: Request | undefined): Promise<void> {
    const value = (await request?.answer?.(message.content.prompt, message.content.password)) ?? "";
    const header: Header = this.codec.header("input_reply");
    await this.#send("stdin", this.codec.encode(header, { value, status: "ok" }, { parent: message.header }));
  }
}

/** Fails with what was awaited when `promise` takes too long. */
export async function within<T>(promise: Promise<T>, milliseconds: number, failure: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${failure} within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Jupyter counts a cursor in code points, JavaScript in UTF-16 units. */
function codePoints(code: string, cursor: number): number {
  return [...code.slice(0, cursor)].length;
}
