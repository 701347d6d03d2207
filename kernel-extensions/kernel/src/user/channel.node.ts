import { writeSync } from "node:fs";
import { Socket } from "node:net";
import { encodeFrame, type Frame, FrameReader, type Payload } from "../protocol/frame.node.js";
import type { FromUser, ToUser } from "../protocol/user-process.js";

const fromKernel = 3;
const toKernel = 4;

/**
 * Sends one message to the kernel process and returns when the pipe has taken it all: order and
 * back-pressure hold without a queue.
 */
export function send(message: FromUser, payloads: readonly Payload[] = []): void {
  encodeFrame(message, payloads, reserve);
  const size = reserved;
  reserved = 0;
  for (let offset = 0; offset < size; ) offset += writeSome(memory.subarray(offset, size));
  if (memory.length > largestKept) memory = Buffer.allocUnsafe(largestKept);
}

/** Sends a message in one piece with the next, which must follow soon: the kernel process wakes up once for both. */
export function sendWithNext(message: FromUser, payloads: readonly Payload[] = []): void {
  encodeFrame(message, payloads, reserve);
}

const largestKept = 1 << 21;
/** Used for one message after the other: the first touch of fresh memory takes longer than the writing. */
let memory = Buffer.allocUnsafe(1 << 16);
let reserved = 0;

function reserve(size: number): Buffer {
  const end = reserved + size;
  if (end > memory.length) memory = Buffer.concat([memory.subarray(0, reserved)], end);
  const place = memory.subarray(reserved, end);
  reserved = end;
  return place;
}

function writeSome(bytes: Uint8Array): number {
  try {
    return writeSync(toKernel, bytes);
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
