import { asArray, type NDArray } from "@mesoscope/core";
import * as fusion from "@mesoscope/fusion";
import { describe, expect, test } from "vitest";

const {
  columnImputation,
  iterativeImputation,
  nearestNeighbourImputation,
  logScaling,
  minMaxScaling,
  powerScaling,
  quantileScaling,
  robustScaling,
  standardScaling,
} = fusion;

type Call = (values: never) => unknown;
const scaled = (scaling: fusion.Scaling) => async (X: never) => (await scaling.fit(X)).transform(X);
const filled = (imputation: fusion.Imputation) => async (X: never) => (await imputation.fit(X)).transform(X);

/** What takes a series, by name; those in `gaps` read NaN as a value that is missing. */
const ofSeries: Readonly<Record<string, Call>> = {
  savitzkyGolay: (x) => fusion.savitzkyGolay(x, { window: 3, degree: 1, extension: "nearest" }),
  medianFilter: (x) => fusion.medianFilter(x, { window: 3 }),
  movingAverage: (x) => fusion.movingAverage(x, { window: 3 }),
  gaussianFilter: (x) => fusion.gaussianFilter(x, { standardDeviation: 1 }),
  wienerFilter: (x) => fusion.wienerFilter(x, { window: 3 }),
  totalVariation: (x) => fusion.totalVariation(x, { weight: 1 }),
  waveletDenoise: (x) => fusion.waveletDenoise(x, { wavelet: "haar" }).values,
  discreteWaveletTransform: (x) => fusion.discreteWaveletTransform(x, { wavelet: "haar" }).inverse(),
  scalogram: (x) => fusion.scalogram(x).power,
  detrend: (x) => fusion.detrend(x).values,
  seasonalDecomposition: (x) => fusion.seasonalDecomposition(x, { period: 2 }).seasonal,
  seasonalTrendLoess: (x) => fusion.seasonalTrendLoess(x, { period: 2 }).seasonal,
  decimate: (x) => fusion.decimate(x, 2),
  hampelFilter: (x) => fusion.hampelFilter(x, { window: 3 }).flags,
  robustZScore: (x) => fusion.robustZScore(x).flags,
  interquartileFences: (x) => fusion.interquartileFences(x).flags,
  estimateLag: (x) => fusion.estimateLag(x, x).lag,
  forwardFill: (x) => fusion.forwardFill(x).values,
  interpolateGaps: (x) => fusion.interpolateGaps(x, { method: "spline" }).values,
  standardScaling: scaled(standardScaling()),
  robustScaling: scaled(robustScaling()),
  minMaxScaling: scaled(minMaxScaling()),
  quantileScaling: scaled(quantileScaling()),
  powerScaling: scaled(powerScaling()),
  logScaling: scaled(logScaling({ kind: "symmetric" })),
  columnImputation: filled(columnImputation()),
  nearestNeighbourImputation: filled(nearestNeighbourImputation()),
  iterativeImputation: filled(iterativeImputation()),
};
const gaps = new Set(
  Object.keys(ofSeries).filter((name) => /hampel|robustZ|fences|Fill|Gaps|Scaling|Imputation/i.test(name)),
);

/** The error of a call, or undefined where it gave a result. */
async function outcome(
  call: Call,
  values: unknown,
): Promise<{ error?: { code: string; message: string }; value?: NDArray }> {
  try {
    return { value: asArray((await call(values as never)) as never) };
  } catch (error) {
    return { error: error as { code: string; message: string } };
  }
}

const isClear = (error: { code?: string; message: string } | undefined, name: string) => {
  expect(error?.code, `${name}: ${error?.message}`).toMatch(/^[A-Z_]+$/);
  expect(error!.message.length, error!.message).toBeGreaterThan(40);
  expect(error!.message.length, error!.message).toBeLessThan(200);
  expect(error!.message, name).toContain(name);
};

describe.each(Object.entries(ofSeries))("%s", (name, call) => {
  const wave = Array.from({ length: 16 }, (_, i) => Math.sin(i) + 2);

  test("says what is wrong with infinities, with nothing, and with gaps that it cannot take", async () => {
    for (const bad of [
      wave.with(5, Number.POSITIVE_INFINITY),
      [],
      ...(gaps.has(name) ? [] : [wave.with(5, Number.NaN)]),
    ]) {
      isClear((await outcome(call, bad)).error, name);
    }
  });

  test("gives numbers or says why not, for one value, equal values and values that come twice", async () => {
    for (const odd of [[3], Array(16).fill(3) as number[], wave.flatMap((value) => [value, value])]) {
      const { error, value } = await outcome(call, odd);
      if (error) isClear(error, name);
      else expect(value!.data.some((number) => Math.abs(number) === Number.POSITIVE_INFINITY)).toBe(false);
      if (!error && !name.includes("seasonal")) expect(value!.data.every(Number.isFinite), `${odd.length}`).toBe(true);
    }
  });
});
