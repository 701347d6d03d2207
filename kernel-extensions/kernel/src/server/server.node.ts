import type { DebugEvent } from "../debug/debugging.js";
import type { InputRequest, Output, Session } from "../session/contract.js";
import type { Channel } from "../wire/channel.node.js";
import type { Codec } from "../wire/codec.node.js";
import type { Message } from "../wire/message.js";
import type { Sockets } from "../wire/sockets.node.js";
import { commInfo } from "./comm-info.js";
import { commMessage } from "./comm-message.js";
import { complete } from "./complete.js";
import { debug } from "./debug.js";
import { execute } from "./execute.js";
import { history } from "./history.js";
import { inspect } from "./inspect.js";
import { isComplete } from "./is-complete.js";
import type { Answer, Request } from "./request.js";
import { Runs } from "./runs.js";
import { Status } from "./status.js";
import { Stdin } from "./stdin.js";
import { createSubshell, deleteSubshell, listSubshells } from "./subshells.js";

export interface ServerOptions {
  readonly session: Session;
  readonly sockets: Sockets;
  readonly codec: Codec;
  /** Answers to `kernel_info_request` and `connect_request`. */
  readonly info: Answer;
  readonly ports: Answer;
  /** A `shutdown_request` has been answered. */
  onShutdown(): void;
}

type Sender = Pick<Message, "identities" | "headerText">;
type Handler = (request: Request, session: Session) => Answer | Promise<Answer>;

/** Answers the messages of the front ends. */
export class Server {
  readonly #options: ServerOptions;
  readonly #runs = new Runs();
  readonly #status: Status;
  readonly #stdin: Stdin;
  readonly #handlers: Readonly<Record<string, Handler>>;

  constructor(options: ServerOptions) {
    const { sockets, info, ports } = options;
    this.#options = options;
    this.#status = new Status((state, request) => this.#publish("status", request, { execution_state: state }));
    this.#stdin = new Stdin((origin, content) => void this.#send(sockets.stdin, "input_request", origin, content));
    this.#handlers = {
      kernel_info_request: () => info,
      connect_request: () => ports,
      complete_request: complete,
      inspect_request: inspect,
      is_complete_request: isComplete,
      history_request: history,
      comm_info_request: commInfo,
      create_subshell_request: createSubshell,
      delete_subshell_request: deleteSubshell,
      list_subshell_request: listSubshells,
      debug_request: debug,
      interrupt_request: (_request, session) => session.interrupt().then(() => ({})),
      shutdown_request: ({ message }) => ({ restart: message.content.restart === true }),
    };
  }

  /** Begins to answer. */
  start(): void {
    const { shell, control, stdin, iopub } = this.#options.sockets;
    void this.#broadcast("status", { execution_state: "starting" });
    this.#listen(shell, (message) => this.#route(shell, message));
    this.#listen(control, (message) => this.#route(control, message));
    this.#listen(stdin, ({ header, content }) => {
      if (header.msg_type === "input_reply") this.#stdin.reply(content);
    });
    void iopub.subscriptions((subscription) => void this.#broadcast("iopub_welcome", { subscription }));
  }

  /** Passes on what a cell shows; settles when it has left. */
  output({ run, type, content, metadata, buffers }: Output): Promise<void> {
    return this.#broadcast(type, content, this.#runs.find(run)?.headerText, metadata, buffers);
  }

  /** Passes on what the debugger has to tell. */
  debugEvent(event: DebugEvent): void {
    void this.#broadcast("debug_event", event, this.#runs.find(0)?.headerText);
  }

  /** Asks the person whose cell runs. */
  input(request: InputRequest): Promise<string> {
    return this.#stdin.ask(request, this.#runs.find(request.run));
  }

  #listen(channel: Channel, handle: (message: Message) => void): void {
    void channel.listen((frames) => {
      try {
        handle(this.#options.codec.decode(frames));
      } catch (error) {
        console.error(`mesoscope: ${(error as Error).message}`);
      }
    });
  }

  #route(channel: Channel, message: Message): void {
    const type = message.header.msg_type;
    const request: Request = {
      message,
      onControl: channel === this.#options.sockets.control,
      reply: (content, metadata) => void this.#send(channel, replyType(type), message, content, metadata),
    };
    const handler = Object.hasOwn(this.#handlers, type) ? this.#handlers[type] : undefined;
    if (handler) void this.#answer(request, handler);
    else if (type === "execute_request") void this.#execute(request);
    else if (type === "comm_open" || type === "comm_msg" || type === "comm_close") void this.#comm(request);
    else console.error(`mesoscope: a message of the unknown type ${JSON.stringify(type.slice(0, 80))} was ignored.`);
  }

  async #answer(request: Request, handler: Handler): Promise<void> {
    this.#status.begins(request);
    const content = await answerOf(handler, request, this.#options.session);
    request.reply(content);
    const shutdown = request.message.header.msg_type === "shutdown_request";
    if (shutdown) this.#publish("shutdown_reply", request, content);
    this.#status.ends(request);
    if (shutdown) this.#options.onShutdown();
  }

  async #execute(request: Request): Promise<void> {
    const publish = (type: string, about: Request, content: object) => this.#publish(type, about, content);
    const context = { runs: this.#runs, status: this.#status, stdin: this.#stdin, publish };
    await execute(request, { session: this.#options.session, ...context }).catch((error) => {
      this.#status.begins(request);
      request.reply(errorReply(error));
      this.#status.ends(request);
    });
  }

  async #comm(request: Request): Promise<void> {
    this.#status.begins(request);
    await commMessage(request, this.#options.session, this.#runs);
    this.#status.ends(request);
  }

  #publish(type: string, about: Request, content: object): void {
    void this.#broadcast(type, content, about.message.headerText);
  }

  #broadcast(
    type: string,
    content: object,
    parent?: string,
    metadata?: object,
    buffers?: readonly Uint8Array[],
  ): Promise<void> {
    const identities = [type];
    const message = { type, identities, parent, content, metadata, buffers };
    return this.#options.sockets.iopub.send(this.#options.codec.encode(message));
  }

  #send(channel: Channel, type: string, to: Sender, content: object, metadata?: object): Promise<void> {
    const { identities, headerText: parent } = to;
    return channel.send(this.#options.codec.encode({ type, identities, parent, content, metadata }));
  }
}

async function answerOf(handler: Handler, request: Request, session: Session): Promise<Answer> {
  try {
    return { status: "ok", ...(await handler(request, session)) };
  } catch (error) {
    return errorReply(error);
  }
}

function errorReply(thrown: unknown): Answer {
  const { name, message } = thrown as Error;
  return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
}

function replyType(type: string): string {
  return type.replace(/_request$/, "_reply");
}
