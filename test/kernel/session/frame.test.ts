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
