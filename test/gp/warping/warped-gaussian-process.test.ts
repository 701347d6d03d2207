import { randomStream } from "@mesoscope/core";
import {
  boxCoxWarping,
  fixed,
  gaussianProcess,
  loadWarpedGaussianProcess,
  logWarping,
  rbf,
  sinhArcsinhWarping,
  type Warping,
  warpedGaussianProcess,
} from "@mesoscope/gp";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import "../../contract/close.ts";

const stream = randomStream(5);
const X = Array.from({ length: 40 }, (_, i) => i / 8);
const y = X.map((x) => Math.exp(1 + Math.sin(x) + 0.1 * stream.normal()));

keepsEstimatorContract(warpedGaussianProcess({ starts: 1 }), {
  X: X.slice(0, 12),
  y: y.slice(0, 12),
  load: loadWarpedGaussianProcess,
});
keepsEstimatorContract(warpedGaussianProcess({ warping: boxCoxWarping(), starts: 1 }), {
  X: X.slice(0, 12),
  y: y.slice(0, 12),
  load: loadWarpedGaussianProcess,
});

const warpings: [string, Warping][] = [
  ["log", logWarping()],
  ["Box–Cox", boxCoxWarping()],
  ["sinh–arcsinh", sinhArcsinhWarping()],
];
describe.each(warpings)("%s", (_, warping) => {
  test("rises, and comes back", () => {
    const positive = fc.double({ min: 0.2, max: 4, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, (value, first, second) => {
        const warp = warping.bind([first, second], { centre: 1.3, spread: 0.8 });
        expect(warp.inverse(warp.forward(value))).toBeClose(value, { relative: 1e-9 });
        const slope = (warp.forward(value * (1 + 1e-6)) - warp.forward(value * (1 - 1e-6))) / (2e-6 * value);
        expect(warp.logSlope(value)).toBeClose(Math.log(slope), { absolute: 1e-6 });
      }),
    );
  });
});

test("the logarithm is gaussianProcess of the logarithms", async () => {
  const options = { kernel: rbf({ lengthScale: fixed(1) }) };
  const warped = await warpedGaussianProcess({ ...options, warping: logWarping() }).fit(X, y);
  const plain = await gaussianProcess(options).fit(X, y.map(Math.log));
  const [found, logs] = [warped.predictive([1.3, 4]), plain.predictive([1.3, 4])];
  expect(found.quantile(0.5)).toBeClose(logs.mean.map(Math.exp), { relative: 2e-3 });
  expect(found.quantile(0.9)).toBeClose(logs.quantile(0.9).map(Math.exp), { relative: 5e-3 });
  const mean = logs.mean.map((value, i) => Math.exp(value + logs.std.data[i]! ** 2 / 2));
  expect(found.mean).toBeClose(mean, { relative: 2e-3 });
  const jacobian = y.reduce((total, value) => total + Math.log(value), 0);
  expect(warped.logMarginalLikelihood).toBeClose(plain.logMarginalLikelihood - jacobian, { absolute: 1.5 });
});

test("the power is learned: near 0 for exponentials, near 1 for plain targets", async () => {
  const power = async (targets: number[]) => {
    const model = await warpedGaussianProcess({ warping: boxCoxWarping() }).fit(X, targets);
    return model.hyperparameters.find(({ name }) => name === "power")!.value;
  };
  expect(await power(y)).toBeLessThan(0.4);
  expect(await power(X.map((x) => 5 + Math.sin(x) + 0.3 * stream.normal()))).toBeGreaterThan(0.4);
});

test("warped targets are likelier than plain ones, and their intervals cover", async () => {
  const model = await warpedGaussianProcess().fit(X, y);
  const plain = await gaussianProcess().fit(X, y);
  expect(model.logMarginalLikelihood).toBeGreaterThan(plain.logMarginalLikelihood + 5);
  const at = Array.from({ length: 200 }, () => 5 * stream.uniform());
  const truth = at.map((x) => Math.exp(1 + Math.sin(x) + 0.1 * stream.normal()));
  const { lower, upper } = model.predictive(at).interval(0.9);
  const inside = truth.filter((value, i) => lower.data[i]! <= value && value <= upper.data[i]!).length;
  expect(inside / 200).toBeGreaterThan(0.84);
  expect(inside / 200).toBeLessThan(0.97);
});

test("samples have the quantiles", async () => {
  const predictive = (await warpedGaussianProcess({ warping: logWarping() }).fit(X, y)).predictive([2]);
  const samples = predictive.sample(5000).data.toSorted();
  expect(samples[500]!).toBeClose(predictive.quantile(0.1).data[0]!, { relative: 0.02 });
  expect(samples[4500]!).toBeClose(predictive.quantile(0.9).data[0]!, { relative: 0.02 });
});

test("bad input is named", async () => {
  const spec = warpedGaussianProcess({ warping: logWarping() });
  await expect(spec.fit([1, 2], [1, 0])).rejects.toThrow(/y is 0 in row 1, but this warping takes positive targets/);
  expect(() => warpedGaussianProcess({ warping: "log" as never })).toThrow(/warping is none/);
  expect(() => boxCoxWarping({ power: -1 })).toThrow(/power is -1/);
  expect(() => loadWarpedGaussianProcess({})).toThrow(/no saved model/);
});
