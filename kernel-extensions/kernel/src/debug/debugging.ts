import type { DevtoolsCommand, FromGuard } from "../protocol/devtools.js";
import type { RanCell } from "./cell-files.js";
import type { Debugger } from "./debugger.node.js";

/** A request of the Debug Adapter Protocol. */
export interface DebugRequest {
  readonly seq: number;
  readonly type: "request";
  readonly command: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/** The answer to it. */
export interface DebugResponse {
  readonly seq: number;
  readonly type: "response";
  readonly request_seq: number;
  readonly command: string;
  readonly success: boolean;
  readonly message?: string;
  readonly body?: object;
}

/** What happened of which no request asked. */
export interface DebugEvent {
  readonly seq: number;
  readonly type: "event";
  readonly event: string;
  readonly body: object;
}

export interface DebuggingOptions {
  readonly directory: string;
  readonly send: (command: DevtoolsCommand) => void;
  readonly onEvent: (event: DebugEvent) => void;
}

/** The debugger of a session, which is loaded by its first request; until then only the cells are remembered. */
export class Debugging {
  readonly #options: DebuggingOptions;
  readonly #cells = new Map<number, RanCell>();
  #loading: Promise<Debugger> | undefined;
  #debugger: Debugger | undefined;
  #seq = 0;

  constructor(options: DebuggingOptions) {
    this.#options = options;
  }

  /** Answers a request; what cannot be done is told in the answer. */
  async answer(request: DebugRequest): Promise<DebugResponse> {
    const { seq: request_seq, command, arguments: values = {} } = request;
    const response = { type: "response", request_seq, command } as const;
    try {
      this.#loading ??= this.#load();
      const body = await (await this.#loading).answer(command, values);
      return { ...response, seq: ++this.#seq, success: true, ...(body && { body }) };
    } catch (error) {
      return { ...response, seq: ++this.#seq, success: false, message: (error as Error).message };
    }
  }

  /** A cell is about to run; it begins when what this gives has settled. */
  before(cell: RanCell): Promise<void> | undefined {
    this.#cells.set(cell.run, cell);
    return this.#debugger?.before(cell);
  }

  receive(message: FromGuard): void {
    this.#debugger?.receive(message);
  }

  /** What runs is to be stopped, also where it stands. */
  stopping(): void {
    this.#debugger?.stopping();
  }

  /** Nothing runs any more. */
  idle(): void {
    void this.#debugger?.goesOn();
  }

  /** The process of the cells has ended; `next` where a new one has started. */
  processEnded(next: boolean): void {
    this.#cells.clear();
    this.#debugger?.processEnded(next);
  }

  close(): void {
    this.#debugger?.close();
  }

  async #load(): Promise<Debugger> {
    const { Debugger } = await import("./debugger.node.js");
    const { directory, send, onEvent } = this.#options;
    this.#debugger = new Debugger({
      directory,
      cells: this.#cells,
      send,
      onEvent: (event, body) => onEvent({ seq: ++this.#seq, type: "event", event, body }),
    });
    return this.#debugger;
  }
}
