import { createReadStream, writeSync } from "node:fs";
import { encodeFrame, FrameReader } from "../../../kernel-extensions/kernel/dist/protocol/frame.node.js";
import type { FromUser, PublishedType, ToUser } from "../../../kernel-extensions/kernel/dist/protocol/user-process.js";

/** A user process that does what the text of a cell says; for what a real one never does, or not on demand. */
const send = (message: FromUser) => writeSync(4, encodeFrame(message));
const ok = { status: "ok", expressions: {}, payload: [] } as const;

if (process.env.FAKE === "does not start") {
  console.error("a fault on the way up");
  process.exit(7);
}
send({ type: "ready", pid: process.pid });

const reader = new FrameReader<ToUser>();
createReadStream("", { fd: 3 }).on("data", (chunk) => {
  for (const { header, payloads } of reader.push(chunk as Buffer)) {
    if (header.type === "run") run(header.run, header.source);
    if (header.type === "comm") echo(header, payloads);
    if (header.type === "exit") process.exit();
  }
});

function run(number: number, source: string): void {
  if (source === "'die'") process.exit(9);
  if (source === "'open a comm'") publish(number, "comm_open", { comm_id: "ours", target_name: "kernel", data: {} });
  if (source === "'raw'") {
    // Written before `done`, on other pipes: all of it must arrive before the reply.
    writeSync(1, "x".repeat(50_000));
    writeSync(2, "é");
  }
  if (source !== "'hang'") send({ type: "done", run: number, outcome: ok });
}

/** Sends comm messages back as they came, after some time; `comm_close` when they open a target named "nobody". */
function echo(header: Extract<ToUser, { type: "comm" }>, buffers: readonly Uint8Array[]): void {
  setTimeout(() => {
    const unknown = header.message === "comm_open" && header.content.target_name === "nobody";
    if (unknown) publish(header.run, "comm_close", { comm_id: header.content.comm_id, data: {} });
    else if (header.message === "comm_msg") publish(header.run, "comm_msg", header.content, header.metadata, buffers);
    send({ type: "done", run: header.run, outcome: ok });
  }, 20);
}

function publish(
  run: number,
  message: PublishedType,
  content: object,
  metadata: Record<string, unknown> = {},
  buffers: readonly Uint8Array[] = [],
): void {
  const header: FromUser = { type: "publish", run, message, metadata };
  writeSync(4, encodeFrame(header, [Buffer.from(JSON.stringify(content)), ...buffers]));
}
