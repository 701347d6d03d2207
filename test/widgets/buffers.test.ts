import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinBuffers, splitBuffers, valueAt } from "../../kernel-extensions/widgets/dist/buffers.js";

const binary = fc.oneof(
  fc.uint8Array(),
  fc.float64Array(),
  fc.int32Array(),
  fc.float32Array({ noNaN: true }),
  fc.uint8Array().map(({ buffer }) => buffer),
);
const { state } = fc.letrec((tie) => ({
  state: fc.dictionary(fc.string(), tie("value"), { noNullPrototype: true }),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    fc.constant(null),
    fc.boolean(),
    binary,
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value"), { noNullPrototype: true }),
  ),
}));

/** What the other side gets: JSON and bytes. */
function sent(whole: object) {
  const { state, bufferPaths, buffers } = splitBuffers(whole as Record<string, unknown>);
  const copies = buffers.map((bytes) => Uint8Array.from(bytes));
  return (
    JSON.parse(JSON.stringify({ state, bufferPaths, buffers: copies.length })) && {
      state: structuredClone(state),
      bufferPaths,
      buffers: copies,
    }
  );
}

describe("a state that travels", () => {
  test("comes back as it was, typed arrays and all", () => {
    fc.assert(
      fc.property(state, (whole) => {
        const before = (path: readonly (string | number)[]) => valueAt(whole, path);
        expect(joinBuffers(sent(whole as object), before)).toEqual(whole);
      }),
    );
  });

  test("is JSON beside its binary values, which leave a hole in a list and nothing in an object", () => {
    const whole = { a: [1, Uint8Array.of(7), 2], b: { c: Float32Array.of(0.5), d: "x" } };
    const { state, bufferPaths, buffers } = splitBuffers(whole);
    expect(state).toEqual({ a: [1, null, 2], b: { d: "x" } });
    expect(bufferPaths).toEqual([
      ["a", 1],
      ["b", "c"],
    ]);
    expect(buffers.map((bytes) => bytes.length)).toEqual([1, 4]);
  });

  test("gives bytes where nothing was, or where the length does not fit", () => {
    const received = { state: { a: null }, bufferPaths: [["a"]], buffers: [Uint8Array.of(1, 2, 3)] };
    expect(joinBuffers(structuredClone(received)).a).toEqual(Uint8Array.of(1, 2, 3));
    expect(joinBuffers(structuredClone(received), () => new Float64Array(1)).a).toEqual(Uint8Array.of(1, 2, 3));
  });

  test("does not reach outside itself", () => {
    const reach = (path: (string | number)[]) => () =>
      joinBuffers({ state: { a: {} }, bufferPaths: [path], buffers: [Uint8Array.of(1)] });
    expect(reach(["__proto__", "polluted"])).toThrow(/front end sent a binary value/);
    expect(reach(["a", "constructor", "polluted"])).toThrow(/which is not there/);
    expect(reach([])).toThrow(/which is not there/);
    expect(reach(["a", "__proto__"])).not.toThrow();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
