import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Subscriber } from "zeromq";
import { createConnection, type Kernel, KernelClient, mesoscope, sleep, startKernel } from "../client/index.ts";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await startKernel(mesoscope);
});
afterAll(() => kernel.shutdown());

const bytes = (count: number) => Uint8Array.from({ length: count }, (_, i) => (i * 7919 + count * 31) % 256);
const header = { msg_id: "1", msg_type: "execute_request", session: "s" };
const json = (value: unknown) => JSON.stringify(value);

/** Sends frames and expects a line in the log, nothing else. */
async function dropped(channel: "shell" | "control" | "stdin", frames: (string | Uint8Array)[], reason: string) {
  const before = kernel.process.log.length;
  await kernel.sendFrames(channel, frames);
  const end = performance.now() + 10_000;
  while (!kernel.process.log.slice(before).includes(reason)) {
    if (performance.now() > end) throw new Error(`not logged: ${reason}; log:\n${kernel.process.log.slice(before)}`);
    await sleep(5);
  }
  expect((await kernel.execute("1 + 1")).text).toBe("2");
}

describe.each(["shell", "control", "stdin"] as const)("on %s, a message is logged and dropped that has", (channel) => {
  test("a wrong signature", () =>
    dropped(channel, ["<IDS|MSG>", "0".repeat(64), json(header), "{}", "{}", "{}"], "wrong signature"));
  test("no delimiter", () => dropped(channel, ["a", "b"], "without <IDS|MSG>"));
  test("too few frames", () => dropped(channel, ["<IDS|MSG>", "x", "{}"], "at least 4 belong"));
  test("malformed JSON", () => {
    const parts = ["{", "{}", "{}", "{}"];
    return dropped(channel, ["<IDS|MSG>", kernel.codec.sign(parts), ...parts], "is no JSON");
  });
  test("JSON nested too deep", () => {
    const parts = [json(header), "{}", "{}", "[".repeat(100_000)];
    return dropped(channel, ["<IDS|MSG>", kernel.codec.sign(parts), ...parts], "is no JSON");
  });
  test("100 MB", () => {
    const parts = [json(header), "{}", "{}", json({ code: "x".repeat(100_000_000) })];
    return dropped(channel, ["<IDS|MSG>", kernel.codec.sign(parts), ...parts], "too large");
  });
});

test("a message of an unknown type is logged and ignored", () => {
  const parts = [json({ ...header, msg_type: "toString" }), "{}", "{}", "{}"];
  return dropped("shell", ["<IDS|MSG>", kernel.codec.sign(parts), ...parts], "unknown type");
});

test("wrong types inside a good message are harmless", async () => {
  for (const content of [{}, { code: 1 }, { code: "1", user_expressions: [1], silent: "x" }, { code: null }])
    expect((await kernel.ask("execute_request", content)).status).toBe("ok");
  for (const type of ["complete", "inspect", "is_complete", "history", "comm_info"])
    expect((await kernel.ask(`${type}_request`, { code: 1, cursor_pos: "x", hist_access_type: 3 })).status).not.toBe(
      "error",
    );
});

test("random frames on every socket leave the kernel as it was", async () => {
  await kernel.execute("const kept = 42");
  for (let i = 0; i < 300; i++) {
    const frames = Array.from({ length: 1 + (i % 8) }, (_, j) => bytes((i * 13 + j * 29) % 300));
    if (i % 3 === 0) frames[i % frames.length] = new TextEncoder().encode("<IDS|MSG>");
    await kernel.sendFrames((["shell", "control", "stdin"] as const)[i % 3]!, frames);
  }
  expect((await kernel.execute("kept")).text).toBe("42");
  expect(await kernel.heartbeat()).toBeLessThan(5000);
});

test("well-signed messages of every type with any content leave the kernel as it was", async () => {
  await kernel.execute("const firm = 42");
  const types = ["complete", "inspect", "is_complete", "history", "comm_info", "interrupt", "connect", "kernel_info"]
    .concat(["create_subshell", "delete_subshell", "list_subshell", "debug"])
    .map((name) => `${name}_request`)
    .concat(["execute_request", "comm_open", "comm_msg", "comm_close", "input_reply", "constructor", ""]);
  const word = fc.constantFrom(
    "code",
    "cursor_pos",
    "comm_id",
    "target_name",
    "data",
    "command",
    "arguments",
    "n",
    "id",
  );
  const content = fc.dictionary(fc.oneof(word, fc.string({ maxLength: 4 })), fc.jsonValue({ maxDepth: 3 }), {
    maxKeys: 6,
  });
  const messages = fc.sample(
    fc.record({
      type: fc.constantFrom(...types),
      channel: fc.constantFrom("shell", "control", "stdin"),
      header: fc.dictionary(
        fc.constantFrom("subshell_id", "session", "version", "__proto__"),
        fc.jsonValue({ maxDepth: 1 }),
      ),
      content,
      metadata: content,
      buffers: fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 3 }),
    }),
    { seed: 11, numRuns: 400 },
  );
  for (const { type, channel, header, content, metadata, buffers } of messages) {
    const parts = [json({ ...header, msg_id: "fuzz", msg_type: type }), "{}", json(metadata), json(content)];
    await kernel.sendFrames(channel, ["<IDS|MSG>", kernel.codec.sign(parts), ...parts, ...buffers]);
  }
  expect((await kernel.execute("firm")).text).toBe("42");
  expect((await kernel.complete("firm.toFix")).matches).toContain("toFixed");
  expect((await kernel.kernelInfo("control")).status).toBe("ok");
  expect(kernel.process.log).not.toContain("an error inside the kernel");
});

test("a front end that does not read holds up the others for a moment only, and its output does not fill the memory", async () => {
  const sleeper = new Subscriber({ receiveHighWaterMark: 1, linger: 0 });
  sleeper.connect(`tcp://127.0.0.1:${kernel.connection.iopub_port}`);
  sleeper.subscribe();
  await sleep(200);
  const flood = await kernel.execute('for (let i = 0; i < 150; i++) console.log("x".repeat(999_999))', {
    milliseconds: 60_000,
  });
  expect(flood.reply.status).toBe("ok");
  expect(kernel.process.log).toContain("it will miss output");
  const status = readFileSync(`/proc/${kernel.process.pid}/status`, "utf8");
  expect(Number(/VmRSS:\s+(\d+)/.exec(status)![1])).toBeLessThan(600_000);
  sleeper.close();
  expect((await kernel.execute("'awake'")).text).toBe("'awake'");
});

test("a client with another key is not answered", async () => {
  const stranger = new KernelClient({ ...kernel.connection, key: "another" });
  const request = stranger.send("kernel_info_request", {});
  expect(await Promise.race([request.reply, sleep(300).then(() => "silence")])).toBe("silence");
  stranger.close();
});

test("works over ipc", async () => {
  const other = await startKernel(mesoscope, { transport: "ipc" });
  expect((await other.execute("2 + 3")).text).toBe("5");
  expect(await other.heartbeat()).toBeLessThan(5000);
  expect(await other.shutdown()).toBe(true);
});

test("a connection file that is not there, and a taken port, are said in a sentence", async () => {
  const argv = (path: string) => mesoscope.argv.map((word) => word.replace("{connection_file}", path));
  await expect(startKernel({ argv: argv("/none.json") })).rejects.toThrow("/none.json cannot be read (ENOENT).");
  const taken = await createConnection();
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(taken.iopub_port, "127.0.0.1", resolve));
  await expect(startKernel({ argv: argv(taken.path) })).rejects.toThrow(
    `The kernel cannot listen on tcp://127.0.0.1:${taken.iopub_port}`,
  );
  holder.close();
  taken.remove();
});
