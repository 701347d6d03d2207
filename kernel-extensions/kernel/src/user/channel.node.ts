import { writeSync } from "node:fs";
import { Socket } from "node:net";
import { encodeFrame, type Frame, FrameReader } from "../protocol/frame.node.js";
import type { FromUser, ToUser } from "../protocol/user-process.js";

const fromKernel = 3;
const toKernel = 4;

/**
 * Sends one message to the kernel process and returns when the pipe has taken it all: order and
 * back-pressure hold without a queue.
 */
export function send(message: FromUser, payloads: readonly Uint8Array[] = []): void {
  const frame = encodeFrame(message, payloads);
  if (together) together.push(frame);
  else write(frame);
}

/** Frames to be written in one piece. */
let together: Buffer[] | undefined;

/** Sends what `work` sends in one piece: the kernel process wakes up once. */
export function sendTogether(work: () => void): void {
  const frames: Buffer[] = [];
  together = frames;
  try {
    work();
  } finally {
    together = undefined;
    write(Buffer.concat(frames));
  }
}

function write(bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length; ) offset += writeSome(bytes, offset);
}

function writeSome(bytes: Uint8Array, offset: number): number {
  try {
    return writeSync(toKernel, bytes, offset);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    Atomics.wait(pause, 0, 0, 1);
    return 0;
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Calls `handle` with every message of the kernel process, and `end` when that process is gone. Gives a function that
 * takes up what an interrupted `handle` has left.
 */
export function receive(handle: (frame: Frame<ToUser>) => void, end: () => void): () => void {
  const reader = new FrameReader<ToUser>();
  const take = (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) handle(frame);
  };
  const socket = new Socket({ fd: fromKernel, readable: true, writable: false });
  socket.on("data", take);
  socket.on("close", end);
  return () => take(Buffer.alloc(0));
}
