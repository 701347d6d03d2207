import { readFileSync } from "node:fs";
import path from "node:path";
import { array, NDArray, zeros } from "@mesoscope/core";
import { decodeSafetensors, encodeSafetensors } from "@mesoscope/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const code = (name: string) => expect.objectContaining({ code: name });
const fixture = (name: string) =>
  new Uint8Array(
    readFileSync(path.resolve(import.meta.dirname, `../../reference/tensor/fixtures/${name}.safetensors`)),
  );

/** In the order of names, as JSON, where NDArray keeps every bit. */
const shown = (given: Readonly<Record<string, NDArray>>) =>
  JSON.stringify(Object.entries(given).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const arrays = {
  weights: array([
    [1.5, -2.25, 3],
    [0.1, 1e300, -0],
  ]),
  "layers.0.bias": array([Number.NaN, Infinity, -Infinity, 5e-324]),
  step: new NDArray(Float64Array.of(7), []),
  empty: zeros([0, 3]),
};

/** A file with this header and so many bytes of numbers. */
function file(header: unknown, bytes = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const whole = new Uint8Array(8 + text.length + bytes);
  new DataView(whole.buffer).setBigUint64(0, BigInt(text.length), true);
  whole.set(text, 8);
  return whole;
}

const numbers = (places: Readonly<Record<string, [number, number]>>, size: number) =>
  file(
    Object.fromEntries(
      Object.entries(places).map(([name, data_offsets]) => [
        name,
        { dtype: "U8", shape: [data_offsets[1] - data_offsets[0]], data_offsets },
      ]),
    ),
    size,
  );

describe("safetensors", () => {
  test("reads what Python's library wrote", () => {
    const found = decodeSafetensors(fixture("double"));
    expect(shown(found.arrays)).toBe(shown(arrays));
    expect(found.metadata).toEqual({ unit: "MPa" });
  });

  test("writes what Python's library writes, byte for byte", () => {
    expect(encodeSafetensors(arrays, { metadata: { unit: "MPa" } })).toEqual(fixture("double"));
  });

  test("reads every type of number", () => {
    const found = decodeSafetensors(fixture("types")).arrays;
    const wanted: Readonly<Record<string, readonly number[]>> = {
      F32: [0.1, -1e-45, 3e38].map(Math.fround),
      F16: [1.5, -0, 65504, 2 ** -24, Infinity, -Infinity],
      BF16: [1.5, -3.0e38, 1e-40].map((x) => {
        const bits = new Uint32Array(Float32Array.of(x).buffer)[0]!;
        return new Float32Array(Uint32Array.of(bits - (bits % 65536)).buffer)[0]!;
      }),
      I64: [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
      I32: [-(2 ** 31), 2 ** 31 - 1],
      I16: [-(2 ** 15), 2 ** 15 - 1],
      I8: [-128, 127],
      U64: [Number.MAX_SAFE_INTEGER],
      U32: [2 ** 32 - 1],
      U16: [2 ** 16 - 1],
      U8: [0, 255],
      BOOL: [1, 0],
    };
    expect(Object.keys(found).toSorted()).toEqual(Object.keys(wanted).toSorted());
    for (const [name, entries] of Object.entries(wanted)) expect(found[name]!.data).toEqual(Float64Array.from(entries));
    expect(found.U8!.shape).toEqual([1, 2]);
  });

  test("gives back every array, whatever its name", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((name) => name !== "__metadata__"),
          fc.float64Array({ maxLength: 5 }),
        ),
        (given) => {
          const kept = Object.fromEntries(Object.entries(given).map(([name, data]) => [name, new NDArray(data)]));
          const found = decodeSafetensors(encodeSafetensors(kept)).arrays;
          expect(Object.keys(found).toSorted()).toEqual(Object.keys(kept).toSorted());
          for (const [name, { data }] of Object.entries(kept)) expect(found[name]!.data).toEqual(data);
        },
      ),
    );
  });

  test("halves the numbers in single precision", () => {
    const bytes = encodeSafetensors({ x: array([0.1, 2]) }, { precision: "single" });
    expect(decodeSafetensors(bytes).arrays.x!.data).toEqual(Float64Array.of(Math.fround(0.1), 2));
    expect(encodeSafetensors({ x: array([0.1, 2]) }).length - bytes.length).toBe(8);
  });

  test("reads bytes that begin anywhere", () => {
    const bytes = encodeSafetensors(arrays);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(shown(decodeSafetensors(shifted.subarray(3)).arrays)).toBe(shown(arrays));
  });

  test.each([
    ["nothing", new Uint8Array(0), /it has 0 bytes/],
    [
      "a text",
      new TextEncoder().encode("epoch,loss\n1,0.5\n2,0.25\n"),
      /its header would have \d+ bytes, of 24 in all/,
    ],
    ["no JSON", file("{oops     "), /its header is no JSON object/],
    ["a list", file([1, 2, 3, 4]), /its header is no JSON object/],
    ["bad text", Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe), /its header is no JSON object/],
    ["other metadata", file({ __metadata__: { a: 1 } }), /its metadata are not texts/],
    ["no entry", file({ x: 3, y: "abcdefgh" }), /x lacks its type, shape or place/],
    ["a negative length", file({ x: { dtype: "F64", shape: [-1], data_offsets: [0, 8] } }, 8), /x lacks its type/],
    ["an unknown type", file({ x: { dtype: "F8_E4M3", shape: [1], data_offsets: [0, 1] } }, 1), /type F8_E4M3/],
    [
      "a known property for a type",
      file({ x: { dtype: "toString", shape: [], data_offsets: [0, 0] } }),
      /type toString/,
    ],
    [
      "a wrong size",
      file({ x: { dtype: "F64", shape: [2], data_offsets: [0, 8] } }, 8),
      /x has 8 bytes for shape \[2\] of F64/,
    ],
    ["a hole", numbers({ x: [0, 1], y: [2, 3] }, 3), /y begins at byte 2 of the numbers instead of 1/],
    ["an overlap", numbers({ x: [0, 2], y: [1, 3] }, 3), /y begins at byte 1 of the numbers instead of 2/],
    ["missing numbers", numbers({ x: [0, 3] }, 2), /it has 2 bytes of numbers instead of 3/],
    ["numbers to spare", numbers({ x: [0, 3] }, 4), /it has 4 bytes of numbers instead of 3/],
  ] as const)("names what is wrong with %s", (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(message);
    expect(() => decodeSafetensors(bytes)).toThrow(code("BAD_FILE"));
  });

  test("refuses whole numbers that it would round", () => {
    const bytes = file({ x: { dtype: "I64", shape: [1], data_offsets: [0, 8] } }, 8);
    new DataView(bytes.buffer).setBigInt64(bytes.length - 8, 2n ** 53n + 1n, true);
    expect(() => decodeSafetensors(bytes)).toThrow(/x has whole numbers beyond/);
  });

  test("survives any damage to a byte, or names it", () => {
    const whole = encodeSafetensors(arrays);
    for (let i = 0; i < whole.length; i++) {
      const damaged = whole.slice();
      damaged[i]! ^= 0x15;
      try {
        decodeSafetensors(damaged);
      } catch (error) {
        expect(error).toEqual(code("BAD_FILE"));
      }
    }
  });

  test("names bad input", () => {
    expect(() => encodeSafetensors({ __metadata__: zeros([1]) })).toThrow(code("BAD_VALUE"));
    expect(() => encodeSafetensors({}, { metadata: { a: 1 } as never })).toThrow(/metadata\.a is number/);
    expect(() => encodeSafetensors({}, { precision: "half" as never })).toThrow(code("BAD_OPTION"));
    expect(() => encodeSafetensors({}, { width: 8 } as never)).toThrow(code("BAD_OPTION"));
  });
});
