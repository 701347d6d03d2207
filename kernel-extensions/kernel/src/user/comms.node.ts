import type { Comm, CommMessage, Undo } from "@mesoscope/sdk";
import type { ToUser } from "../protocol/user-process.js";
import { publish } from "./capture/publish.node.js";
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
export function openComm(
  target: string,
  data: object,
  buffers: readonly Uint8Array[],
  failed: Target["failed"],
): OpenComm {
  const comm = new OpenComm(crypto.randomUUID(), failed);
  publish(currentRun(), "comm_open", { comm_id: comm.id, target_name: target, data }, { buffers });
  return comm;
}

/** Hands a message of the front end to whom it is meant for. */
export function receiveComm({ message, content, metadata }: Received, buffers: readonly Uint8Array[]): void {
  const id = String(content.comm_id);
  const received: CommMessage = { data: (content.data ?? {}) as object, metadata, buffers };
  if (message === "comm_open") open(id, String(content.target_name), received);
  else if (message === "comm_msg") comms.get(id)?.receive(received);
  else comms.get(id)?.closed();
}

function open(id: string, name: string, message: CommMessage): void {
  const target = targets.get(name);
  if (!target) {
    publish(currentRun(), "comm_close", { comm_id: id, data: {} });
    return;
  }
  const comm = new OpenComm(id, target.failed);
  comm.call(target.onOpen, comm, message);
}

class OpenComm implements Comm {
  readonly #onMessage = new Set<(message: CommMessage) => void>();
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

  onMessage(handle: (message: CommMessage) => void): Undo {
    return added(this.#onMessage, handle);
  }

  onClose(handle: () => void): Undo {
    return added(this.#onClose, handle);
  }

  close(): void {
    if (!comms.has(this.id)) return;
    publish(currentRun(), "comm_close", { comm_id: this.id, data: {} });
    this.closed();
  }

  receive(message: CommMessage): void {
    for (const handle of [...this.#onMessage]) this.call(handle, message);
  }

  closed(): void {
    comms.delete(this.id);
    for (const handle of [...this.#onClose]) this.call(handle);
  }

  call<Arguments extends unknown[]>(handle: (...values: Arguments) => void, ...values: Arguments): void {
    const ended = callUser(handle, undefined, ...values);
    if (ended.kind === "error") this.failed(ended.error);
  }
}

function added<T>(handlers: Set<T>, handler: T): Undo {
  handlers.add(handler);
  return () => handlers.delete(handler);
}
