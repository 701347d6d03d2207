import { NDArray, randomStream } from "@mesoscope/core";
import {
  derivativeGaussianProcess,
  fixed,
  gaussianProcess,
  loadDerivativeGaussianProcess,
  matern,
  rbf,
  withGradients,
} from "@mesoscope/gp";
import { expect, test } from "vitest";
import {
  derivativeCovariance,
  type SmoothProfile,
  smoothProfiles,
} from "../../../plugins/gp/src/derivatives/derivative-covariance.ts";
import { priorMatrix } from "../../../plugins/gp/src/likelihoods/gaussian-sites.ts";
import { reference } from "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const given = reference("gp/derivatives.json");
const X = [0, 1, 2, 3, 4];
const y = [0, 0.6, 0.5, 1.4, 1.5];

keepsEstimatorContract(derivativeGaussianProcess({ starts: 1 }), { X, y, load: loadDerivativeGaussianProcess });
keepsEstimatorContract(derivativeGaussianProcess({ increasing: [0], virtualPoints: 6, starts: 1 }), {
  X,
  y,
  load: loadDerivativeGaussianProcess,
});

test.each<[string, SmoothProfile]>(Object.entries(smoothProfiles))(
  "values and slopes of %s have GPyTorch's covariance",
  (name, profile) => {
    const rows = given.X.flatMap((point: number[]) => [-1, 0, 1].map((by) => [...point, by]));
    const points = new NDArray(Float64Array.from(rows.flat()), [rows.length, 3]);
    const covariance = derivativeCovariance(profile, { variance: 1, meanVariance: 0, lengths: given.lengths });
    expect(priorMatrix(points, covariance)).toBeClose(given.cases[name], { relative: 1e-9, absolute: 1e-10 });
  },
);

test("slopes as data tell what values alone do not, and slopes are predicted", async () => {
  const points = Array.from({ length: 12 }, (_, i) => [(i % 4) / 1.5, Math.floor(i / 4) / 1.2]);
  const f = ([a, b]: number[]) => Math.sin(2 * a!) * Math.cos(b!);
  const slope = ([a, b]: number[]) => [2 * Math.cos(2 * a!) * Math.cos(b!), -Math.sin(2 * a!) * Math.sin(b!)];
  const stream = randomStream(1);
  const at = Array.from({ length: 40 }, () => [2 * stream.uniform(), 1.6 * stream.uniform()]);
  const error = (found: NDArray) => Math.hypot(...at.map((point, i) => found.data[i]! - f(point)));
  const model = await derivativeGaussianProcess({ kernel: rbf() }).fit(
    points,
    withGradients(points.map(f), points.map(slope)),
  );
  const plain = await gaussianProcess({ kernel: rbf() }).fit(points, points.map(f));
  expect(error(model.predict(at))).toBeLessThan(0.2 * error(plain.predict(at)));
  const { mean, std } = model.predictGradient(at);
  expect(mean).toBeClose(at.map(slope), { absolute: 0.1 });
  expect(Math.max(...std.data)).toBeLessThan(0.2);
});

test("without slopes it is gaussianProcess, and predicts the slopes of its mean", async () => {
  const model = await derivativeGaussianProcess({ kernel: matern({ lengthScale: fixed(1.5) }), noise: fixed(0.1) }).fit(
    X,
    y,
  );
  const plain = await gaussianProcess({ kernel: matern({ lengthScale: fixed(1.5) }), noise: fixed(0.1) }).fit(X, y);
  expect(model.predict([0.3, 2.7])).toBeClose(plain.predict([0.3, 2.7]), { absolute: 1e-3 });
  expect(model.predictive([5.5]).std).toBeClose(plain.predictive([5.5]).std, { relative: 5e-3 });
  const step = 1e-4;
  const moved = model.predict([1.3 + step, 1.3 - step]).data;
  expect(model.predictGradient([1.3]).mean.data[0]).toBeClose((moved[0]! - moved[1]!) / (2 * step), { relative: 1e-4 });
});

test("missing values and slopes are left out", async () => {
  const targets = withGradients([0, NaN, 0], [[1], [NaN], [-1]]);
  const options = { kernel: rbf({ lengthScale: fixed(1) }), noise: fixed(0.01), gradientNoise: fixed(0.01) };
  const model = await derivativeGaussianProcess(options).fit([0, 1, 2], targets);
  expect(model.predict([1]).data[0]).toBeGreaterThan(0.3);
  expect(model.toJSON().rows.shape).toEqual([4, 2]);
});

test("a function that must rise does, where the data alone would let it fall", async () => {
  const at = Array.from({ length: 81 }, (_, i) => i / 20);
  const falls = (found: NDArray) => found.data.filter((value, i) => i > 0 && value < found.data[i - 1]! - 1e-3).length;
  const options = { kernel: rbf({ lengthScale: fixed(0.8) }), noise: fixed(0.1) };
  const free = await derivativeGaussianProcess(options).fit(X, y);
  const rising = await derivativeGaussianProcess({ ...options, increasing: [0] }).fit(X, y);
  expect(falls(free.predict(at))).toBeGreaterThan(5);
  expect(falls(rising.predict(at))).toBe(0);
  const mirrored = await derivativeGaussianProcess({ ...options, decreasing: [0] }).fit(
    X,
    y.map((value) => -value),
  );
  expect(mirrored.predict(at)).toBeClose(
    rising.predict(at).map((value) => -value),
    { absolute: 1e-3 },
  );
  expect(rising.predictive([2.5]).std.data[0]).toBeLessThan(free.predictive([2.5]).std.data[0]! * 1.001);
});

test("bad input is named", async () => {
  expect(() => derivativeGaussianProcess({ kernel: matern({ smoothness: 1.5 }) })).toThrow(/kernel is Matérn 3\/2/);
  expect(() => derivativeGaussianProcess({ increasing: [0], decreasing: [0] })).toThrow(/name \[0, 0\]/);
  expect(() => withGradients([1], [[Infinity]])).toThrow(/a gradient is Infinity/);
  expect(() => withGradients([1], [[1], [2]])).toThrow(/1 values but 2 rows of gradients/);
  const spec = derivativeGaussianProcess();
  await expect(
    spec.fit(
      [1, 2],
      withGradients(
        [1, 2],
        [
          [1, 2],
          [1, 2],
        ],
      ),
    ),
  ).rejects.toThrow(/1 columns but the gradients have 2/);
  await expect(derivativeGaussianProcess({ increasing: [1] }).fit([1, 2], [1, 2])).rejects.toThrow(
    /column 1, counted from 0/,
  );
  expect(() => loadDerivativeGaussianProcess({})).toThrow(/no saved model/);
});
