import type { KernelClient } from "./kernel-client.ts";
import { within } from "./kernel-client.ts";
import type { Message } from "./message.ts";

// biome-ignore lint/suspicious/noExplicitAny: bodies are what the Debug Adapter Protocol says of their command
type Body = any;

/** Debugs a kernel as a front end does. */
export class DebuggerClient {
  readonly events: { readonly event: string; readonly body: Body }[] = [];
  readonly #kernel: KernelClient;
  readonly #undo: () => void;
  readonly #watchers = new Set<() => void>();
  #seq = 0;
  #read = 0;

  constructor(kernel: KernelClient) {
    this.#kernel = kernel;
    this.#undo = kernel.onPublished((message) => this.#take(message));
  }

  /** The whole response to a request. */
  request(command: string, values: object = {}, milliseconds?: number): Promise<Body> {
    const content = { type: "request", seq: ++this.#seq, command, arguments: values };
    return this.#kernel.ask("debug_request", content, { channel: "control", ...(milliseconds && { milliseconds }) });
  }

  /** The body of the response to a request that must succeed. */
  async ask(command: string, values: object = {}): Promise<Body> {
    const response = await this.request(command, values);
    if (response.success !== true) throw new Error(`${command} failed: ${JSON.stringify(response)}`);
    return response.body;
  }

  async attach(): Promise<void> {
    await this.ask("initialize", { clientID: "test", linesStartAt1: true, columnsStartAt1: true });
    await this.ask("attach", {});
  }

  /** Sets breakpoints in a cell, or in a file; numbers are lines. */
  async breakAt(code: { cell: string } | { path: string }, ...breakpoints: (number | object)[]): Promise<Body[]> {
    const path = "path" in code ? code.path : (await this.ask("dumpCell", { code: code.cell })).sourcePath;
    const asked = breakpoints.map((each) => (typeof each === "number" ? { line: each } : each));
    return (await this.ask("setBreakpoints", { source: { path }, breakpoints: asked })).breakpoints;
  }

  /** The next event of a kind, in the order sent, earlier kinds skipped. */
  async event(kind: string): Promise<Body> {
    const found = new Promise<Body>((resolve) => {
      const look = () => {
        for (; this.#read < this.events.length; this.#read++) {
          const { event, body } = this.events[this.#read]!;
          if (event !== kind) continue;
          this.#read++;
          this.#watchers.delete(look);
          return resolve(body);
        }
      };
      this.#watchers.add(look);
      look();
    });
    return within(found, 5000, `no event ${kind}; seen: ${JSON.stringify(this.events.slice(-5))}`);
  }

  /** Waits until the code stands, and reads where. */
  async stopped(): Promise<{ reason: string; frames: Body[]; place: string; text?: string }> {
    const { reason, text } = await this.event("stopped");
    const frames = (await this.ask("stackTrace", { threadId: 1 })).stackFrames;
    return { reason, text, frames, place: `${frames[0]?.name}:${frames[0]?.line}` };
  }

  /** The variables of a frame's scope, as text. */
  async variables(frame: Body, scope = "Locals"): Promise<Record<string, string>> {
    const { scopes } = await this.ask("scopes", { frameId: frame.id });
    const found = scopes.find(({ name }: Body) => name === scope);
    if (!found) return {};
    const { variables } = await this.ask("variables", { variablesReference: found.variablesReference });
    return Object.fromEntries(variables.map(({ name, value }: Body) => [name, value]));
  }

  /** Ends the debugging. */
  async end(): Promise<void> {
    await this.request("disconnect");
    this.#undo();
  }

  #take({ type, content }: Message): void {
    if (type !== "debug_event") return;
    this.events.push({ event: content.event, body: content.body });
    for (const look of [...this.#watchers]) look();
  }
}

/** Debugs for the time of `work`, and leaves the kernel as it was. */
export async function debugging(kernel: KernelClient, work: (debug: DebuggerClient) => Promise<void>): Promise<void> {
  const debug = new DebuggerClient(kernel);
  try {
    await debug.attach();
    await work(debug);
  } finally {
    await debug.end();
  }
}
