import { createReadStream, writeSync } from "node:fs";
import { encodeFrame, FrameReader } from "../../../kernel-extensions/kernel/dist/protocol/frame.node.js";
import type { FromUser, ToUser } from "../../../kernel-extensions/kernel/dist/protocol/user-process.js";

/** A user process that does what the text of a cell says; for what a real one never does, or not on demand. */
const send = (message: FromUser) => writeSync(4, encodeFrame(message));
const ok = { status: "ok", expressions: {}, payload: [] } as const;

if (process.env["FAKE"] === "does not start") {
  console.error("a fault on the way up");
  process.exit(7);
}
send({ type: "ready", pid: process.pid });

const reader = new FrameReader<ToUser>();
createReadStream("", { fd: 3 }).on("data", (chunk) => {
  for (const { header } of reader.push(chunk as Buffer)) if (header.type === "run") run(header.run, header.source);
});

function run(number: number, source: string): void {
  if (source === "'die'") process.exit(9);
  if (source === "'raw'") {
    // Written before `done`, on other pipes: all of it must arrive before the reply.
    writeSync(1, "x".repeat(50_000));
    writeSync(2, "é");
  }
  if (source !== "'hang'") send({ type: "done", run: number, outcome: ok });
}
