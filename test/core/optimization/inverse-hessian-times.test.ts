import { inverseHessianTimes, randomStream } from "@mesoscope/core";
import { expect, test } from "vitest";
import "../../contract/close.ts";

const stream = randomStream(3);
const steps = Array.from({ length: 6 }, () => {
  const step = stream.normals([4]).data;
  // Along a bowl with the Hessian diag(1, 2, 3, 4).
  return { step, change: step.map((entry, i) => (i + 1) * entry) };
});
const newest = steps.at(-1)!;

test("takes the last change of the gradient to the last step", () => {
  expect(inverseHessianTimes(newest.change, steps, 1)).toBeClose(newest.step, { relative: 1e-12 });
});

test("is symmetric, and linear", () => {
  const [a, b] = [stream.normals([4]).data, stream.normals([4]).data];
  const [times, inner] = [
    (vector: Float64Array) => inverseHessianTimes(vector, steps, 1),
    (x: Float64Array, y: Float64Array) => x.reduce((sum, entry, i) => sum + entry * y[i]!, 0),
  ];
  expect(inner(a, times(b))).toBeCloseTo(inner(times(a), b), 10);
  const both = times(a.map((entry, i) => entry - 2 * b[i]!));
  expect(both).toBeClose(
    times(a).map((entry, i) => entry - 2 * times(b)[i]!),
    { absolute: 1e-12 },
  );
});

test("is a multiple where no step is known, and leaves the vector as it was", () => {
  const vector = Float64Array.of(1, -2);
  expect(inverseHessianTimes(vector, [], 0.5)).toEqual(Float64Array.of(0.5, -1));
  expect(vector).toEqual(Float64Array.of(1, -2));
});

test("names steps that do not fit", () => {
  expect(() => inverseHessianTimes([1, 2], steps, 1)).toThrow(
    "inverseHessianTimes: step 0 is no pair of vectors of 2 entries. Give a list of { step, change }, each as long as the vector.",
  );
  expect(() => inverseHessianTimes([1, 2], {} as never, 1)).toThrow("inverseHessianTimes: steps are no pairs of");
  expect(() => inverseHessianTimes([1], [], Number.NaN)).toThrow("inverseHessianTimes: firstScale is NaN.");
});
