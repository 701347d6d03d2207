import { maximum, randomStream } from "@mesoscope/core";
import {
  type Extension,
  gaussianFilter,
  medianFilter,
  movingAverage,
  savitzkyGolay,
  scalogram,
  totalVariation,
  totalVariationField,
  wienerFilter,
} from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("fusion/filters.json");
const exactly = { relative: 1e-12, absolute: 1e-12 };

describe("equals SciPy", () => {
  test("in Savitzky–Golay filters and their derivatives", () => {
    expect(expected.savitzkyGolay).toHaveLength(30);
    for (const { values, ...options } of expected.savitzkyGolay) {
      const close = { relative: 1e-12, absolute: 1e-12 * 10 ** options.derivative };
      expect(savitzkyGolay(expected.x, { ...options, spacing: 0.5 })).toBeClose(values, close);
    }
  });

  test.each(Object.keys(expected.smoothing) as Extension[])("in filters of windows, extension %s", (extension) => {
    for (const [kind, input] of [
      ["series", expected.x],
      ["field", expected.field],
    ]) {
      const theirs = expected.smoothing[extension][kind];
      expect(medianFilter(input, { window: 5, extension })).toBeClose(theirs.medianFilter, exactly);
      expect(movingAverage(input, { window: 5, extension })).toBeClose(theirs.movingAverage, exactly);
      const gaussian = gaussianFilter(input, { standardDeviation: 1.3, extension });
      expect(gaussian).toBeClose(theirs.gaussianFilter, exactly);
    }
  });

  test("in the Wiener filter, where zeros stand beyond the ends", () => {
    const extension = "zero";
    const close = { relative: 1e-11, absolute: 1e-12 };
    expect(wienerFilter(expected.x, { window: 5, extension })).toBeClose(expected.wiener.series, close);
    expect(wienerFilter(expected.field, { extension })).toBeClose(expected.wiener.field, close);
    const known = wienerFilter(expected.field, { window: 5, noise: 0.4, extension });
    expect(known).toBeClose(expected.wiener.noise, close);
  });
});

test("the Wiener filter sees small differences of large values", () => {
  const filtered = wienerFilter(expected.x, { window: 5 });
  const lifted = wienerFilter(
    expected.x.map((value: number) => value + 1e6),
    { window: 5 },
  );
  expect(lifted.map((value) => value - 1e6)).toBeClose(filtered, { absolute: 1e-8 });
});

test("savitzkyGolay keeps polynomials and finds their derivatives, ends included", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 1e6 }), (degree, seed) => {
      const c = randomStream(seed).normals(degree + 1).data;
      const at = (t: number) => c.reduce((total, value, k) => total + value * t ** k, 0);
      const slope = (t: number) => c.reduce((total, value, k) => total + (k > 0 ? k * value * t ** (k - 1) : 0), 0);
      const t = Float64Array.from({ length: 20 }, (_, i) => i / 10);
      const options = { window: 7, degree };
      expect(savitzkyGolay(t.map(at), options)).toBeClose(t.map(at), { absolute: 1e-11 });
      const derived = savitzkyGolay(t.map(at), { ...options, derivative: 1, spacing: 0.1 });
      expect(derived).toBeClose(t.map(slope), { absolute: 1e-9 });
    }),
  );
});

test("constants pass every filter", async () => {
  const level = new Float64Array(30).fill(2.5);
  const close = { absolute: 1e-14 };
  expect(movingAverage(level, { window: 7 })).toBeClose(level, close);
  expect(gaussianFilter(level, { standardDeviation: 2 })).toBeClose(level, close);
  expect(wienerFilter(level)).toBeClose(level, close);
  expect(medianFilter(level, { window: 3 })).toBeClose(level, close);
  expect(savitzkyGolay(level, { window: 5, degree: 2 })).toBeClose(level, close);
  expect(totalVariation(level, { weight: 3 })).toBeClose(level, close);
  expect(await totalVariationField([[2, 2]], { weight: 3 })).toBeClose([[2, 2]], close);
});

describe("totalVariation", () => {
  test.each(["0.3", "2.0"])("finds the minimum that a slow solver finds, weight %s", (weight) => {
    const ours = totalVariation(expected.x, { weight: Number(weight) });
    expect(ours).toBeClose(expected.totalVariation[weight], exactly);
  });

  test("meets the conditions of the minimum exactly: a string within its tube, taut at its corners", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 40 }), (x) => {
        const weight = 3;
        const u = totalVariation(x, { weight }).data;
        let distance = 0;
        x.forEach((value, i) => {
          distance += value - u[i];
          const last = i === x.length - 1;
          expect(Math.abs(distance)).toBeLessThanOrEqual(last ? 1e-9 : weight + 1e-9);
          const jump = last ? 0 : u[i + 1] - u[i];
          if (Math.abs(jump) > 1e-9) expect(distance).toBeClose(-Math.sign(jump) * weight, { absolute: 1e-9 });
        });
      }),
      { numRuns: 300 },
    );
  });

  test("keeps its digits far from 0 and over many values", () => {
    const x = randomStream(8).normals(20_000).data;
    const lifted = totalVariation(
      x.map((value) => value + 1e6),
      { weight: 2 },
    );
    expect(lifted.map((value) => value - 1e6)).toBeClose(totalVariation(x, { weight: 2 }), { absolute: 1e-8 });
  });

  test.each(["0.3", "1.5"])("of a field comes as near to the minimum as it is told, weight %s", async (weight) => {
    const ours = await totalVariationField(expected.field, { weight: Number(weight), tolerance: 1e-7 });
    expect(ours).toBeClose(expected.totalVariationField[weight], { absolute: 2e-6 });
  });

  test("of a field of one row is that of the series", async () => {
    const field = await totalVariationField([expected.x], { weight: 0.7, tolerance: 1e-8 });
    expect(field.row(0)).toBeClose(totalVariation(expected.x, { weight: 0.7 }), { absolute: 1e-6 });
  });

  test("says so where it is not near enough", async () => {
    const call = totalVariationField(expected.field, { weight: 1, tolerance: 1e-9, maxIterations: 3 });
    await expect(call).rejects.toMatchObject({ code: "NOT_CONVERGED" });
  });
});

describe("scalogram", () => {
  test("equals the Morlet transform by its definition", () => {
    for (const period of [2, 8, 20]) {
      const picture = scalogram(expected.x, { shortest: period, longest: 2 * period });
      expect(picture.power.row(0)).toBeClose(expected.morlet[period], { relative: 1e-6, absolute: 1e-6 });
    }
  });

  test("finds a period in its own unit, and shows itself as a figure", async () => {
    const wave = Float64Array.from({ length: 600 }, (_, i) => Math.sin((2 * Math.PI * i) / 40));
    const picture = scalogram(wave, { interval: 60 });
    const power = picture.power.column(300).data;
    expect(picture.periods.data[power.indexOf(Math.max(...power))]).toBeClose(2400, { relative: 0.05 });
    expect(picture.coneOfInfluence.data[300]).toBeGreaterThan(picture.coneOfInfluence.data[10]);
    const shown = await picture[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/^Scalogram of 600 values/);
    expect(shown["image/svg+xml"]).toMatch(/^<svg .*aria-label="Scalogram of 600 values/);
    expect(shown["image/svg+xml"]).not.toContain("Not drawn");
    const figure = shown["application/vnd.vegalite.v5+json"] as {
      layer: { data: { values: Record<string, number>[] } }[];
    };
    const brightest = figure.layer[0]!.data.values.reduce((a, b) => (b.value! > a.value! ? b : a));
    expect(brightest.y).toBeLessThan(2400);
    expect(brightest.y2).toBeGreaterThan(2400);
    const cone = figure.layer.at(-1)!.data.values.map(({ y }) => y);
    expect(Math.max(...(cone as number[]))).toBeClose(maximum(picture.coneOfInfluence), { relative: 0.05 });
    expect(JSON.stringify(figure)).toContain("period (s)");
  });
});

test.each<[string, () => unknown, string, RegExp]>([
  ["an even window", () => movingAverage([1, 2], { window: 4 }), "BAD_OPTION", /window is 4/],
  ["no window", () => medianFilter([1, 2], {} as never), "BAD_OPTION", /window is undefined/],
  ["a degree above the window", () => savitzkyGolay([1, 2, 3], { window: 3, degree: 3 }), "BAD_OPTION", /degree 3/],
  ["a short series", () => savitzkyGolay([1, 2, 3], { window: 5, degree: 1 }), "EMPTY", /Give at least 5/],
  ["a gap", () => totalVariation([1, Number.NaN], { weight: 1 }), "NOT_FINITE", /NaN at entry 1/],
  ["a weight below 0", () => totalVariation([1], { weight: -1 }), "BAD_OPTION", /weight is -1/],
  [
    "an unknown extension",
    () => gaussianFilter([1], { standardDeviation: 1, extension: "wrap" as never }),
    "BAD_OPTION",
    /wrap/,
  ],
  ["periods below two intervals", () => scalogram([1, 2, 3, 4], { shortest: 1 }), "BAD_OPTION", /two intervals/],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});
