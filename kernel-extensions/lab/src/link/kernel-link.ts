import type { ISessionContext } from "@jupyterlab/apputils";
import { Signal } from "@lumino/signaling";
import type { FrontEndMessage, FrontEndNews, FrontEndPart, FrontEndTarget, TypeFinding } from "@mesoscope/sdk";
import { type KernelState, nothingKnown, withNews } from "./kernel-state.js";

const target: FrontEndTarget = "mesoscope.front-end";

type Kernel = NonNullable<NonNullable<ISessionContext["session"]>["kernel"]>;
type Comm = ReturnType<Kernel["createComm"]>;

/** What is known of the kernel of one notebook or console, and a way to ask it; with another kernel it knows nothing. */
export class KernelLink {
  /** The state has changed. */
  readonly changed = new Signal<this, FrontEndNews["type"] | "connected" | "gone">(this);
  readonly #context: ISessionContext;
  readonly #asked = new Map<number, (findings: readonly TypeFinding[]) => void>();
  #state: KernelState = nothingKnown;
  #comm: Comm | undefined;
  #parts: readonly FrontEndPart[] = ["provenance"];
  #asks = 0;
  #connecting = false;

  constructor(context: ISessionContext) {
    this.#context = context;
    context.kernelChanged.connect(this.#drop);
    context.statusChanged.connect(this.#statusChanged);
    context.disposed.connect(this.#dispose);
    void this.#connect();
  }

  get state(): KernelState {
    return this.#state;
  }

  /** Whether the kernel is one of ours and answers. */
  get isConnected(): boolean {
    return this.#comm !== undefined;
  }

  /** From now on news of these parts. */
  watch(parts: readonly FrontEndPart[]): void {
    this.#parts = parts;
    this.#send({ type: "watch", parts });
  }

  /** What the type checker finds in a text that would run next; nothing where there is no kernel of ours. */
  check(source: string): Promise<readonly TypeFinding[]> {
    if (!this.#comm) return Promise.resolve([]);
    const ask = ++this.#asks;
    const { promise, resolve } = Promise.withResolvers<readonly TypeFinding[]>();
    this.#asked.set(ask, resolve);
    this.#send({ type: "check", ask, source });
    return promise;
  }

  changePlugin(action: "load" | "unload", name: string): void {
    this.#update({ ...this.#state, failure: undefined }, "failed");
    this.#send({ type: "plugin", action, name });
  }

  /** Stops what runs, as the button of the notebook does. */
  async stop(): Promise<void> {
    await this.#context.session?.kernel?.interrupt();
  }

  readonly #statusChanged = () => {
    const status = this.#context.session?.kernel?.status;
    if (status === "restarting" || status === "autorestarting" || status === "dead") this.#drop();
    else if (status === "idle" || status === "busy") void this.#connect();
  };

  async #connect(): Promise<void> {
    const kernel = this.#context.session?.kernel;
    if (this.#comm || this.#connecting || !kernel) return;
    this.#connecting = true;
    try {
      const { implementation } = await kernel.info;
      if (implementation === "mesoscope" && kernel === this.#context.session?.kernel && !kernel.isDisposed)
        this.#open(kernel);
    } catch {
      // The kernel has gone: its successor is asked.
    } finally {
      this.#connecting = false;
    }
  }

  #open(kernel: Kernel): void {
    const comm = kernel.createComm(target);
    comm.onMsg = ({ content }) => this.#receive(content.data as unknown as FrontEndNews);
    comm.onClose = () => {
      if (this.#comm === comm) this.#drop();
    };
    comm.open();
    this.#comm = comm;
    this.#send({ type: "watch", parts: this.#parts });
    this.changed.emit("connected");
  }

  #send(message: FrontEndMessage): void {
    const comm = this.#comm;
    if (comm && !comm.isDisposed) comm.send(message as never);
  }

  #receive(news: FrontEndNews): void {
    if (news.type === "findings") {
      this.#asked.get(news.ask)?.(news.findings);
      this.#asked.delete(news.ask);
    } else this.#update(withNews(this.#state, news), news.type);
  }

  #update(state: KernelState, what: FrontEndNews["type"]): void {
    this.#state = state;
    this.changed.emit(what);
  }

  /** The kernel has gone, or has forgotten us. */
  readonly #drop = () => {
    const had = this.#comm !== undefined;
    this.#comm = undefined;
    for (const answer of this.#asked.values()) answer([]);
    this.#asked.clear();
    this.#state = nothingKnown;
    if (had) this.changed.emit("gone");
  };

  readonly #dispose = () => {
    this.#drop();
    Signal.clearData(this);
  };
}
