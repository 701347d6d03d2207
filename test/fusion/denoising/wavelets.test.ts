import { type NDArray, randomStream } from "@mesoscope/core";
import {
  discreteWaveletTransform,
  signalToNoise,
  stationaryWaveletTransform,
  threshold,
  type WaveletName,
  type WaveletTransform,
  wavelet,
  waveletDenoise,
} from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const filters = reference("fusion/wavelet-filters.json");
const expected = reference("fusion/wavelets.json");
const names = Object.keys(filters.pywavelets) as WaveletName[];
const exactly = { relative: 1e-12, absolute: 1e-12 };
const dot = (a: Float64Array, b: Float64Array, shift: number) =>
  a.reduce((total, value, k) => total + value * (b[k + 2 * shift] ?? 0), 0);

describe.each(names)("%s", (name) => {
  const { synthesisLow, synthesisHigh } = wavelet(name);

  test("is orthogonal to its shifts, its mate and constants", () => {
    for (let shift = 0; shift < synthesisLow.length / 2; shift++) {
      expect(dot(synthesisLow, synthesisLow, shift)).toBeClose(shift === 0 ? 1 : 0, { absolute: 1e-13 });
      expect(dot(synthesisLow, synthesisHigh, shift)).toBeClose(0, { absolute: 1e-13 });
      expect(dot(synthesisHigh, synthesisLow, shift)).toBeClose(0, { absolute: 1e-13 });
    }
    expect(synthesisLow.reduce((a, b) => a + b)).toBeClose(Math.SQRT2, { absolute: 1e-13 });
  });

  test("has the filter that PyWavelets has", () => {
    expect(synthesisLow).toBeClose(filters.pywavelets[name], { absolute: name.startsWith("sym") ? 2e-12 : 1e-16 });
    if (filters.exact[name]) expect(synthesisLow).toBeClose(filters.exact[name], { absolute: 0 });
  });

  test("loses nothing there and back, and keeps energy as a stationary frame does", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 30 }), (seed, more) => {
        const x = randomStream(seed).normals(synthesisLow.length * 2 + more);
        for (const extension of ["symmetric", "reflect", "periodic", "zero"] as const) {
          const back = discreteWaveletTransform(x, { wavelet: name, extension }).inverse();
          expect(back).toBeClose(x, { absolute: 1e-12 });
        }
        const transform = stationaryWaveletTransform(x, { wavelet: name, levels: 1 });
        expect(transform.inverse()).toBeClose(x, { absolute: 1e-12 });
        expect(energy(transform.approximation) + energy(transform.details[0][0])).toBeClose(2 * energy(x));
      }),
      { numRuns: 5 },
    );
  });
});

test("vanishing moments: no polynomial below the order of a Daubechies wavelet shows in the details", () => {
  const line = Float64Array.from({ length: 60 }, (_, i) => 1 + 0.1 * i - 0.01 * i ** 2);
  const inner = (name: WaveletName) =>
    stationaryWaveletTransform(line, { wavelet: name, levels: 1 }).details[0][0].slice(20, 40).data;
  expect(inner("db3")).toBeClose(new Float64Array(20), { absolute: 1e-11 });
  expect(Math.max(...inner("db2").map(Math.abs))).toBeGreaterThan(1e-3);
});

describe("equals PyWavelets", () => {
  const same = (transform: WaveletTransform, theirs: { approximation: number[]; details: number[][][] }) => {
    expect(transform.approximation).toBeClose(theirs.approximation, exactly);
    expect(transform.details).toHaveLength(theirs.details.length);
    transform.details.forEach((bands, level) => {
      for (const [b, band] of bands.entries()) expect(band).toBeClose(theirs.details[level][b], exactly);
    });
  };

  test.each(Object.keys(expected.discrete))("in the discrete transform, %s", (key) => {
    const [name, extension] = key.split(" ") as [WaveletName, "zero"];
    const theirs = expected.discrete[key];
    if (theirs.details.length === 0) {
      expect(() => discreteWaveletTransform(expected.odd, { wavelet: name })).toThrow(/allow 0 levels/);
    } else same(discreteWaveletTransform(expected.odd, { wavelet: name, extension }), theirs);
  });

  test.each(Object.keys(expected.fields))("in the discrete transform of a field, %s", (key) => {
    const [name, extension] = key.split(" ") as [WaveletName, "zero"];
    const transform = discreteWaveletTransform(expected.field, { wavelet: name, extension, levels: 1 });
    same(transform, expected.fields[key]);
    expect(transform.inverse()).toBeClose(expected.field, exactly);
  });

  test("in the stationary transform", () => {
    for (const name of Object.keys(expected.stationary) as WaveletName[]) {
      same(stationaryWaveletTransform(expected.series, { wavelet: name, levels: 2 }), expected.stationary[name]);
    }
    const field = stationaryWaveletTransform(expected.square, { wavelet: "db2", levels: 2 });
    same(field, expected.stationaryField);
    expect(field.inverse()).toBeClose(expected.square, exactly);
  });

  test.each(Object.keys(expected.denoised))("in denoising, %s", (key) => {
    const [kind, transform, method, rule] = key.split(" ") as ["series" | "field", "discrete", "visuShrink", "soft"];
    const [input, name] = kind === "series" ? [expected.series, "sym4"] : [expected.square, "db2"];
    const ours = waveletDenoise(input, { wavelet: name as WaveletName, levels: 2, transform, method, rule });
    expect(ours.noise).toBeClose(expected.denoised[key].noise);
    expect(ours.values).toBeClose(expected.denoised[key].values, exactly);
  });
});

describe("waveletDenoise", () => {
  const clean = Float64Array.from({ length: 512 }, (_, i) => Math.sin(i / 20) + (i > 300 ? 2 : 0));
  const noise = randomStream(4).normals(512).data;
  const noisy = clean.map((value, i) => value + 0.3 * noise[i]);

  test("raises the signal above the noise and finds its level", () => {
    const before = signalToNoise(clean, noisy);
    for (const method of ["bayesShrink", "visuShrink"] as const) {
      const result = waveletDenoise(noisy, { method });
      expect(signalToNoise(clean, result.values)).toBeGreaterThan(before + 5);
      expect(result.noise).toBeClose(0.3, { relative: 0.15 });
    }
  });

  test("leaves what has no noise, and shows its limits", () => {
    const result = waveletDenoise(clean, { noise: 0 });
    expect(result.values).toBeClose(clean, { absolute: 1e-12 });
    expect(result[displaySymbol]()["text/html"]).toContain("<th");
    expect(waveletDenoise(new Float64Array(64).fill(3)).values).toBeClose(new Float64Array(64).fill(3));
  });
});

test.each<[string, () => unknown, string, RegExp]>([
  ["an unknown wavelet", () => wavelet("db99" as never), "BAD_OPTION", /no wavelet db99/],
  [
    "too many levels",
    () => discreteWaveletTransform([1, 2, 3, 4], { wavelet: "haar", levels: 9 }),
    "BAD_OPTION",
    /not 9/,
  ],
  ["too short a series", () => discreteWaveletTransform([1, 2]), "BAD_OPTION", /2 values allow 0 levels of sym8/],
  ["gaps", () => waveletDenoise([1, Number.NaN, 3]), "NOT_FINITE", /NaN at entry 1/],
  ["nothing", () => waveletDenoise([]), "EMPTY", /0 numbers/],
  ["three axes", () => discreteWaveletTransform([[[1]]]), "SHAPE_MISMATCH", /3 axes/],
  ["an unknown method", () => waveletDenoise([1, 2], { method: "sure" as never }), "BAD_OPTION", /method is sure/],
  ["a limit below 0", () => threshold([1], -1), "BAD_OPTION", /limit is -1/],
  ["unequal shapes", () => signalToNoise([1, 2], [1]), "SHAPE_MISMATCH", /equal shapes/],
  ["no signal", () => signalToNoise([0, 0], [1, 1]), "BAD_VALUE", /0 everywhere/],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});

function energy({ data }: NDArray): number {
  return data.reduce((total, value) => total + value * value, 0);
}
