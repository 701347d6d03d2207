import { knudsenNumber } from "@mesoscope/NAME";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const length = fc.double({ min: 1e-10, max: 1, noNaN: true });

describe("knudsenNumber", () => {
  test("is the same at every scale", () => {
    fc.assert(
      fc.property(length, length, (path, width) => {
        expect(knudsenNumber(1024 * path, [1024 * width]).data).toEqual(knudsenNumber(path, [width]).data);
      }),
    );
  });

  test("agrees with the definition", () => {
    expect([...knudsenNumber(2, [1, 4]).data]).toEqual([2, 0.5]);
  });

  test("names a length that cannot be", () => {
    expect(() => knudsenNumber(0, [1])).toThrow(/meanFreePath is 0/);
  });
});
