import { DataError } from "@mesoscope/sdk";
import { joined, toHex } from "../bytes.js";
import type { ObjectTree } from "./flower-messages.js";

/** A part of a message, named by its content. */
export interface FlowerObject {
  readonly type: string;
  /** The ids of the objects that it is made of, each once. */
  readonly children: readonly string[];
  readonly body: Uint8Array;
}

/** Objects by id. */
export type ObjectStore = Map<string, Uint8Array>;

/** Puts an object with its children into the store and gives its tree. */
export async function addObject(
  store: ObjectStore,
  type: string,
  body: Uint8Array,
  children: readonly ObjectTree[] = [],
): Promise<ObjectTree> {
  const distinct = [...new Map(children.map((child) => [child.objectId, child])).values()];
  const head = `${type} ${distinct.map(({ objectId }) => objectId).join(",")} ${body.length}\0`;
  const bytes = joined(new TextEncoder().encode(head), body);
  const objectId = await idOf(bytes);
  store.set(objectId, bytes);
  return { objectId, children: distinct };
}

/**
 * The object of that id and type in the store.
 *
 * @throws DataError BAD_OBJECT
 */
export function objectOf(store: ObjectStore, id: string, ...types: readonly string[]): FlowerObject {
  const bytes = store.get(id);
  if (!bytes) throw badObject(id, "it is not among the parts of the message");
  const end = bytes.indexOf(0);
  const head = new TextDecoder().decode(bytes.subarray(0, Math.max(end, 0))).split(" ");
  const [type = "", children = "", length = ""] = head;
  const body = bytes.subarray(end + 1);
  if (head.length !== 3 || body.length !== Number(length)) throw badObject(id, "its head cannot be read");
  if (!types.includes(type)) throw badObject(id, `it is a ${type}, not a ${types.join(" or ")}`);
  return { type, children: children === "" ? [] : children.split(","), body };
}

/**
 * Throws unless the bytes are those that the id stands for.
 *
 * @throws DataError BAD_OBJECT
 */
export async function checkObject(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if ((await idOf(bytes)) !== id) throw badObject(id, "its bytes have another SHA-256");
}

/** All ids of a tree, each once. */
export function idsOf({ objectId, children = [] }: ObjectTree): string[] {
  return [...new Set([objectId, ...children.flatMap(idsOf)])];
}

/** An object that cannot be what it should be. */
export function badObject(id: string, found: string): DataError {
  return new DataError("BAD_OBJECT", `joinFlower: object ${id.slice(0, 12)}…: ${found}. It was changed on its way.`);
}

async function idOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", bytes)));
}
