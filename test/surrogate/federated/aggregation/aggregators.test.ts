import { array, NDArray } from "@mesoscope/core";
import { type ClientUpdate, coordinateMedian, fedAvg, fedProx, trimmedMean } from "@mesoscope/surrogate";
import { expect, test } from "vitest";
import "../../../contract/close.ts";

const values = [5, 1, 3, -100, 2, 4, 1000, 3.5, 2.5, 0];
const updates = (given: readonly number[]): ClientUpdate[] =>
  given.map((value, i) => ({
    client: String(i),
    arrays: { w: array([[value, -value]]), b: new NDArray(Float64Array.of(value), []) },
    examples: i + 1,
    metrics: {},
  }));

test("fedAvg weighs by examples", () => {
  const { w, b } = fedAvg().combine(updates([1, 4]));
  expect(w!.toArray()).toEqual([[3, -3]]);
  expect(b!.get()).toBe(3);
});

test("fedProx is that mean with a strength for the clients", () => {
  const aggregate = fedProx({ strength: 0.5 });
  expect(aggregate.combine(updates([1, 4])).b!.get()).toBe(3);
  expect(aggregate.proximalStrength).toBe(0.5);
  expect(() => fedProx({ strength: 0 })).toThrow("strength is 0");
});

/** scipy.stats.trim_mean([5, 1, 3, -100, 2, 4, 1000, 3.5, 2.5, 0], share) */
test.each([
  [0.1, 2.625],
  [0.2, 2.6666666666666665],
  [0.4, 2.75],
])("trimmedMean leaves out a share of %d at either end", (share, expected) => {
  const { w } = trimmedMean({ share }).combine(updates(values));
  expect(w!).toBeClose([[expected, -expected]], { relative: 1e-15 });
});

test("trimmedMean of few clients still leaves one out at either end, down to the median", () => {
  expect(
    trimmedMean({ share: 0.1 })
      .combine(updates([1, 2, 300]))
      .b!.get(),
  ).toBe(2);
  expect(
    trimmedMean({ share: 0.45 })
      .combine(updates([1, 2, 4, 300]))
      .b!.get(),
  ).toBe(3);
});

test("coordinateMedian takes the middle of every entry", () => {
  expect(coordinateMedian().combine(updates(values)).w!.toArray()).toEqual([[2.75, -2.75]]);
  expect(
    coordinateMedian()
      .combine(updates([7, 1, 5]))
      .b!.get(),
  ).toBe(5);
  expect(
    coordinateMedian()
      .combine(updates([7]))
      .b!.get(),
  ).toBe(7);
});

test.each([0, 0.5, -1, Number.NaN])("trimmedMean refuses a share of %d", (share) => {
  expect(() => trimmedMean({ share })).toThrow("trimmedMean: share is");
});
