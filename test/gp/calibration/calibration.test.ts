import { latinHypercube, NDArray, randomStream } from "@mesoscope/core";
import { calibration, gaussianProcess, loadCalibration, rbf } from "@mesoscope/gp";
import { describe, expect, test } from "vitest";
import { ensembleSample } from "../../../plugins/gp/dist/calibration/ensemble-sample.js";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import "../../contract/close.ts";

const simulator = ([x]: number[], [rate]: number[]) => 2 * Math.exp(-rate * x);
const X = Array.from({ length: 10 }, (_, i) => 0.3 * i);

/** Measurements of the simulator at a rate, with what it leaves out and noise. */
function measured(seed: number, rate: number, left: (x: number) => number) {
  const stream = randomStream(seed);
  return X.map((x) => simulator([x], [rate]) + left(x) + 0.03 * stream.normal());
}

describe("calibration", () => {
  keepsEstimatorContract(calibration({ simulator, parameters: [[0.1, 3]], discrepancy: false, draws: 20 }), {
    X: X.slice(0, 6),
    y: measured(0, 1, () => 0).slice(0, 6),
    load: (json) => loadCalibration(json, simulator),
  });

  test("its intervals hold the parameter over seeds where the simulator is right", async () => {
    let held = 0;
    const seeds = 8;
    for (let seed = 0; seed < seeds; seed++) {
      const rate = 0.6 + 0.1 * seed;
      const spec = calibration({ simulator, parameters: [[0.1, 3]], discrepancy: false, seed });
      const { interval, rHat, std } = (
        await spec.fit(
          X,
          measured(seed, rate, () => 0),
        )
      ).parameters[0];
      held += +(interval.lower <= rate && rate <= interval.upper);
      expect(rHat).toBeLessThan(1.1);
      expect(std).toBeLessThan(0.2);
    }
    // 95 % of 8 less three standard errors is 5.7.
    expect(held).toBeGreaterThanOrEqual(6);
  });

  test("holds it also where the simulator leaves something out, which it finds", async () => {
    const left = (x: number) => 0.25 * Math.sin(2 * x);
    let held = 0;
    let found = 0;
    for (let seed = 0; seed < 4; seed++) {
      const y = measured(seed, 1, left);
      const model = await calibration({ simulator, parameters: [[0.1, 3]], seed }).fit(X, y);
      const { interval } = model.parameters[0];
      held += +(interval.lower <= 1 && 1 <= interval.upper);
      const { lower, upper } = model.predictive([0.75, 1.65], { noise: false }).interval(0.95);
      const truth = [0.75, 1.65].map((x) => simulator([x], [1]) + left(x));
      found += +truth.every((value, i) => lower.data[i] <= value && value <= upper.data[i]);
      expect(model.discrepancy(X).std.data.every((value) => value > 0)).toBe(true);
    }
    expect(held).toBeGreaterThanOrEqual(3);
    expect(found).toBeGreaterThanOrEqual(3);
  });

  test("takes a Gaussian process for the simulator, and two parameters", async () => {
    const both = ([x]: number[], [rate, size]: number[]) => size * Math.exp(-rate * x);
    const design = latinHypercube(60, 3, { seed: 2 });
    const runs = new NDArray(
      design.data.map((u, at) => [2.7, 2, 2][at % 3] * u + [0, 0.2, 1][at % 3]),
      [60, 3],
    );
    const y = Array.from({ length: 60 }, (_, i) => both([runs.get(i, 0)], [runs.get(i, 1), runs.get(i, 2)]));
    const emulator = await gaussianProcess({ kernel: rbf() }).fit(runs, y);
    const spec = {
      parameters: [
        [0.2, 2.2],
        [1, 3],
      ] as [number, number][],
      discrepancy: false,
      draws: 60,
    };
    const stream = randomStream(9);
    const seen = X.map((x) => both([x], [1, 2]) + 0.03 * stream.normal());
    const direct = await calibration({ simulator: both, ...spec }).fit(X, seen);
    const emulated = await calibration({ simulator: emulator, ...spec, draws: 40 }).fit(X, seen);
    for (const p of [0, 1]) {
      expect(Math.abs(emulated.parameters[p].mean - direct.parameters[p].mean)).toBeLessThan(
        3 * direct.parameters[p].std,
      );
      expect(emulated.parameters[p].std).toBeGreaterThan(0.5 * direct.parameters[p].std);
    }
    expect(String(direct)).toMatch(/^Calibration without discrepancy from 10 measurements, 60 draws\nparameter +mean/);
  });

  test("leaves no draw behind, far from where the measurements can be explained", async () => {
    const fin = ([x, power]: number[], [h]: number[]) => {
      const m = Math.sqrt((2 * h) / 0.27);
      return 25 + (power * Math.cosh(m * (0.06 - x))) / (0.0135 * m * Math.sinh(m * 0.06));
    };
    const points = [3, 6].flatMap((power) => [0.01, 0.02, 0.03, 0.04, 0.05, 0.06].map((x) => [x, power]));
    const noise = randomStream(0).normals(12).data;
    const y = points.map((point, i) => fin(point, [33]) + 0.3 * noise[i]);
    for (const seed of [0, 1, 2]) {
      const spec = calibration({ simulator: fin, parameters: [[10, 80]], discrepancy: false, seed });
      const { draws } = await spec.fit(points, y);
      expect(Math.max(...draws.data) - Math.min(...draws.data)).toBeLessThan(5);
    }
  });

  test("names what is wrong", async () => {
    // biome-ignore lint/suspicious/noExplicitAny: these calls are wrong on purpose
    const wrong = (options: any) => () => calibration(options);
    expect(wrong({ parameters: [[0, 1]] })).toThrow(/simulator is no function/);
    expect(wrong({ simulator, parameters: [] })).toThrow(/there are no inputs/);
    expect(wrong({ simulator, parameters: [[0, 1]], draws: 3 })).toThrow(/draws is 3/);
    expect(wrong({ simulator, parameters: [[0, 1]], discrepancy: "no" })).toThrow(/discrepancy is no/);
    const failing = calibration({ simulator: () => Number.NaN, parameters: [[0, 1]] });
    await expect(failing.fit(X, X)).rejects.toMatchObject({ code: "MISSING_VALUES" });
    expect(() => loadCalibration({}, simulator)).toThrow(/no saved calibration/);
  });
});

test("an ensemble walks to the density, however it is scaled and tilted", async () => {
  const stream = randomStream(4);
  const starts = Array.from({ length: 40 }, () => Float64Array.of(stream.normal(), stream.normal()));
  // Standard deviations 3 and 0.01, correlation 0.8.
  const logDensity = ([a, b]: Float64Array) => {
    const [u, v] = [a / 3, b / 0.01];
    return -(u * u - 1.6 * u * v + v * v) / (2 * 0.36);
  };
  const history = await ensembleSample(logDensity, starts, { steps: 3000, stream });
  const places = history.slice(500).flatMap(({ places: all }) => all);
  const moment = (f: (a: number, b: number) => number) =>
    places.reduce((sum, [a, b]) => sum + f(a, b), 0) / places.length;
  expect(moment((a) => a * a)).toBeClose(9, { relative: 0.1 });
  expect(moment((_, b) => b * b)).toBeClose(1e-4, { relative: 0.1 });
  expect(moment((a, b) => a * b)).toBeClose(0.024, { relative: 0.12 });
});
