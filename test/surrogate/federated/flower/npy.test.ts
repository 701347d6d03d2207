import { NDArray } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { type NumberType, readNpy, writeNpy } from "../../../../plugins/surrogate/dist/federated/flower/npy.js";
import { files, others } from "./recording.ts";

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));

describe("a file of NumPy", () => {
  test.each(files.map((file) => [`${file.type} [${file.shape}]`, file] as const))(
    "of %s is read, and written to the byte",
    (_, { type, shape, values, file }) => {
      const read = readNpy(bytesOf(file));
      expect(JSON.stringify(read)).toBe(JSON.stringify({ array: { shape, data: values }, type }));
      expect(Buffer.from(writeNpy(read)).toString("base64")).toBe(file);
    },
  );

  test("column by column is read row by row", () => {
    expect(readNpy(bytesOf(others.fortran!)).array.toArray()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test("with the other order of bytes is read", () => {
    expect(readNpy(bytesOf(others.bigEndian!))).toMatchObject({
      type: "float32",
      array: { data: Float64Array.of(0, 1, 2, 3, 4, 5) },
    });
  });
});

describe("what cannot cross", () => {
  const float = bytesOf(files.find(({ type, shape }) => type === "float64" && shape.length === 1)!.file);
  const patched = (from: string, to: string) =>
    Uint8Array.from(Buffer.from(Buffer.from(float).toString("latin1").replace(from, to), "latin1"));
  test.each([
    ["text", bytesOf(others.text!), "its numbers are of type <U1"],
    ["a whole number of more than 53 bits", bytesOf(others.huge!), "has more than 53 bits"],
    ["an object, which NumPy would unpickle", patched("<f8", "|O8"), "its numbers are of type |O8"],
    ["another version", patched("NUMPY\x01", "NUMPY\x02"), "no .npy file of version 1"],
    ["a header that is a program", patched("'descr'", "exit()!"), "its header cannot be read"],
    ["a file cut short", float.slice(0, -1), "bytes for 6 numbers"],
    ["a shape that is too large", patched("(6,)", "(9,)"), "48 bytes for 9 numbers"],
    ["nothing", new Uint8Array(), "no .npy file of version 1"],
  ])("%s is refused", (_, file, reason) => {
    expect(() => readNpy(file)).toThrow(reason);
  });

  test.each<[NumberType, number]>([
    ["int64", 0.5],
    ["uint8", Number.NaN],
    ["int32", 2 ** 54],
  ])("%s of %d is refused", (type, value) => {
    expect(() => writeNpy({ type, array: new NDArray(Float64Array.of(value)) })).toThrow("is not whole");
  });
});
