import type { Request } from "./request.js";

/** Tells front ends when the kernel works, and on what. */
export class Status {
  readonly #publish: (state: "busy" | "idle", request: Request) => void;
  #running: Request | undefined;

  constructor(publish: (state: "busy" | "idle", request: Request) => void) {
    this.#publish = publish;
  }

  /** A cell of the main shell begins. */
  cellBegins(request: Request): void {
    this.#running = request;
    this.#publish("busy", request);
  }

  cellEnds(request: Request): void {
    this.#running = undefined;
    this.#publish("idle", request);
  }

  begins(request: Request): void {
    this.#publish("busy", request);
  }

  /**
   * What is answered while a cell runs must not make the kernel look idle. JupyterLab asks the debugger for the variables
   * after every message about a cell: an answer to that must be none.
   */
  ends(request: Request): void {
    this.#publish("idle", request);
    const isDebug = request.message.header.msg_type === "debug_request";
    if (this.#running) this.#publish("busy", isDebug ? request : this.#running);
  }
}
