import { correlation, randomStream } from "@mesoscope/core";
import { alignSeries, estimateLag, joinSeries, sortSeries } from "@mesoscope/fusion";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { gapped } from "../gaps.ts";

const expected = reference("fusion/alignment.json");
const { times, values, wanted } = expected;

describe("alignSeries", () => {
  test("agrees with pandas and NumPy", () => {
    for (const method of ["previous", "nearest"] as const) {
      const ours = alignSeries({ times, values }, wanted, { method, tolerance: 0.3 });
      expect(ours.values).toBeClose(gapped(expected[method]));
    }
    expect(alignSeries({ times, values }, wanted, { method: "linear" }).values).toBeClose(gapped(expected.linear));
  });

  test.each(["nearest", "previous", "linear"] as const)("is the same series on its own clock, by %s", (method) => {
    const same = alignSeries({ times, values }, times, { method });
    expect(same.values).toBeClose(values, { absolute: 0 });
    expect(same.ages).toBeClose(new Float64Array(times.length), { absolute: 0 });
  });

  test("keeps constants and passes over gaps, and ages say how far", () => {
    const series = { times: [0, 1, 2, 3], values: [5, Number.NaN, Number.NaN, 5] };
    for (const method of ["nearest", "previous", "linear"] as const) {
      expect(alignSeries(series, [1.2, 0], { method }).values.data).toEqual(Float64Array.of(5, 5));
    }
    expect(alignSeries(series, [1.25], { method: "linear" }).ages.data).toEqual(Float64Array.of(1.75));
    expect(alignSeries(series, [1.25], { method: "linear", tolerance: 1.5 }).values.data).toEqual(
      Float64Array.of(Number.NaN),
    );
    expect(alignSeries(series, [1.5], { method: "nearest" }).ages.data).toEqual(Float64Array.of(1.5));
  });

  test("has nothing before the first value, beyond the last, or of a series of gaps", () => {
    const series = { times: [0, 1], values: [1, 2] };
    expect(alignSeries(series, [-1], { method: "previous" }).values.data).toEqual(Float64Array.of(Number.NaN));
    expect(alignSeries(series, [2], { method: "linear" }).values.data).toEqual(Float64Array.of(Number.NaN));
    const empty = { times: [0], values: [Number.NaN] };
    for (const method of ["nearest", "previous", "linear"] as const) {
      expect(alignSeries(empty, [0], { method }).values.data).toEqual(Float64Array.of(Number.NaN));
    }
  });
});

test("joinSeries puts series of several rates on one clock", () => {
  const joined = joinSeries(
    [
      { times: [0, 1, 2, 3], values: [0, 1, 2, 3] },
      { times: [0.5], values: [9] },
    ],
    [0, 2.2],
    { method: "previous" },
  );
  expect(joined.values.data).toEqual(Float64Array.of(0, Number.NaN, 2, 9));
  expect(joined.ages).toBeClose(
    [
      [0, Number.NaN],
      [0.2, 1.7],
    ],
    { absolute: 1e-12 },
  );
});

test("sortSeries sorts, and merges equal times as told", () => {
  const series = { times: [3, 1, 3, 2], values: [30, 10, 34, 20] };
  expect(sortSeries({ times: [2, 1], values: [5, 6] }).values.data).toEqual(Float64Array.of(6, 5));
  const merged = (duplicates: "mean" | "first" | "last") => sortSeries(series, { duplicates });
  expect(merged("mean").times.data).toEqual(Float64Array.of(1, 2, 3));
  expect(merged("mean").values.data).toEqual(Float64Array.of(10, 20, 32));
  expect(merged("first").values.data[2]).toBe(30);
  expect(merged("last").values.data[2]).toBe(34);
});

describe("estimateLag", () => {
  test("finds a delay of whole values and of parts of one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: -20, max: 20 }), (seed, shift) => {
        const noise = randomStream(seed).normals(200).data;
        const a = noise.slice(40, 160);
        const b = noise.slice(40 - shift, 160 - shift);
        const found = estimateLag(a, b, { interval: 60, largest: 25 });
        expect(Math.round(found.lag / 60)).toBe(shift);
        expect(found.correlation).toBeClose(1, { absolute: 1e-12 });
        expect(estimateLag(b, a, { interval: 60, largest: 25 }).lag).toBeClose(-found.lag, { absolute: 1e-9 });
      }),
    );
    const wave = (delay: number) =>
      Float64Array.from({ length: 300 }, (_, i) => Math.sin((i - delay) / 9) + Math.sin((i - delay) / 23));
    expect(estimateLag(wave(0), wave(3.4)).lag).toBeClose(3.4, { absolute: 0.05 });
  });

  test("has Pearson's correlation at every lag, also of ends that are quiet", () => {
    const stream = randomStream(5);
    const quiet = (i: number) => (i < 1500 ? 1e-9 : 1);
    const a = Float64Array.from({ length: 3000 }, (_, i) => quiet(i) * stream.normal());
    const b = a.map((value, i) => (i % 7 === 0 ? value + stream.normal() : (a[i - 2] ?? 0)));
    const { lags, correlations } = estimateLag(a, b, { largest: 2900 });
    lags.data.forEach((lag, k) => {
      if (k % 97 !== 0) return;
      const [first, second] = [a.slice(Math.max(-lag, 0)), b.slice(Math.max(lag, 0))];
      const n = Math.min(first.length, second.length);
      const expected = correlation(first.slice(0, n), second.slice(0, n));
      expect(correlations.data[k]).toBeClose(expected, { absolute: 1e-8 });
    });
  });

  test("of long series takes no longer than a transform", () => {
    const noise = randomStream(1).normals(200_000).data;
    expect(estimateLag(noise.slice(500), noise.slice(0, -500)).lag).toBeClose(500, { absolute: 1e-3 });
  });
});

test.each<[string, () => unknown, string, RegExp]>([
  [
    "times that go back",
    () => alignSeries({ times: [1, 0], values: [1, 2] }, [0]),
    "NOT_SORTED",
    /from 1 to 0 at entry 1/,
  ],
  ["equal times", () => alignSeries({ times: [1, 1], values: [1, 2] }, [0]), "NOT_SORTED", /merge entries/],
  ["unequal lengths", () => alignSeries({ times: [1, 2], values: [1] }, [0]), "SHAPE_MISMATCH", /2 entries but/],
  ["a clock with gaps", () => alignSeries({ times: [1], values: [1] }, [Number.NaN]), "NOT_FINITE", /times wanted/],
  [
    "an unknown method",
    () => alignSeries({ times: [1], values: [1] }, [1], { method: "cubic" as never }),
    "BAD_OPTION",
    /cubic/,
  ],
  ["no series", () => joinSeries([], [0]), "EMPTY", /no series/],
  [
    "equal times to sort",
    () => sortSeries({ times: [1, 1], values: [1, 2] }),
    "DUPLICATE_TIMES",
    /2 values were taken/,
  ],
  ["the lag of a constant", () => estimateLag([1, 1, 1, 1], [1, 2, 3, 4]), "CONSTANT", /first series is 1/],
  ["the lag of unequal series", () => estimateLag([1, 2, 3, 4], [1, 2, 3, 4, 5]), "SHAPE_MISMATCH", /5 entries/],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});
