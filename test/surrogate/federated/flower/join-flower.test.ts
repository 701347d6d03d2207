import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { displaySymbol } from "@mesoscope/sdk";
import { type FederatedClient, joinFlower, type TrainingRequest } from "@mesoscope/surrogate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FleetConnection } from "../../../../plugins/surrogate/dist/federated/flower/fleet-connection.node.js";
import { ActiveNode } from "../../../../plugins/surrogate/dist/federated/flower/flower-node.node.js";
import { readRecords } from "../../../../plugins/surrogate/dist/federated/flower/records.js";
import { FakeFleet } from "./fake-fleet.ts";
import { callsOf, refused } from "./recording.ts";

const client: FederatedClient = {
  train: (arrays) => ({
    arrays: Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.map((x) => x + 1)])),
    examples: 10,
    metrics: { loss: 0.5 },
  }),
  evaluate: ({ weights }) => ({ examples: 4, metrics: { first: weights!.data[1]! } }),
};
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((done) => setTimeout(done, 5));
};

let fleet: FakeFleet;
let address: string;
beforeEach(async () => {
  fleet = new FakeFleet();
  address = await fleet.listen();
});
afterEach(() => fleet.close());
const join = (options: object = {}) => joinFlower({ address, client, insecure: true, pollInterval: 0.01, ...options });

describe("a node", () => {
  test("answers what was recorded from a real server, and leaves", async () => {
    let asked: TrainingRequest | undefined;
    const train: FederatedClient["train"] = (arrays, request) => {
      asked = request;
      return client.train(arrays, request);
    };
    const node = await join({ client: { ...client, train } });
    await until(() => node.answers.length === 2);
    const [training, evaluation] = fleet.pushed.map(({ messageObjectTrees: [tree] }) =>
      readRecords(fleet.objects, tree.objectId),
    );
    expect(training!.arrays.arrays).toMatchObject({
      weights: { type: "float64" },
      scale: { type: "float32" },
      bias: { type: "float64" },
    });
    expect(training!.arrays.arrays!.scale!.array.toArray()).toEqual([1.5, -0.5]);
    expect(training!.figures).toEqual({ metrics: { "num-examples": 10, loss: 0.5 } });
    expect(evaluation).toEqual({ arrays: {}, figures: { metrics: { "num-examples": 4, first: expect.any(Number) } } });
    expect(asked).toMatchObject({
      round: 1,
      proximalStrength: 0,
      configuration: { "learning-rate": 0.5, name: "test" },
    });
    expect(node.answers).toMatchObject([
      { type: "train", round: 1 },
      { type: "evaluate", round: 1 },
    ]);
    await node.leave({ wait: 0 });
    expect(node.isActive).toBe(false);
    expect(fleet.calls.slice(0, 2)).toEqual(["register-node", "activate-node"]);
    expect(fleet.calls.slice(-2)).toEqual(["deactivate-node", "unregister-node"]);
  });

  test("says who it answers, in whose name and until when", async () => {
    const node = await join();
    await until(() => node.answers.length === 2);
    const [{ messagesList, messageObjectTrees }] = fleet.pushed as [(typeof fleet.pushed)[0]];
    const { metadata } = messagesList[0];
    expect(metadata).toMatchObject({
      srcNodeId: node.id,
      dstNodeId: "1",
      messageType: "train",
      messageId: messageObjectTrees[0].objectId,
    });
    expect(metadata.replyToMessageId).toMatch(/^[0-9a-f]{64}$/);
    expect(Math.abs(metadata.createdAt - Date.now() / 1000)).toBeLessThan(60);
    expect(messagesList[0].content).toEqual({});
    await node.leave({ wait: 0 });
  });

  test("shows what it did", async () => {
    const node = await join();
    await until(() => node.answers.length === 2);
    expect(String((await node[displaySymbol]())["text/plain"])).toMatch(/at work, 2 answers\nmessage[\s\S]*train {9}1/);
    await node.leave({ wait: 0 });
  });

  test("with a key of its own does not register", async () => {
    const privateKey = generateKeyPairSync("ec", { namedCurve: "secp384r1" }).privateKey.export({
      type: "pkcs8",
      format: "pem",
    });
    fleet.messages = [];
    await (await join({ privateKey })).leave({ wait: 0 });
    expect(fleet.calls.filter((call) => call.includes("register"))).toEqual([]);
  });

  test("ends where the server forgets it", async () => {
    fleet.messages = [];
    const node = await join();
    fleet.instead.set("pull-messages", { status: 400, body: '{"code":9,"detail":"No."}' });
    await expect(node.ended).rejects.toMatchObject({ code: "CALL_REFUSED" });
    expect(node.isActive).toBe(false);
  });

  test("ends where its heartbeats are not known", async () => {
    const connection = { beat: async () => false, pull: async () => undefined, close: async () => {} };
    const settings = { address, client, heartbeatInterval: 0.01, pollInterval: 0.01, seed: 0 };
    const node = new ActiveNode("7", connection as unknown as FleetConnection, settings);
    await expect(node.ended).rejects.toMatchObject({ code: "NODE_UNKNOWN" });
  });

  test("goes on where a run is over before its answer", async () => {
    fleet.instead.set("push-messages", { status: 403, body: '{"code":2007,"detail":"Not running."}' });
    const node = await join();
    await until(() => node.answers.length === 2);
    expect(node.answers[0]).toMatchObject({ code: "CALL_REFUSED" });
    expect(node.isActive).toBe(true);
    await node.leave({ wait: 0 });
  });

  test("waits for a server that is away for a moment", async () => {
    fleet.instead.set("pull-messages", { status: 503, body: "" });
    const node = await join();
    await until(() => fleet.calls.filter((call) => call === "pull-messages").length === 2);
    fleet.instead.clear();
    await until(() => node.answers.length === 2);
    await node.leave({ wait: 0 });
  });
});

describe("an answer that cannot be used never leaves", () => {
  const moved =
    (change: (value: number) => number): FederatedClient["train"] =>
    ({ weights, scale, bias }) => ({
      arrays: { weights: weights!.map(change), scale: scale!, bias: bias! },
      examples: 1,
    });
  test.each<[string, Partial<FederatedClient>, RegExp]>([
    ["NaN", { train: moved(() => Number.NaN) }, /^NOT_FINITE: the client: entry 0 of weights is NaN/],
    [
      "another shape",
      { train: () => ({ arrays: { weights: [1] }, examples: 1 }) },
      /^SHAPE_MISMATCH: the client: weights has shape \[1\]/,
    ],
    ["no examples", { train: (arrays) => ({ arrays, examples: 0 }) }, /^BAD_REPLY/],
    ["an error", { train: () => Promise.reject(new Error("disk full")) }, /^CLIENT_FAILED: disk full/],
  ])("%s", async (_, bad, reason) => {
    const node = await join({ client: { ...client, ...bad } });
    await until(() => node.answers.length === 2);
    const [message] = fleet.pushed[0]!.messagesList;
    expect(message.error).toEqual({ code: "2", reason: expect.stringMatching(reason) });
    expect(message.content).toBeUndefined();
    expect(node.answers[0]!.code).toBe(/^\w+/.exec(message.error.reason)![0]);
    expect(node.answers[1]!.code).toBeUndefined();
    await node.leave({ wait: 0 });
  });

  test("no function evaluate", async () => {
    const node = await join({ client: { train: client.train } });
    await until(() => node.answers.length === 2);
    expect(fleet.pushed[1]!.messagesList[0].error.reason).toMatch(/^NOT_EVALUATED/);
    await node.leave({ wait: 0 });
  });

  test("an unknown type of message", async () => {
    const [message] = callsOf("pull-messages");
    fleet.messages = [Buffer.from(message!.response.toString("latin1").replace("train", "trial"), "latin1")];
    const node = await join();
    await until(() => node.answers.length === 1);
    expect(fleet.pushed[0]!.messagesList[0].error.reason).toMatch(/^UNKNOWN_MESSAGE_TYPE: .* type trial are unknown/);
    await node.leave({ wait: 0 });
  });

  test("arrays that were changed on their way here", async () => {
    fleet.instead.set("pull-object", { status: 200, body: Buffer.from([8, 1, 16, 1, 26, 1, 65]) });
    const node = await join();
    await until(() => node.answers.length === 2);
    expect(node.answers[0]).toMatchObject({ code: "BAD_OBJECT" });
    await node.leave({ wait: 0 });
  });
});

describe("a server", () => {
  test.each([
    [
      "that is not there",
      async () => joinFlower({ address: "127.0.0.1:1", client, insecure: true }),
      "SERVER_UNREACHABLE",
    ],
    ["that speaks HTTP where HTTPS is meant", async () => joinFlower({ address, client }), "SERVER_UNREACHABLE"],
  ])("%s is an error", async (_, run, code) => {
    await expect(run()).rejects.toMatchObject({ code, message: expect.stringMatching(/^joinFlower: 127.0.0.1/) });
  });

  test.each([
    ["refuses the key", "register-node", refused[0]!, "NOT_AUTHENTICATED"],
    ["has no such interface", "activate-node", refused[1]!, "WRONG_VERSION"],
    ["wants another version", "activate-node", { status: 400, body: '{"code":1001,"detail":"Old."}' }, "WRONG_VERSION"],
    ["registers nobody", "register-node", { status: 412, body: '{"code":2001,"detail":"Ask."}' }, "NOT_REGISTERED"],
    [
      "does not know the key",
      "activate-node",
      { status: 412, body: '{"code":2004,"detail":"Who?"}' },
      "NOT_REGISTERED",
    ],
    ["fails", "activate-node", { status: 500, body: "oops" }, "CALL_REFUSED"],
  ])("that %s is an error", async (_, call, answered, code) => {
    fleet.instead.set(call, answered);
    await expect(join()).rejects.toMatchObject({ code });
  });

  test("that does not speak HTTP is of another version", async () => {
    const server = createServer((socket) => socket.end(Buffer.from("\0\0\x06\x04\0\0\0\0\0\0\x05\0\0\x40\0")));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as { port: number };
    await expect(join({ address: `127.0.0.1:${port}` })).rejects.toMatchObject({ code: "WRONG_VERSION" });
    server.close();
  });
});

test.each([
  [{ address: "127.0.0.1" }, "address is 127.0.0.1. Give host:port"],
  [{ address: "http://127.0.0.1:8000" }, "Give host:port"],
  [{ client: {} }, "client has no function train"],
  [{ certificateAuthority: "pem" }, "insecure goes without certificateAuthority"],
  [{ heartbeatInterval: 5 }, "heartbeatInterval is 5. Give seconds from 10 to 1800."],
  [{ privateKey: "no key" }, "privateKey cannot be read"],
  [{ server: "a" }, "there is no option server"],
])("joinFlower refuses %o", async (options, message) => {
  await expect(join(options)).rejects.toThrow(message);
});
