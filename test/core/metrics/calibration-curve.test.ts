import {
  calibrationCurve,
  coverage,
  gaussianPredictive,
  intervalScore,
  probabilityIntegral,
  randomStream,
  studentT,
} from "@mesoscope/core";
import { displaySymbol, type Predictive } from "@mesoscope/sdk";
import { expect, test } from "vitest";
import "../../contract/close.ts";

const n = 4000;
const y = randomStream(5).normals(n);
const predictions = (std: number) =>
  gaussianPredictive({ mean: new Float64Array(n), std: new Float64Array(n).fill(std) });

test("honest predictions lie on the diagonal, others off it", () => {
  const honest = calibrationCurve(y, predictions(1));
  expect(honest.coverage).toBeClose(honest.levels, { absolute: 0.025 });
  expect(honest.error).toBeLessThan(0.015);
  expect(honest.sharpness).toBe(1);
  expect(calibrationCurve(y, predictions(0.5)).coverage.data.at(-1)).toBeLessThan(0.75);
  expect(calibrationCurve(y, predictions(2)).coverage.data[9]).toBeGreaterThan(0.7);
  honest.levels.data.forEach((level, k) => {
    expect(honest.coverage.data[k]).toBeClose(coverage(y, predictions(1), level), { absolute: 1e-3 });
  });
});

test("predictions of any kind have a probability integral", () => {
  const t = studentT({ degreesOfFreedom: 4 });
  const draws = t.sample(1000, { seed: 1 });
  const same = (value: number) => draws.map(() => value);
  const predictive: Predictive = {
    mean: same(0),
    std: same(Math.SQRT2),
    quantile: (probability) => same(t.quantile(probability)),
    interval: (level) => ({ lower: same(t.quantile((1 - level) / 2)), upper: same(t.quantile((1 + level) / 2)) }),
    sample: (count) => t.sample(count),
  };
  expect(probabilityIntegral(draws, predictive)).toBeClose(
    draws.map((x) => t.cumulative(x)),
    { absolute: 1e-3 },
  );
  expect(calibrationCurve(draws, predictive).error).toBeLessThan(0.02);
  const sorted = probabilityIntegral(y, predictions(1)).data.toSorted();
  for (const [i, share] of sorted.entries()) expect(Math.abs(share - i / n)).toBeLessThan(0.032);
});

test("the interval score is least for the true spread", () => {
  const scores = [0.5, 0.8, 1, 1.25, 2].map((std) => intervalScore(y, predictions(std), 0.9));
  expect(Math.min(...scores)).toBe(scores[2]);
  expect(intervalScore([0.5], gaussianPredictive({ mean: [0], std: [0] }), 0.8)).toBeClose(5);
});

test("a calibration shows itself, and refuses predictions without uncertainty", () => {
  const bundle = calibrationCurve(y, predictions(1))[displaySymbol]();
  expect(bundle["text/plain"]).toMatch(/^calibration of 4000 predictions: error \S+, 50 % intervals hold \S+ %/);
  expect(bundle["application/vnd.vegalite.v5+json"]).toMatchObject({ title: "reliability", layer: { length: 3 } });
  expect(() => calibrationCurve(y, y as never)).toThrow(/^calibrationCurve: the predictions carry no uncertainty/);
  expect(() => calibrationCurve([1], predictions(1))).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
});
