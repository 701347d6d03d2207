import fc from "fast-check";
import { expect, test } from "vitest";
import { Least } from "../../../../plugins/symbolic/dist/search/noise/least.js";

test("keeps the items of least value in order, of equals those that came first", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 8 }), (values, count) => {
      const least = new Least<number>(count);
      for (const [place, value] of values.entries()) least.add(value, place);
      const sorted = [...values.keys()].sort((a, b) => values[a] - values[b]);
      expect(least.items).toEqual(sorted.slice(0, count));
    }),
  );
});

test("says what a value must be below to join, and takes no NaN", () => {
  const least = new Least<string>(2);
  expect(least.bound).toBe(Number.POSITIVE_INFINITY);
  least.add(3, "a");
  least.add(Number.NaN, "no number");
  least.add(1, "b");
  expect(least.bound).toBe(3);
  least.add(3, "c");
  expect(least.items).toEqual(["b", "a"]);
});
