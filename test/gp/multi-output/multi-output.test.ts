import { asMatrix, type NDArray } from "@mesoscope/core";
import {
  gaussianProcess,
  loadMultiOutputGaussianProcess,
  matern,
  multiOutputGaussianProcess,
  rbf,
} from "@mesoscope/gp";
import { expect, test } from "vitest";
import { priorMatrix } from "../../../plugins/gp/src/likelihoods/gaussian-sites.ts";
import { coregionalFunction, outputTable } from "../../../plugins/gp/src/multi-output/coregionalization.ts";
import { reference } from "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const given = reference("gp/multi-output.json");
const X = Array.from({ length: 12 }, (_, i) => i / 2);
const Y = X.map((x, i) => [Math.sin(x) + 0.02 * (-1) ** i, 300 - 100 * Math.sin(x)]);
const spec = multiOutputGaussianProcess({ starts: 1 });

keepsEstimatorContract(spec, { X, y: Y, load: loadMultiOutputGaussianProcess });

test("the covariance is GPyTorch's sum of coregionalised kernels", () => {
  const kernels = [rbf(), matern({ smoothness: 1.5 })];
  const covariance = coregionalFunction(kernels, 3, 2, given.values);
  expect(priorMatrix(asMatrix(given.rows), covariance)).toBeClose(given.K, { relative: 1e-10, absolute: 1e-12 });
});

test("the slopes of the outputs' covariance are those of finite differences", () => {
  const values = [0.7, 1.4, 2, 0.5, 1.1, 3];
  for (const [p, slope] of outputTable(3, values).slopes.entries()) {
    const moved = (by: number) =>
      outputTable(
        3,
        values.map((value, q) => value * Math.exp(p === q ? by : 0)),
      ).table;
    const [up, down] = [moved(1e-6), moved(-1e-6)];
    expect(slope).toBeClose(
      up.map((value, at) => (value - down[at]!) / 2e-6),
      { relative: 1e-6, absolute: 1e-8 },
    );
  }
});

test("one output tells about another where that was not measured", async () => {
  const gaps = Y.map(([a, b], i) => [a!, i > 2 && i < 9 ? NaN : b!]);
  const model = await multiOutputGaussianProcess().fit(X, gaps);
  const at = [2.2, 3.1];
  expect(model.predictive(at, { output: 1 }).mean).toBeClose(
    at.map((x) => 300 - 100 * Math.sin(x)),
    { absolute: 8 },
  );
  expect(model.outputCorrelation().get(0, 1)).toBeLessThan(-0.98);
  const alone = await gaussianProcess().fit(
    X.filter((_, i) => i <= 2 || i >= 9),
    gaps.filter(([, b]) => !Number.isNaN(b)).map(([, b]) => b!),
  );
  const spread = model.predictive(at, { output: 1, noise: false }).std.data;
  expect(spread[0]).toBeLessThan(0.5 * alone.predictive(at, { noise: false }).std.data[0]!);
});

test("one output alone is gaussianProcess, in its own units", async () => {
  const y = Y.map(([, b]) => [b!]);
  const model = await multiOutputGaussianProcess().fit(X, y);
  const plain = await gaussianProcess({ mean: 300 }).fit(X, y);
  expect(model.predict([2.2]).data[0]).toBeClose(plain.predict([2.2]).data[0]!, { relative: 1e-2 });
  expect(Math.abs(model.logMarginalLikelihood - plain.logMarginalLikelihood)).toBeLessThan(3);
});

test("outputs vary together in samples", async () => {
  const model = await spec.fit(X, Y);
  const predictive = model.predictive([8], { noise: false });
  const samples = predictive.sample(4000);
  const [a, b] = [samples.column(0), samples.column(1)];
  const centre = ({ data }: NDArray) => data.reduce((total, value) => total + value, 0) / data.length;
  const [ca, cb] = [centre(a), centre(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [s, value] of a.data.entries()) {
    ab += (value - ca) * (b.data[s]! - cb);
    aa += (value - ca) ** 2;
    bb += (b.data[s]! - cb) ** 2;
  }
  expect(ab / Math.sqrt(aa * bb)).toBeLessThan(-0.9);
  expect([aa, bb].map((sum) => Math.sqrt(sum / 4000))).toBeClose(predictive.std, { relative: 0.05 });
});

test("bad input is named", async () => {
  await expect(
    spec.fit(
      [1, 2],
      [
        [1, NaN],
        [2, NaN],
      ],
    ),
  ).rejects.toThrow(/column 1 of Y holds no number/);
  await expect(
    spec.fit(
      [1, 2],
      [
        [1, Infinity],
        [2, 3],
      ],
    ),
  ).rejects.toThrow(/column 1 of Y holds Infinity/);
  expect(() => multiOutputGaussianProcess({ kernel: [] })).toThrow(/kernel is no kernel/);
  const model = await spec.fit(X, Y);
  expect(() => model.predictive([1], { output: 2 })).toThrow(/output is 2. Give a number from 0 to 1/);
  expect(() => loadMultiOutputGaussianProcess(1)).toThrow(/no saved model/);
});
