import { randomStream } from "@mesoscope/core";
import { decimate, detrend, resampleSeries, seasonalDecomposition, seasonalTrendLoess } from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { gapped } from "../gaps.ts";

const expected = reference("fusion/resampling.json");
const { series, spoilt } = expected;
const exactly = { relative: 1e-12, absolute: 1e-12 };

describe("detrend", () => {
  test("agrees with SciPy and NumPy", () => {
    expect(detrend(series, { degree: 0 }).values).toBeClose(expected.constant, exactly);
    expect(detrend(series).values).toBeClose(expected.linear, exactly);
    expect(detrend(series, { breakpoints: [20, 50] }).values).toBeClose(expected.pieces, exactly);
    expect(detrend(series, { degree: 3 }).values).toBeClose(expected.cubic, exactly);
  });

  test("takes a polynomial out whole, over any times, and leaves two parts that sum to the series", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 4 }), (seed, degree) => {
        const c = randomStream(seed).normals(degree + 1).data;
        const times = randomStream(seed + 1)
          .uniforms(30)
          .data.toSorted()
          .map((u) => 1e5 + 10 * u);
        const values = times.map((time) => c.reduce((total, value, k) => total + value * ((time - 1e5) / 10) ** k, 0));
        expect(detrend(values, { degree, times }).values).toBeClose(new Float64Array(30), { absolute: 1e-9 });
      }),
    );
    const { values, trend } = detrend(series, { degree: 2 });
    expect(values.map((value, i) => value + trend.data[i])).toBeClose(series);
  });
});

describe("seasons", () => {
  const same = (ours: ReturnType<typeof seasonalDecomposition>, theirs: Record<string, number[]>, close: object) => {
    for (const part of ["trend", "seasonal", "residual"] as const) {
      expect(ours[part]).toBeClose(gapped(theirs[part]), close);
    }
  };

  test("by moving averages agree with statsmodels", () => {
    for (const period of [7, 12]) same(seasonalDecomposition(series, { period }), expected.additive[period], exactly);
    same(seasonalDecomposition(series, { period: 12, model: "multiplicative" }), expected.multiplicative, exactly);
  });

  test("by local regression agree with statsmodels", () => {
    for (const { options, ...theirs } of expected.stl) {
      const ours = seasonalTrendLoess(options.robust ? spoilt : series, options);
      same(ours, theirs, { relative: 1e-9, absolute: 1e-10 });
    }
  });

  test("sum to the series; robust ones leave outliers in the rest", () => {
    const found = seasonalTrendLoess(spoilt, { period: 12, robust: true });
    const total = found.trend.map((value, i) => value + found.seasonal.data[i] + found.residual.data[i]);
    expect(total).toBeClose(spoilt);
    expect(found.residual.data[41]).toBeClose(5, { absolute: 1 });
    expect(found.residual.data[10]).toBeClose(4, { absolute: 1 });
  });

  test("show themselves as a figure with text", async () => {
    const shown = await seasonalDecomposition(series, { period: 12 })[displaySymbol]();
    expect(shown["text/plain"]).toBe("Decomposition of 84 values, period 12");
    const figure = shown["application/vnd.vegalite.v5+json"] as {
      vconcat: { layer: { data: { values: Record<string, unknown>[] } }[] }[];
    };
    const first = figure.vconcat.map(({ layer }) => layer[0]!.data.values[0]);
    expect(first.map((row) => row?.y)).toEqual([series[0], null, expect.any(Number), null]);
    expect(shown["image/svg+xml"]).toContain("Trend, season and rest, period 12");
  });
});

describe("resampleSeries", () => {
  test("agrees with pandas", () => {
    const given = { times: expected.times, values: gapped(expected.values) };
    for (const by of ["mean", "sum", "largest", "last"] as const) {
      expect(resampleSeries(given, { interval: 5, by }).values).toBeClose(gapped(expected[by]), exactly);
    }
    expect(resampleSeries(given, { interval: 5 }).counts).toBeClose(expected.counts);
  });

  test("keeps every value: sums add up, whatever the interval", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 0.01, max: 3, noNaN: true }), (seed, interval) => {
        const times = randomStream(seed).uniforms(40).data.toSorted();
        const values = randomStream(seed + 1).uniforms(40).data;
        const sums = resampleSeries({ times, values }, { interval, by: "sum" });
        const total = sums.values.data.reduce((a, b) => a + (Number.isNaN(b) ? 0 : b), 0);
        expect(total).toBeClose(values.reduce((a, b) => a + b, 0));
        expect(sums.counts.data.reduce((a, b) => a + b, 0)).toBe(40);
      }),
    );
  });

  test("keeps times on the edges of tenths apart", () => {
    const times = Float64Array.from({ length: 50 }, (_, i) => i / 10);
    const { counts } = resampleSeries({ times, values: times }, { interval: 0.1 });
    expect(counts.data).toEqual(new Float64Array(50).fill(1));
  });

  test("starts where it is told", () => {
    const given = { times: [1, 2, 5], values: [1, 2, 3] };
    const found = resampleSeries(given, { interval: 2, start: 1.5 });
    expect(found.times.data).toEqual(Float64Array.of(1.5, 3.5));
    expect(found.values.data).toEqual(Float64Array.of(2, 3));
    expect(resampleSeries(given, { interval: 2, start: 9 }).values.shape).toEqual([0]);
  });
});

describe("decimate", () => {
  test("agrees with SciPy where zeros stand beyond the ends", () => {
    for (const factor of [2, 5]) {
      expect(decimate(series, factor, { extension: "zero" })).toBeClose(expected.decimated[factor], exactly);
    }
  });

  test("keeps what is slow and takes out what would come back as slow", () => {
    const wave = (period: number) => Float64Array.from({ length: 400 }, (_, i) => Math.sin((2 * Math.PI * i) / period));
    const slow = decimate(wave(80), 4).data.slice(20, 80);
    expect(slow).toBeClose(wave(20).slice(20, 80), { absolute: 0.01 });
    expect(Math.max(...decimate(wave(4.2), 4).data.slice(20, 80).map(Math.abs))).toBeLessThan(0.01);
    expect(decimate([1, 2, 3], 1).data).toEqual(Float64Array.of(1, 2, 3));
  });
});

test.each<[string, () => unknown, string, RegExp]>([
  ["too few values", () => detrend([1, 2], { degree: 2 }), "EMPTY", /too few for degree 2/],
  ["a break beyond the end", () => detrend([1, 2, 3], { breakpoints: [9] }), "EMPTY", /piece 2 has 0 values/],
  ["a gap", () => detrend([1, Number.NaN]), "NOT_FINITE", /NaN at entry 1/],
  ["less than two periods", () => seasonalDecomposition([1, 2, 3], { period: 2 }), "EMPTY", /at least 4/],
  ["no period", () => seasonalTrendLoess([1, 2, 3], {} as never), "BAD_OPTION", /period is undefined/],
  ["a trend below the period", () => seasonalTrendLoess(series, { period: 12, trend: 7 }), "BAD_OPTION", /trend is 7/],
  [
    "a product of values below 0",
    () => seasonalDecomposition([-1, 1, 2, 3], { period: 2, model: "multiplicative" }),
    "OUT_OF_DOMAIN",
    /holds -1/,
  ],
  [
    "an interval of 0",
    () => resampleSeries({ times: [0], values: [1] }, { interval: 0 }),
    "BAD_OPTION",
    /interval is 0/,
  ],
  [
    "too many intervals",
    () => resampleSeries({ times: [0, 1e9], values: [1, 2] }, { interval: 1e-3 }),
    "TOO_MANY",
    /intervals would be made/,
  ],
  ["half a step", () => decimate([1, 2], 1.5), "BAD_OPTION", /factor is 1.5/],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});
