import type { NDArray } from "@mesoscope/core";
import { fixed, gaussianProcess, loadGaussianProcess, rbf } from "@mesoscope/gp";
import { expect, test } from "vitest";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import "../../contract/close.ts";

const simulator = (X: NDArray) => X.data.map((x) => x ** 3);
const X = [0, 0.5, 1, 1.5, 2, 2.5];
const y = X.map((x) => x ** 3 + 0.2 * Math.sin(4 * x));
const spec = gaussianProcess({ mean: simulator });

keepsEstimatorContract(spec, { X, y, load: (json) => loadGaussianProcess(json, { mean: simulator }) });

test("far from the data the physics holds", async () => {
  const model = await spec.fit(X, y);
  expect(model.predict([100])).toBeClose([1e6], { absolute: 1 });
});

test("is the same as fitting what the physics leaves", async () => {
  const options = { kernel: rbf({ lengthScale: fixed(0.4) }), noise: 0.01 };
  const whole = await gaussianProcess({ ...options, mean: simulator }).fit(X, y);
  const rest = await gaussianProcess({ ...options, mean: 0 }).fit(
    X,
    y.map((value, i) => value - X[i]! ** 3),
  );
  expect(whole.logMarginalLikelihood).toBeClose(rest.logMarginalLikelihood, { relative: 1e-6 });
  expect(whole.leaveOneOut().residual).toBeClose(rest.leaveOneOut().residual, { relative: 1e-6, absolute: 1e-7 });
  expect(whole.predictive([0.7]).std).toBeClose(rest.predictive([0.7]).std, { relative: 1e-6 });
});

test("names what is wrong with the mean", async () => {
  const fitted = (mean: never) => gaussianProcess({ mean }).fit(X, y);
  await expect(fitted((() => [1, 2]) as never)).rejects.toThrow(/the mean gives 2 numbers for 6 rows/);
  await expect(fitted(((at: NDArray) => at.map(() => NaN)) as never)).rejects.toThrow(/the mean is NaN in row 0/);
  expect(() => gaussianProcess({ mean: "physics" as never })).toThrow(/mean is physics/);
  const json = JSON.parse(JSON.stringify(await spec.fit(X, y)));
  expect(() => loadGaussianProcess(json)).toThrow(/has function as its mean. Give it as/);
});
