import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCodePoints, toUtf16 } from "../../../kernel-extensions/kernel/dist/server/code-points.js";

describe("code points", () => {
  test("count a pair of surrogates as one", () => {
    expect(toUtf16("😀.length", 2)).toBe(3);
    expect(toCodePoints("😀.length", 3)).toBe(2);
  });

  test("agree with the string iterator, there and back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, position) => {
        const count = Math.min(position, [...text].length);
        const units = [...text].slice(0, count).join("").length;
        expect(toUtf16(text, count)).toBe(units);
        expect(toCodePoints(text, units)).toBe(count);
      }),
    );
  });
});
