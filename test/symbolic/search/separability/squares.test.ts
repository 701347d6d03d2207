import { describe, expect, test } from "vitest";
import { matters, remainder, type Square } from "../../../../plugins/symbolic/dist/search/separability/squares.js";
import type { Surrogate } from "../../../../plugins/symbolic/dist/search/separability/surrogate.js";

const square: Square = [[0], [1], [2], [3]];

/** A surrogate with these values at the corners of a square, and so much unknown of every combination of them. */
function surrogateWith(corners: readonly number[], unknown: number): Surrogate {
  const at = () => ({ values: Float64Array.from(corners), deviation: () => unknown });
  return { at } as Partial<Surrogate> as Surrogate;
}

describe("remainder", () => {
  const isSum = ([a, b, c, d]: Float64Array) => ({ value: a! - b! - c! + d!, slopes: [1, -1, -1, 1] });
  const rest = (corners: readonly number[], unknown: number) =>
    remainder(surrogateWith(corners, unknown), [square], isSum);

  test("is what is left, as a part of the smaller change, where that may be chance", () => {
    expect(rest([5, 6, 7, 8.1], 0.1)).toBeCloseTo(0.1);
    expect(rest([5, 6, 7, 8.005], 0)).toBeCloseTo(0.005);
  });

  test("is undefined where more is left than chance leaves", () => {
    expect(rest([5, 6, 7, 8.3], 0.1)).toBeUndefined();
    expect(rest([5, 6, 7, 8.02], 0)).toBeUndefined();
  });

  test("is undefined where nothing is left, but too little is known", () => {
    expect(rest([5, 6, 7, 8], 0.4)).toBe(0);
    expect(rest([5, 6, 7, 8], 0.6)).toBeUndefined();
    expect(rest([5, 5, 7, 7], 0.1)).toBeUndefined();
    expect(remainder(surrogateWith([], 0), [], isSum)).toBeUndefined();
  });
});

describe("matters", () => {
  test("asks for more than what is unknown, and for a part of all changes", () => {
    expect(matters(surrogateWith([5, 6, 7, 8], 0.4), [square])).toBe(true);
    expect(matters(surrogateWith([5, 6, 7, 8], 0.6), [square])).toBe(false);
    expect(matters(surrogateWith([5, 5.001, 7, 8], 0), [square])).toBe(false);
  });
});
