import type { Comm, CommMessage, CommOptions, Undo } from "@mesoscope/sdk";
import type { ToUser } from "../protocol/user-process.js";
import { publish } from "./capture/publish.node.js";
import { flush } from "./capture/stream.node.js";
import { send } from "./channel.node.js";
import { callUser } from "./guard/boundary.node.js";
import { currentRun } from "./run.node.js";

type Received = Extract<ToUser, { type: "comm" }>;

/** What a plugin does when the front end opens a comm; `failed` is called once, when any of its handlers throws. */
export interface Target {
  onOpen(comm: Comm, message: CommMessage): void;
  failed(error: unknown): void;
}

const targets = new Map<string, Target>();
const comms = new Map<string, OpenComm>();

export function addTarget(name: string, target: Target): Undo {
  targets.set(name, target);
  return () => {
    if (targets.get(name) === target) targets.delete(name);
  };
}

/** Opens a comm from the kernel. */
export function openComm(target: string, data: object, options: CommOptions, failed: Target["failed"]): OpenComm {
  const comm = new OpenComm(crypto.randomUUID(), failed);
  publish(currentRun(), "comm_open", { comm_id: comm.id, target_name: target, data }, options);
  return comm;
}

/** Hands a message of the front end to whom it is meant for, and answers when it has been handled. */
export async function handleComm(received: Received, buffers: readonly Uint8Array[]): Promise<void> {
  const handling = receiveComm(received, buffers).filter((work) => work !== undefined);
  if (handling.length > 0) await Promise.all(handling);
  flush(currentRun());
  send({ type: "done", run: received.run, outcome: { status: "ok", expressions: {}, payload: [] } });
}

type Work = Promise<void> | undefined;

function receiveComm({ message, content, metadata }: Received, buffers: readonly Uint8Array[]): Work[] {
  const id = String(content.comm_id);
  const received: CommMessage = { data: (content.data ?? {}) as object, metadata, buffers };
  if (message === "comm_open") return open(id, String(content.target_name), received);
  const comm = comms.get(id);
  return (message === "comm_msg" ? comm?.receive(received) : comm?.closed()) ?? [];
}

function open(id: string, name: string, message: CommMessage): Work[] {
  const target = targets.get(name);
  if (!target) {
    publish(currentRun(), "comm_close", { comm_id: id, data: {} });
    return [];
  }
  const comm = new OpenComm(id, target.failed);
  return [comm.call(target.onOpen, comm, message)];
}

class OpenComm implements Comm {
  readonly #onMessage = new Set<(message: CommMessage) => void | Promise<void>>();
  readonly #onClose = new Set<() => void>();

  constructor(
    readonly id: string,
    readonly failed: Target["failed"],
  ) {
    comms.set(id, this);
  }

  send(data: object, buffers: readonly Uint8Array[] = []): void {
    if (comms.has(this.id)) publish(currentRun(), "comm_msg", { comm_id: this.id, data }, { buffers });
  }

  onMessage(handle: (message: CommMessage) => void | Promise<void>): Undo {
    return added(this.#onMessage, handle);
  }

  onClose(handle: () => void): Undo {
    return added(this.#onClose, handle);
  }

  close(): void {
    if (!comms.has(this.id)) return;
    publish(currentRun(), "comm_close", { comm_id: this.id, data: {} });
    void Promise.all(this.closed());
  }

  receive(message: CommMessage): Work[] {
    return [...this.#onMessage].map((handle) => this.call(handle, message));
  }

  closed(): Work[] {
    comms.delete(this.id);
    return [...this.#onClose].map((handle) => this.call(handle));
  }

  call<Arguments extends unknown[]>(handle: (...values: Arguments) => unknown, ...values: Arguments): Work {
    const ended = callUser(handle, undefined, ...values);
    if (ended.kind === "error") this.failed(ended.error);
    if (ended.kind !== "value" || !(ended.value instanceof Promise)) return undefined;
    return ended.value.then(ignore, this.failed);
  }
}

function added<T>(handlers: Set<T>, handler: T): Undo {
  handlers.add(handler);
  return () => handlers.delete(handler);
}

const ignore = () => {};
