import { createHash } from "node:crypto";
import { NDArray } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import type { ObjectTree, PulledMessage } from "../../../../plugins/surrogate/dist/federated/flower/flower-messages.js";
import { decodeProto } from "../../../../plugins/surrogate/dist/federated/flower/flower-schema.js";
import { checkObject, idsOf, objectOf } from "../../../../plugins/surrogate/dist/federated/flower/objects.js";
import { addRecords, readRecords } from "../../../../plugins/surrogate/dist/federated/flower/records.js";
import { callsOf, storeOf } from "./recording.ts";

interface Pulled {
  readonly messagesList: readonly Pick<PulledMessage, "metadata">[];
  readonly messageObjectTrees: readonly ObjectTree[];
}

const pulled = callsOf("pull-messages").map(({ response }) => decodeProto<Pulled>("PullMessagesResponse", response));
const pushed = callsOf("push-messages").map(({ request }) => decodeProto<Pulled>("PushMessagesRequest", request));
const [toTrain, toEvaluate] = pulled.map(({ messageObjectTrees: [tree] }) => tree!);
const plain = (value: object) => JSON.parse(JSON.stringify(value));
const received = storeOf("pull-object");
const values = {
  weights: { array: new NDArray(Float64Array.of(0, 1, 2, 3, 4, 5), [2, 3]), type: "float64" },
  scale: { array: new NDArray(Float64Array.of(0.5, -1.5)), type: "float32" },
  bias: { array: new NDArray(Float64Array.of(0.25), []), type: "float64" },
} as const;

describe("what a SuperLink sends", () => {
  test("is read: arrays in their types, figures of every kind", () => {
    const { arrays, figures } = readRecords(received, toTrain!.objectId);
    expect(plain(arrays)).toEqual(plain({ arrays: values }));
    const sent = { "learning-rate": 0.5, name: "test", steps: 3, sizes: [1, 2], isLast: false, "server-round": 1 };
    expect(figures).toEqual({ config: sent });
  });

  test("has ids that are the SHA-256 of the bytes, all of them in the tree", async () => {
    for (const [id, bytes] of received) await checkObject(id, Uint8Array.from(bytes));
    expect(new Set([...idsOf(toTrain!), ...idsOf(toEvaluate!)])).toEqual(new Set(received.keys()));
  });

  test("is refused where a byte was changed", async () => {
    const [[id, bytes]] = [...received] as [[string, Uint8Array]];
    const changed = Uint8Array.from(bytes);
    changed[changed.length - 1]! ^= 1;
    await expect(checkObject(id, changed)).rejects.toMatchObject({ code: "BAD_OBJECT" });
  });

  test("is refused where a part is missing, or is of another kind", () => {
    const arrays = [...received.keys()].find((id) => objectTypeOf(id) === "Array")!;
    const without = new Map(received);
    without.delete(arrays);
    expect(() => readRecords(without, toTrain!.objectId)).toThrow("it is not among the parts of the message");
    expect(() => objectOf(received, arrays, "ConfigRecord")).toThrow("it is a Array, not a ConfigRecord");
  });
});

describe("what flwr's own node answers", () => {
  const sent = storeOf("push-object");

  test("is read the same way", () => {
    const { arrays, figures } = readRecords(sent, pushed[0]!.messageObjectTrees[0]!.objectId);
    expect(arrays.arrays!.weights!.array.toArray()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(figures).toEqual({ metrics: { "num-examples": 10, loss: 0.5 } });
  });

  test("is made by us with the same arrays, to the byte", async () => {
    const { arrays } = readRecords(sent, pushed[0]!.messageObjectTrees[0]!.objectId);
    const store = new Map<string, Uint8Array>();
    await addRecords(store, { arrays, figures: { metrics: { "num-examples": 10n, loss: 0.5 } } });
    const own = [...store.values()].filter((bytes) =>
      /^(ArrayChunk|MetricRecord) /.test(Buffer.from(bytes).toString("latin1")),
    );
    expect(own).toHaveLength(4);
    for (const bytes of own) expect(sent.has(createHash("sha256").update(bytes).digest("hex"))).toBe(true);
  });
});

describe("our records", () => {
  test("come back as they were, chunks that are alike sent once", async () => {
    const zeros = { array: new NDArray(new Float64Array(2_000_000)), type: "float64" } as const;
    const store = new Map<string, Uint8Array>();
    const tree = await addRecords(store, { arrays: { a: { zeros }, b: values }, figures: { m: { loss: 1 } } });
    store.set("m", Buffer.from(`Message ${tree.objectId} 0\0`));
    const { arrays, figures } = readRecords(store, "m");
    expect(arrays.a!.zeros!.array.shape).toEqual([2_000_000]);
    expect(arrays.a!.zeros!.array.data.every((value) => value === 0)).toBe(true);
    expect(plain(arrays.b!)).toEqual(plain(values));
    expect(figures).toEqual({ m: { loss: 1 } });
    const chunks = [...store.values()].filter(
      (bytes) => Buffer.from(bytes.subarray(0, 10)).toString() === "ArrayChunk",
    );
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(5_242_909);
    expect(chunks).toHaveLength(3 + 3);
  });
});

function objectTypeOf(id: string): string {
  return Buffer.from(received.get(id)!).toString("latin1").split(" ")[0]!;
}
