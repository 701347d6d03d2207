import { setTimeout as sleep } from "node:timers/promises";
import { DataError } from "@mesoscope/sdk";
import { FleetCalls, type FleetPlace, isPassing } from "./fleet-call.node.js";
import type { FlowerFailure, Metadata, ObjectTree, PulledMessage } from "./flower-messages.js";
import { encodeProto } from "./flower-schema.js";
import type { NodeIdentity } from "./node-identity.node.js";
import { addObject, checkObject, idsOf, type ObjectStore } from "./objects.js";

/** The server may still be uploading: so many looks, milliseconds apart. */
const looks = 500;
const betweenLooks = 50;
/** A server that went away is waited for: milliseconds, doubled from the first to the last. */
const firstWait = 250;
const lastWait = 16_000;

/** An answer: its records, in a store of their parts. */
export interface FlowerContent {
  readonly store: ObjectStore;
  readonly tree: ObjectTree;
}

interface PulledMessages {
  readonly messagesList?: readonly { readonly metadata?: Metadata }[];
  readonly messageObjectTrees?: readonly ObjectTree[];
}

interface PulledObject {
  readonly objectFound?: boolean;
  readonly objectAvailable?: boolean;
  readonly objectContent?: Uint8Array;
}

interface PushedMessage {
  readonly objectsToPush?: readonly string[];
  readonly sessionId?: string;
}

/** A node's conversation with a SuperLink, from its registration to its leave. */
export class FleetConnection {
  readonly #calls: FleetCalls;
  readonly #identity: NodeIdentity;
  readonly #heartbeatInterval: number;
  readonly #isOwnKey: boolean;
  #nodeId = "0";

  /** @param isOwnKey whether the operator of the server knows the key already */
  constructor(place: FleetPlace, identity: NodeIdentity, heartbeatInterval: number, isOwnKey: boolean) {
    this.#calls = new FleetCalls(place, identity);
    this.#identity = identity;
    this.#heartbeatInterval = heartbeatInterval;
    this.#isOwnKey = isOwnKey;
  }

  /** Makes the node known and online; gives its id. */
  async open(): Promise<string> {
    const publicKey = this.#identity.publicKey;
    try {
      if (!this.#isOwnKey) await this.#calls.call("RegisterNode", { publicKey });
      const activation = { publicKey, heartbeatInterval: this.#heartbeatInterval };
      const { nodeId = "0" } = await this.#calls.call<{ nodeId?: string }>("ActivateNode", activation);
      this.#nodeId = nodeId;
      return nodeId;
    } catch (error) {
      this.#calls.close();
      throw error;
    }
  }

  /** Says that the node is alive; false where the server does not know it any more. */
  async beat(): Promise<boolean> {
    const heartbeat = { node: this.#node, heartbeatInterval: this.#heartbeatInterval };
    const { success = false } = await this.#calls.call<{ success?: boolean }>("SendNodeHeartbeat", heartbeat);
    return success;
  }

  /** The next message for the node, if there is one. */
  async pull(): Promise<PulledMessage | undefined> {
    const response = await this.#call<PulledMessages>("PullMessages", {});
    const [metadata, tree] = [response.messagesList?.[0]?.metadata, response.messageObjectTrees?.[0]];
    return metadata && tree ? { metadata, tree } : undefined;
  }

  /** The parts of a message, each checked against its id. */
  async fetch({ metadata, tree }: PulledMessage): Promise<ObjectStore> {
    const store: ObjectStore = new Map();
    const runId = metadata.runId ?? "0";
    const fetchOne = async (id: string) => store.set(id, await this.#pullObject(runId, id));
    await Promise.all(idsOf(tree).map(fetchOne));
    await this.#call("ConfirmMessageReceived", { runId, messageObjectId: tree.objectId });
    return store;
  }

  /** Sends an answer with its parts, or why there is none. */
  async push(metadata: Metadata, content: FlowerContent | FlowerFailure, seconds: number): Promise<void> {
    const isAnswer = "store" in content;
    const store: ObjectStore = isAnswer ? content.store : new Map();
    const body = encodeProto("Message", isAnswer ? { metadata } : { metadata, error: content });
    const tree = await addObject(store, "Message", body, isAnswer ? [content.tree] : []);
    const named = { ...metadata, messageId: tree.objectId };
    const message = isAnswer ? { metadata: named, content: {} } : { metadata: named, error: content };
    const { objectsToPush = [], sessionId } = await this.#call<PushedMessage>("PushMessages", {
      messagesList: [message],
      messageObjectTrees: [tree],
      clientappRuntimeList: [seconds],
    });
    const pushOne = (objectId: string) =>
      this.#call("PushObject", {
        runId: metadata.runId,
        objectId,
        objectContent: store.get(objectId),
        ...(sessionId !== undefined && { sessionId }),
      });
    await Promise.all(objectsToPush.map(pushOne));
  }

  /** Takes the node offline, and its registration back where it was its own. */
  async close(): Promise<void> {
    try {
      await this.#calls.call("DeactivateNode", { nodeId: this.#nodeId });
      if (!this.#isOwnKey) await this.#calls.call("UnregisterNode", { nodeId: this.#nodeId });
    } finally {
      this.#calls.close();
    }
  }

  async #pullObject(runId: string, objectId: string): Promise<Uint8Array<ArrayBuffer>> {
    for (let look = 0; look < looks; look++) {
      const found = await this.#call<PulledObject>("PullObject", { runId, objectId });
      if (found.objectAvailable && found.objectContent) {
        const bytes = Uint8Array.from(found.objectContent);
        await checkObject(objectId, bytes);
        return bytes;
      }
      if (!found.objectFound) break;
      await sleep(betweenLooks);
    }
    const text = `joinFlower: the server has no object ${objectId.slice(0, 12)}… of the message. The run may be over.`;
    throw new DataError("OBJECT_UNAVAILABLE", text);
  }

  /** A call in the name of the node, tried again while the server is away. */
  async #call<T>(name: string, message: object): Promise<T> {
    for (let wait = firstWait; ; wait *= 2) {
      try {
        return await this.#calls.call<T>(name, { node: this.#node, ...message });
      } catch (error) {
        if (!isPassing(error) || wait > lastWait) throw error;
        await sleep(wait);
      }
    }
  }

  get #node(): { nodeId: string } {
    return { nodeId: this.#nodeId };
  }
}
