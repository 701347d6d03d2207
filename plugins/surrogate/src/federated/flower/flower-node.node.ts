import { setTimeout as sleep } from "node:timers/promises";
import { checkOptions, displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import type { FederatedClient } from "../federated-client.js";
import { answer, failureText, roundOf } from "./answer-message.js";
import { clock, timeOfDay } from "./clock.js";
import type { FleetConnection, FlowerContent } from "./fleet-connection.node.js";
import { FleetError, runIsOver } from "./fleet-errors.js";
import { clientFailed, type FlowerFailure, type PulledMessage, replyTo } from "./flower-messages.js";
import type { FlowerNode, NodeAnswer } from "./flower-node.js";
import type { ObjectStore } from "./objects.js";
import { addRecords, readRecords } from "./records.js";
import { showNode } from "./show-node.js";

/** Seconds after the last answer; a ServerApp looks for answers every 3 s, and drops those of a node that has left. */
const defaultWait = 8;
/** Of the heartbeat interval. */
const beatEvery = 0.8;

/** How a node works. */
export interface NodeSettings {
  readonly address: string;
  readonly client: FederatedClient;
  readonly heartbeatInterval: number;
  readonly pollInterval: number;
  readonly seed: number;
}

/** A node that answers what a SuperLink asks, until it leaves. */
export class ActiveNode implements FlowerNode {
  readonly id: string;
  readonly address: string;
  readonly answers: NodeAnswer[] = [];
  readonly ended: Promise<void>;
  readonly #connection: FleetConnection;
  readonly #settings: NodeSettings;
  readonly #leaving = new AbortController();
  #answeredAt: number | undefined;
  #wait = defaultWait;
  #hasEnded = false;

  constructor(id: string, connection: FleetConnection, settings: NodeSettings) {
    this.id = id;
    this.address = settings.address;
    this.#connection = connection;
    this.#settings = settings;
    this.ended = this.#live();
    this.ended.catch(() => {});
  }

  get isActive(): boolean {
    return !this.#hasEnded;
  }

  leave(options: { readonly wait?: number } = {}): Promise<void> {
    checkOptions("FlowerNode.leave", options, ["wait"]);
    this.#wait = options.wait ?? defaultWait;
    this.#leaving.abort();
    return this.ended;
  }

  [displaySymbol](): MimeBundle {
    return showNode(this);
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return String(showNode(this)["text/plain"]);
  }

  async #live(): Promise<void> {
    const lost = Promise.withResolvers<never>();
    const beat = () => {
      this.#beat().catch(lost.reject);
    };
    const timer = setInterval(beat, beatEvery * 1000 * this.#settings.heartbeatInterval);
    try {
      await Promise.race([this.#work(), lost.promise]);
      await this.#settle();
    } finally {
      clearInterval(timer);
      this.#leaving.abort();
      this.#hasEnded = true;
      await this.#connection.close().catch(() => {});
    }
  }

  async #work(): Promise<void> {
    const { signal } = this.#leaving;
    while (!signal.aborted) {
      const message = await this.#connection.pull();
      if (message) await this.#answer(message);
      else await sleep(1000 * this.#settings.pollInterval, undefined, { signal }).catch(() => {});
    }
  }

  /** A heartbeat that is lost on its way does no harm; a server that does not know the node any more does. */
  async #beat(): Promise<void> {
    const isKnown = await this.#connection.beat().catch((error) => {
      if (error instanceof FleetError && error.code === "NOT_AUTHENTICATED") throw error;
      return true;
    });
    const text = `${this.address} does not know node ${this.id} any more. Join again.`;
    if (!isKnown) throw new FleetError("NODE_UNKNOWN", text);
  }

  async #answer(message: PulledMessage): Promise<void> {
    const began = clock();
    const entry = { type: message.metadata.messageType ?? "", round: 0 };
    let failure: { code: string; reason: string } | undefined;
    try {
      const content = await this.#contentOf(message, entry).catch((error): FlowerFailure => {
        if (error instanceof FleetError) throw error;
        failure = failureText(error);
        return { code: clientFailed, reason: `${failure.code}: ${failure.reason}` };
      });
      const metadata = replyTo(message.metadata, timeOfDay());
      await this.#connection.push(metadata, content, (clock() - began) / 1000);
      this.#answeredAt = clock();
    } catch (error) {
      if (!(error instanceof FleetError && error.flowerCode === runIsOver)) throw error;
      failure = failureText(error);
    }
    this.answers.push({ ...entry, seconds: (clock() - began) / 1000, ...failure });
  }

  async #contentOf(message: PulledMessage, entry: { type: string; round: number }): Promise<FlowerContent> {
    const records = readRecords(await this.#connection.fetch(message), message.tree.objectId);
    entry.round = roundOf(records);
    const { client, seed } = this.#settings;
    const reply = await answer(client, { type: entry.type, records, seed, signal: this.#leaving.signal });
    const store: ObjectStore = new Map();
    return { store, tree: await addRecords(store, reply) };
  }

  async #settle(): Promise<void> {
    if (this.#answeredAt === undefined) return;
    const waited = clock() - this.#answeredAt;
    await sleep(Math.max(0, 1000 * this.#wait - waited));
  }
}
