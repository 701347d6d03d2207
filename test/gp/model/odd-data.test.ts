import {
  bayesianGaussianProcess,
  derivativeGaussianProcess,
  gaussianProcess,
  gaussianProcessClassifier,
  heteroscedasticGaussianProcess,
  iterativeGaussianProcess,
  latentGaussianProcess,
  multiOutputGaussianProcess,
  seriesGaussianProcess,
  sparseGaussianProcess,
  studentTLikelihood,
  variationalGaussianProcess,
  warpedGaussianProcess,
} from "@mesoscope/gp";
import type { Estimator } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";

// biome-ignore lint/suspicious/noExplicitAny: estimators differ in their models
const estimators: Record<string, Estimator<any, any, any>> = {
  bayesianGaussianProcess: bayesianGaussianProcess({ draws: 20, warmup: 20, chains: 1 }),
  derivativeGaussianProcess: derivativeGaussianProcess({ starts: 1 }),
  gaussianProcess: gaussianProcess(),
  gaussianProcessClassifier: gaussianProcessClassifier({ starts: 1 }),
  heteroscedasticGaussianProcess: heteroscedasticGaussianProcess({ starts: 1 }),
  iterativeGaussianProcess: iterativeGaussianProcess({ starts: 1 }),
  latentGaussianProcess: latentGaussianProcess({ starts: 1 }),
  "latentGaussianProcess, Student-t": latentGaussianProcess({ likelihood: studentTLikelihood(), starts: 1 }),
  multiOutputGaussianProcess: multiOutputGaussianProcess({ starts: 1 }),
  seriesGaussianProcess: seriesGaussianProcess({ starts: 1 }),
  sparseGaussianProcess: sparseGaussianProcess({ starts: 1, inducingPoints: 6 }),
  variationalGaussianProcess: variationalGaussianProcess({ starts: 1, inducingPoints: 6, steps: 10 }),
  warpedGaussianProcess: warpedGaussianProcess({ starts: 1 }),
};
const data: Record<string, { X: number[][]; y: number[] }> = {
  "equal rows": { X: [[1], [1], [1], [2], [2], [3]], y: [0, 1, 0, 1, 1, 0] },
  "a constant column": { X: [[1], [2], [3], [4]].map((row) => [...row, 7]), y: [0, 0, 1, 1] },
  "more columns than rows": {
    X: [
      [1, 5, 2, 8],
      [2, 3, 9, 1],
      [4, 4, 1, 1],
    ],
    y: [0, 1, 1],
  },
  "huge and tiny units": { X: [[1e9], [2e9], [3e9], [4e9]], y: [1e-9, 0, 0, 1e-9] },
};

describe.each(Object.entries(estimators))("%s", (name, estimator) => {
  test.each(Object.entries(data))("%s", async (_, { X, y }) => {
    const isSeries = name === "seriesGaussianProcess";
    const rows = isSeries ? X.map((row) => [row[0]!]) : X;
    const model = await estimator.fit(rows, y);
    expect(model.predict(rows).data.every(Number.isFinite)).toBe(true);
    if ("predictive" in model) expect(model.predictive(rows).std.data.every(Number.isFinite)).toBe(true);
  });

  test("one row", async () => {
    if (name === "gaussianProcessClassifier") return;
    const model = await estimator.fit([[1]], [2]);
    expect(model.predict([[1]]).data[0]).toBeGreaterThan(1);
    expect(model.predict([[1]]).data[0]).toBeLessThan(3);
  });

  test("targets that are all alike", async () => {
    if (name === "gaussianProcessClassifier") return;
    const model = await estimator.fit([[1], [2], [3]], [5, 5, 5]);
    expect(Math.abs(model.predict([[2.5]]).data[0] - 5)).toBeLessThan(0.5);
  });

  test("NaN and infinity are named with their place", async () => {
    await expect(estimator.fit([[1], [NaN], [3]], [5, 5, 6])).rejects.toThrow(/fit: X is NaN in row 1, column 0/);
    await expect(estimator.fit([[1], [2], [3]], [5, 5, Infinity])).rejects.toThrow(/fit: .*Infinity/);
  });

  test("no rows", async () => {
    await expect(estimator.fit([], [])).rejects.toThrow(/fit: X has 0 rows/);
  });
});
