import {
  blackmanWindow,
  convolve,
  correlate,
  hammingWindow,
  hannWindow,
  powerSpectrum,
  randomStream,
  sum,
  variance,
  zeros,
} from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("core/fourier.json");
const code = (name: string) => expect.objectContaining({ code: name });
type Mode = "full" | "same" | "valid";

describe("convolve and correlate", () => {
  test("agree with SciPy in one, two and three dimensions", () => {
    for (const { a, b, ...wanted } of expected.convolutions) {
      for (const mode of Object.keys(wanted.convolve) as Mode[]) {
        expect(convolve(a, b, { mode })).toBeClose(wanted.convolve[mode], { absolute: 1e-13 });
        expect(correlate(a, b, { mode })).toBeClose(wanted.correlate[mode], { absolute: 1e-13 });
      }
    }
  });

  test("are the same by transforms as by their definition", () => {
    const a = randomStream(1).normals([90, 101]);
    const b = randomStream(2).normals([80, 77]);
    const c = convolve(a, b);
    for (const [i, j] of [
      [0, 0],
      [84, 90],
      [168, 176],
      [30, 120],
    ] as const) {
      // biome-ignore format: one list
      let wanted = 0;
      for (let k = Math.max(0, i - 79); k <= Math.min(i, 89); k++)
        for (let l = Math.max(0, j - 76); l <= Math.min(j, 100); l++) wanted += a.get(k, l) * b.get(i - k, j - l);
      expect(c.get(i, j)).toBeClose(wanted, { absolute: 1e-11 });
    }
    expect(sum(c)).toBeClose(sum(a) * sum(b), { absolute: 1e-8 });
  });

  test("refuse what does not fit", () => {
    expect(() => convolve([1], [[1]])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => convolve([1], [])).toThrow(code("EMPTY"));
    expect(() => convolve([1], [1, 2], { mode: "valid" })).toThrow(/b nowhere lies within a/);
    expect(() => convolve([1], [1], { mode: "half" as Mode })).toThrow(code("BAD_OPTION"));
  });
});

test("windows agree with SciPy", () => {
  const windows = { hann: hannWindow, hamming: hammingWindow, blackman: blackmanWindow };
  for (const [name, make] of Object.entries(windows)) {
    expect(make(9)).toBeClose(expected.windows[name][0], { absolute: 1e-15 });
    expect(make(9, { periodic: true })).toBeClose(expected.windows[name][1], { absolute: 1e-15 });
    expect([...make(1).data]).toEqual([1]);
    expect(() => make(0)).toThrow(code("BAD_VALUE"));
  }
});

describe("powerSpectrum", () => {
  test("agrees with SciPy", () => {
    const [even, odd] = expected.spectra;
    const first = powerSpectrum(expected.signal, { spacing: 1 / 20, segmentLength: 64 });
    expect(first.frequencies).toBeClose(even.frequencies, { relative: 1e-14 });
    expect(first.density).toBeClose(even.density, { relative: 1e-11 });
    const second = powerSpectrum(expected.signal, { segmentLength: 45, overlap: 10, window: hammingWindow });
    expect(second.density).toBeClose(odd.density, { relative: 1e-11 });
  });

  test("integrates to the variance of white noise", () => {
    const noise = randomStream(5).normals(20_000);
    const { frequencies, density } = powerSpectrum(noise, { spacing: 0.01 });
    expect(sum(density) * frequencies.data[1]!).toBeClose(variance(noise), { relative: 0.03 });
  });

  test("refuses what is no signal", () => {
    expect(() => powerSpectrum([1])).toThrow(code("EMPTY"));
    expect(() => powerSpectrum([1, Number.NaN])).toThrow(code("NOT_FINITE"));
    expect(() => powerSpectrum(zeros(10), { segmentLength: 11 })).toThrow(code("BAD_OPTION"));
    expect(() => powerSpectrum(zeros(10), { overlap: 10 })).toThrow(code("BAD_OPTION"));
    expect(() => powerSpectrum(zeros(10), { spacing: 0 })).toThrow(code("BAD_OPTION"));
  });
});
