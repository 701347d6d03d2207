import type { Comm, CommMessage, CommOptions, LiveContext, RunContext } from "@mesoscope/sdk";
import { installRunContext } from "@mesoscope/sdk";

/** One comm as the page sees it. */
export class PageComm implements Comm {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every kind
  readonly sent: { data: any; buffers: readonly Uint8Array[] }[] = [];
  readonly #message = new Set<(message: CommMessage) => unknown>();
  readonly #close = new Set<() => void>();

  constructor(
    readonly id: string,
    readonly target: string,
    // biome-ignore lint/suspicious/noExplicitAny: see above
    readonly opened: { data: any; options: CommOptions },
  ) {}

  send(data: object, buffers: readonly Uint8Array[] = []): void {
    this.sent.push({ data: JSON.parse(JSON.stringify(data)), buffers });
  }

  onMessage(handle: (message: CommMessage) => unknown) {
    this.#message.add(handle);
    return () => void this.#message.delete(handle);
  }

  onClose(handle: () => void) {
    this.#close.add(handle);
    return () => void this.#close.delete(handle);
  }

  close(): void {
    for (const handle of this.#close) handle();
  }

  /** What a reader does: settles when it has been handled. */
  async receive(data: object, buffers: readonly Uint8Array[] = []): Promise<void> {
    await Promise.all([...this.#message].map((handle) => handle({ data, metadata: {}, buffers })));
  }

  change(state: object): Promise<void> {
    return this.receive({ method: "update", state, buffer_paths: [] });
  }
}

/** A page without a kernel: it keeps the comms that are opened. */
export class Page {
  readonly comms = new Map<string, PageComm>();
  readonly errors: unknown[] = [];

  /** Installs itself as the host; gives its undo. */
  install(versions: Readonly<Record<string, string>> = {}): () => void {
    const live: LiveContext = {
      openComm: (target, data, options) => {
        const comm = new PageComm(`comm-${this.comms.size + 1}`, target, { data, options });
        this.comms.set(comm.id, comm);
        return comm;
      },
      onComm: () => () => {},
      callback:
        (work) =>
        (...values) => {
          try {
            const ended = work(...values);
            if (ended instanceof Promise) return ended.then(() => {}).catch((error) => void this.errors.push(error));
          } catch (error) {
            this.errors.push(error);
          }
          return undefined;
        },
      capture: (_, work) => work(),
      extensionVersion: (name) => versions[name],
    };
    const handle = { id: "", update: async () => {} };
    const context: RunContext = {
      tick: () => undefined,
      display: async () => handle,
      clearOutput: () => {},
      input: async () => "",
      live,
    };
    installRunContext(context);
    return () => installRunContext(undefined);
  }
}
