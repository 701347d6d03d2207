import type { Comm, CommMessage, Undo } from "@mesoscope/sdk";
import { type BufferPath, joinBuffers, type SplitState, splitBuffers, valueAt } from "./buffers.js";
import { allOf, live } from "./host.js";
import { same } from "./same.js";

/** Values by the names that the front end knows. */
export type State = Readonly<Record<string, unknown>>;

/** Who has changed a state. */
export type Origin = "notebook" | "front end";

type Changed = (names: readonly string[], origin: Origin) => Promise<void> | undefined;
type Received = (content: unknown, buffers: readonly Uint8Array[]) => Promise<void> | undefined;

/** The version of the widget protocol, and the target of its comms. */
const protocol = { version: "2.1.0" };
export const widgetTarget = "jupyter.widget";

const open = new Map<string, Model>();

/** Who has begun what changes now: what follows from a change of the front end is one of its changes. */
let origin: Origin = "notebook";

/** The models that the front end knows. */
export const openModels = (): readonly Model[] => [...open.values()];

/**
 * A state that is the same here and in the front end. It begins to exist there when it is first shown; before, and
 * outside a notebook, it is kept here only.
 */
export class Model {
  readonly #state: Map<string, unknown>;
  readonly #accepts: (changes: State) => boolean;
  readonly #changed = new Set<Changed>();
  readonly #received = new Set<Received>();
  #comm: Comm | undefined;

  /** `accepts` judges what the front end wants to change. */
  constructor(state: State, accepts: (changes: State) => boolean = () => true) {
    this.#state = new Map(Object.entries(state));
    this.#accepts = accepts;
  }

  get(name: string): unknown {
    return this.#state.get(name);
  }

  /** Changes values here and in the front end; those that are what they were are left out. */
  set(changes: State): Promise<void> | undefined {
    const names = Object.keys(changes).filter((name) => isNews(changes[name], this.#state.get(name)));
    for (const name of names) this.#state.set(name, changes[name]);
    if (names.length === 0) return undefined;
    this.#sendState("update", names);
    return this.#tell(names);
  }

  /** Calls `handle` after each change, with the names of what has changed. */
  onChange(handle: Changed): Undo {
    this.#changed.add(handle);
    return () => void this.#changed.delete(handle);
  }

  /** Sends a message of the widget's own. */
  send(content: unknown, buffers: readonly Uint8Array[] = []): void {
    this.#comm?.send({ method: "custom", content }, buffers);
  }

  onMessage(handle: Received): Undo {
    this.#received.add(handle);
    return () => void this.#received.delete(handle);
  }

  /** Makes the model known to the front end, where there is one, and gives its identifier. */
  open(): string | undefined {
    if (this.#comm) return this.#comm.id;
    const context = live();
    if (!context) return undefined;
    const { state, bufferPaths, buffers } = this.split();
    const data = { state, buffer_paths: bufferPaths };
    this.attach(context.openComm(widgetTarget, data, { metadata: protocol, buffers }));
    return this.#comm!.id;
  }

  /** Goes on over a comm that is open. */
  attach(comm: Comm): void {
    this.#comm = comm;
    open.set(comm.id, this);
    comm.onMessage((message) => this.#receive(message));
    comm.onClose(() => {
      open.delete(comm.id);
      this.#comm = undefined;
    });
  }

  /** Takes the model away from the front end, and with it all its views. */
  close(): void {
    this.#comm?.close();
  }

  /** The whole state as the front end gets it; models inside are opened. */
  whole(names: Iterable<string> = this.#state.keys()): Record<string, unknown> {
    return Object.fromEntries([...names].map((name) => [name, packed(this.#state.get(name))]));
  }

  split(names?: Iterable<string>): SplitState {
    return splitBuffers(this.whole(names));
  }

  #sendState(method: "update" | "echo_update", names?: readonly string[]): void {
    if (!this.#comm) return;
    const { state, bufferPaths, buffers } = this.split(names);
    this.#comm.send({ method, state, buffer_paths: bufferPaths }, buffers);
  }

  #receive({ data, buffers }: CommMessage): Promise<void> | undefined {
    const { method, state = {}, buffer_paths = [], content } = data as FrontEndMessage;
    if (method === "request_state") this.#sendState("update");
    if (method === "update") return this.#update({ state, bufferPaths: buffer_paths, buffers });
    if (method === "custom") return allOf([...this.#received].map((handle) => handle(content, buffers)));
    return undefined;
  }

  #update(received: SplitState): Promise<void> | undefined {
    const changes = joinBuffers(received, ([name, ...path]) => valueAt(this.#state.get(String(name)), path));
    const names = Object.keys(changes);
    if (!this.#accepts(changes)) {
      this.#sendState("update", names);
      return undefined;
    }
    for (const name of names) this.#state.set(name, changes[name]);
    // Other views of the same model learn from the echo what this one did, in the order in which it was taken here.
    this.#sendState("echo_update", names);
    try {
      origin = "front end";
      return this.#tell(names);
    } finally {
      origin = "notebook";
    }
  }

  #tell(names: readonly string[]): Promise<void> | undefined {
    return allOf([...this.#changed].map((handle) => handle(names, origin)));
  }
}

interface FrontEndMessage {
  readonly method?: unknown;
  readonly state?: Record<string, unknown>;
  readonly buffer_paths?: readonly BufferPath[];
  readonly content?: unknown;
}

/** Whether a value is to be sent: an object that is the same may have been changed inside. */
function isNews(value: unknown, before: unknown): boolean {
  return Object.is(value, before) ? typeof value === "object" && value !== null : !same(value, before);
}

/** A value with the models in it replaced by the names under which the front end knows them. */
function packed(value: unknown): unknown {
  if (value instanceof Model) return `IPY_MODEL_${value.open()}`;
  return Array.isArray(value) ? value.map(packed) : value;
}
