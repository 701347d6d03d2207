import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Codec, sizeLimit } from "../../../kernel-extensions/kernel/dist/wire/codec.node.js";
import { signatureBy } from "../../../kernel-extensions/kernel/dist/wire/signature.node.js";

const codec = new Codec(signatureBy("secret"));
const header = { msg_id: "1", msg_type: "kernel_info_request" };
const parts = (...values: unknown[]) => values.map((value) => Buffer.from(JSON.stringify(value)));
const framed = (signed: Buffer[], ...buffers: Buffer[]) => [
  Buffer.from("client"),
  Buffer.from("<IDS|MSG>"),
  Buffer.from(signatureBy("secret").sign(signed)),
  ...signed,
  ...buffers,
];
const good = parts(header, {}, {}, { a: 1 });

describe("Codec", () => {
  test("reads what it writes, buffers and identities too", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.array(fc.uint8Array()),
        fc.array(fc.uint8Array()),
        (content, buffers, identities) => {
          const frames = codec.encode({ type: "stream", identities, parent: String(good[0]), content, buffers });
          const message = codec.decode(frames.map((frame) => Buffer.from(frame)));
          expect(message.content).toEqual(JSON.parse(JSON.stringify(content)));
          expect(message.buffers).toEqual(buffers.map((buffer) => Buffer.from(buffer)));
          expect(message.identities).toEqual(identities.map((identity) => Buffer.from(identity)));
          expect(message.header.msg_type).toBe("stream");
        },
      ),
    );
  });

  test("passes content on as the bytes that it was given", () => {
    const content = Buffer.from('{"text":  "spaces stay"}');
    expect(codec.encode({ type: "stream", identities: [], content })[5]).toBe(content);
  });

  test("signs as the protocol says", () => {
    // printf '{}{}{}{}' | openssl dgst -sha256 -hmac secret
    expect(signatureBy("secret").sign(parts({}, {}, {}, {}))).toBe(
      "34982f0bfec60e7b933ffde06c1ecab0fba073717a95ab943d1dd06f82c2d5e4",
    );
  });

  test.each([
    ["a wrong signature", "BAD_SIGNATURE", [...framed(good).slice(0, 2), Buffer.from("0".repeat(64)), ...good]],
    ["a signature of another length", "BAD_SIGNATURE", [...framed(good).slice(0, 2), Buffer.from("0"), ...good]],
    ["content changed after signing", "BAD_SIGNATURE", [...framed(good).slice(0, 6), Buffer.from('{"a":2}')]],
    ["no delimiter", "BAD_FRAMES", good],
    ["no frames", "BAD_FRAMES", []],
    ["too few frames", "BAD_FRAMES", framed(good.slice(0, 3))],
    ["no JSON", "BAD_JSON", framed([...good.slice(0, 3), Buffer.from("{")])],
    ["no object", "BAD_JSON", framed(parts(header, {}, {}, []))],
    ["no message type", "BAD_JSON", framed(parts({ msg_id: "1" }, {}, {}, {}))],
    ["100 MB", "TOO_LARGE", framed(good, Buffer.alloc(sizeLimit))],
  ])("refuses %s", (_name, code, frames) => {
    expect(() => codec.decode(frames)).toThrow(expect.objectContaining({ code }));
  });

  test("never takes random frames for a message, whatever they are", () => {
    const frame = fc.oneof(
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.constantFrom(Buffer.from("<IDS|MSG>"), Buffer.from("{}"), ...good),
    );
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 9 }), (frames) => {
        expect(() => codec.decode(frames)).toThrow(expect.objectContaining({ name: "WireError" }));
      }),
      { numRuns: 500 },
    );
  });

  test("checks nothing when the connection has no key", () => {
    const unsigned = new Codec(signatureBy(""));
    expect(unsigned.decode([Buffer.from("<IDS|MSG>"), Buffer.from(""), ...good]).content).toEqual({ a: 1 });
    expect(String(unsigned.encode({ type: "status", identities: [], content: {} })[1])).toBe("");
  });
});
