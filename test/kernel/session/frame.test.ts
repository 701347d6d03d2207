import { expect, test } from "vitest";
import { encodeFrame, FrameReader } from "../../../kernel-extensions/kernel/dist/protocol/frame.node.js";

test("headers, texts and bytes arrive whole, wherever the stream is cut", () => {
  const payloads = ["ä €\u{1F600} \ud800", new Uint8Array([0, 255, 10]), ""];
  const stream = Buffer.concat([
    encodeFrame({ n: 1 }, payloads),
    encodeFrame({ n: "zwei" }),
    encodeFrame({ n: 3 }, ["x"]),
  ]);
  for (let cut = 0; cut <= stream.length; cut++) {
    const reader = new FrameReader<unknown>();
    const frames = [stream.subarray(0, cut), stream.subarray(cut)].flatMap((part) => [...reader.push(part)]);
    expect(frames.map(({ header }) => header)).toEqual([{ n: 1 }, { n: "zwei" }, { n: 3 }]);
    expect(frames.map(({ payloads }) => payloads.map((payload) => [...payload]))).toEqual([
      payloads.map((payload) => [...Buffer.from(payload as string)]),
      [],
      [[..."x"].map((letter) => letter.charCodeAt(0))],
    ]);
  }
});

test("a frame is written into the memory it is given", () => {
  const memory = Buffer.alloc(100);
  const frame = encodeFrame({}, ["text"], (size) => memory.subarray(0, size));
  expect(frame.buffer).toBe(memory.buffer);
  const [read] = [...new FrameReader().push(frame)];
  expect(Buffer.from(read!.payloads[0]!).toString()).toBe("text");
});

test("what is read keeps its bytes, also where chunks had memory to themselves", () => {
  const alone = (bytes: Buffer) => Buffer.from(new Uint8Array(bytes).buffer);
  const stream = Buffer.concat([encodeFrame({}, ["a".repeat(5000)]), encodeFrame({}, ["b".repeat(5000)])]);
  const reader = new FrameReader<unknown>();
  const chunks = [stream.subarray(0, 3), stream.subarray(3, 6000), stream.subarray(6000)].map(alone);
  const frames = chunks.flatMap((chunk) => [...reader.push(chunk)]);
  expect(chunks.map(({ length }) => length)).toEqual([0, 0, 0]);
  expect(frames.map(({ payloads }) => Buffer.from(payloads[0]!).toString())).toEqual([
    "a".repeat(5000),
    "b".repeat(5000),
  ]);
});
