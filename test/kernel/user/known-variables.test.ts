import { describe, expect, test } from "vitest";
import { describeValue } from "../../../kernel-extensions/kernel/dist/user/known/describe-value.node.js";

const described = (value: unknown) => {
  const { type, shape, units, text } = describeValue(value);
  return { type, ...(shape && { shape }), ...(units && { units }), text };
};

describe("a variable in a list", () => {
  class Specimen {}

  test.each<[unknown, object]>([
    [1.5, { type: "number", text: "1.5" }],
    ["a\nb", { type: "string", text: "'a\\nb'" }],
    [undefined, { type: "undefined", text: "undefined" }],
    [null, { type: "null", text: "null" }],
    [Specimen, { type: "class", text: "" }],
    [() => 1, { type: "function", text: "" }],
    [new Specimen(), { type: "Specimen", text: "" }],
    [
      { a: 1, b: { c: 2 } },
      { type: "Object", text: "{ a: 1, b: Object }" },
    ],
    [{}, { type: "Object", text: "{}" }],
    [Object.create(null), { type: "object", text: "" }],
    [[1, [2], "x"], { type: "Array", shape: "3", text: "[1, Array, 'x']" }],
    [new Map([[1, 2]]), { type: "Map", shape: "1 entry", text: "" }],
    [new Set([1, 2]), { type: "Set", shape: "2 entries", text: "" }],
    [new Date(0), { type: "Date", text: "1970-01-01T00:00:00.000Z" }],
    [new Date(Number.NaN), { type: "Date", text: "Invalid Date" }],
    [new RangeError("too far"), { type: "RangeError", text: "too far" }],
    [new Float64Array(1_234_567), { type: "Float64Array", shape: "1,234,567", text: "[0, 0, 0, 0, 0, 0, …]" }],
    [
      { data: new Float64Array(6), shape: [2, 3] },
      { type: "Object", shape: "2 × 3", text: "{ data: Float64Array, shape: Array }" },
    ],
    [
      { value: 1, unit: "kN" },
      { type: "Object", units: "kN", text: "{ value: 1, unit: 'kN' }" },
    ],
  ])("%o", (value, expected) => expect(described(value)).toEqual(expected));

  test("names a quantity by its number in its unit", async () => {
    const { quantity } = await import("@mesoscope/core");
    const force = { type: "Quantity", units: "kN", text: "12.5 kN" };
    expect(described(quantity(12.5, "kN"))).toEqual(force);
    expect(described(quantity(20, "°C")).text).toBe("20 °C");
    expect(described(quantity(0.1, "")).text).toBe("0.1");
  });

  test("names a data set by its rows, columns and units", async () => {
    const { dataset } = await import("@mesoscope/fusion");
    const table = dataset({ width: [25, 25], stress: [60, 80] }, { units: { width: "mm", stress: "MPa" } });
    expect(described(table)).toEqual({ type: "Dataset", shape: "2 rows × 2 columns", units: "mm, MPa", text: "" });
  });
});

describe("a thumbnail", () => {
  const thumbnail = (value: unknown) => describeValue(value).thumbnail;

  test("of numbers is a line, interrupted where there is none", () => {
    expect(thumbnail([0, 35, Number.NaN, "x", 17.5])).toEqual({ kind: "line", levels: "0z..i" });
    expect(thumbnail([3, 3])).toEqual({ kind: "line", levels: "ii" });
    for (const none of [[], [1], ["a", "b"], new Float64Array(0)]) expect(thumbnail(none)).toBeUndefined();
  });

  test("of a matrix is a heat map of at most 16 by 16", () => {
    expect(thumbnail({ data: [0, 1, 2, 3], shape: [2, 2] })).toEqual({ kind: "heat", rows: ["0c", "nz"] });
    const large = thumbnail({ data: new Float64Array(1e6), shape: [1000, 1000] });
    expect(large).toEqual({ kind: "heat", rows: Array(16).fill("i".repeat(16)) });
  });

  test("of an image is a small image", () => {
    const data = Uint8ClampedArray.from([255, 0, 0, 255, 0, 0, 255, 255]);
    const expected = {
      kind: "picture",
      width: 2,
      height: 1,
      rgb: Buffer.from([255, 0, 0, 0, 0, 255]).toString("base64"),
    };
    expect(thumbnail({ data, width: 2, height: 1 })).toEqual(expected);
    expect(thumbnail({ data: Float64Array.from(data, (byte) => byte / 255), shape: [1, 2, 4] })).toEqual(expected);
  });

  test("of a figure is its first layer", async () => {
    const { line, scatter } = await import("@mesoscope/plot");
    const data = { x: [0, 1, 2], y: [2, 1, 0] };
    expect(thumbnail(scatter(data))).toEqual({ kind: "points", levels: "0ziiz0", joined: false });
    expect(thumbnail(line(data))).toMatchObject({ kind: "points", joined: true });
  });

  test("has a few hundred bytes, whatever it is of", () => {
    const data = Float64Array.from({ length: 3e6 }, (_, i) => Math.sin(i));
    for (const shape of [[3e6], [1000, 3000], [1000, 1000, 3]])
      expect(JSON.stringify(thumbnail({ data, shape })).length).toBeLessThan(700);
  });
});
