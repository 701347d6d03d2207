import { cholesky, latinHypercube, matmul, NDArray, negativeLogPredictiveDensity, randomStream } from "@mesoscope/core";
import {
  type Covariance,
  covarianceMatrix,
  gaussianProcess,
  loadStackedGaussianProcess,
  matern,
  rbf,
  stackedGaussianProcess,
} from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const smooth = (x: Float64Array) => Math.sin(4 * x[0]!) + x[1]! ** 2;

function sample(f: (x: Float64Array) => number, n: number, seed: number) {
  const X = latinHypercube(n, 2, { seed });
  const stream = randomStream(seed);
  const y = new NDArray(Float64Array.from({ length: n }, (_, i) => f(X.row(i).data) + 0.01 * stream.normal()));
  return { X, y };
}

/** A function drawn from the process of a kernel, at random places. */
function drawn(kernel: Covariance, n: number) {
  const X = latinHypercube(n, 2, { seed: 7 });
  const K = covarianceMatrix(kernel, X);
  const factor = cholesky(K.map((value, at) => value + (at % (n + 1) === 0 ? 1e-6 : 0)));
  return { X, y: matmul(factor, randomStream(7).normals([n])) };
}

describe("stackedGaussianProcess", () => {
  keepsEstimatorContract(stackedGaussianProcess(), { ...sample(smooth, 40, 1), load: loadStackedGaussianProcess });

  test("gives weight to the kernel that the data came from, and predicts about as well as it", async () => {
    for (const [truth, name] of [
      [rbf({ lengthScale: 0.3 }), "RBF"],
      [matern({ smoothness: 1.5, lengthScale: 0.3 }), "Matérn 3/2"],
    ] as const) {
      const { X, y } = drawn(truth, 120);
      const model = await stackedGaussianProcess().fit(X.slice(0, 90), y.slice(0, 90));
      const weight = model.members.reduce(
        (sum, { kernel }, k) => sum + (kernel.name.includes(name) ? model.weights.data[k]! : 0),
        0,
      );
      expect(weight).toBeGreaterThan(0.5);
      const held = { X: X.slice(90), y: y.slice(90) };
      const right = await gaussianProcess({ kernel: truth }).fit(X.slice(0, 90), y.slice(0, 90));
      const score = (predictor: typeof right | typeof model) =>
        negativeLogPredictiveDensity(held.y, predictor.predictive(held.X));
      expect(score(model)).toBeLessThan(score(right) + 0.05);
    }
  });

  test("compares the kernels on a sample where there are many rows, and keeps the right one", async () => {
    const { X, y } = drawn(matern({ smoothness: 1.5, lengthScale: 0.3 }), 400);
    const kernels = [rbf(), matern({ smoothness: 1.5 })];
    const model = await stackedGaussianProcess({ kernels }).fit(X, y);
    expect(model.members.map(({ kernel }) => kernel.name)).toEqual(["σ² · Matérn 3/2"]);
    expect(model.members[0]!.data.y.size).toBe(400);
    expect(model.evaluations).toBeGreaterThan(model.members[0]!.search!.evaluations);
    expect(loadStackedGaussianProcess(JSON.parse(JSON.stringify(model))).evaluations).toBe(model.evaluations);
    const alone = await gaussianProcess({ kernel: kernels[1] }).fit(X, y);
    expect(model.members[0]!.logMarginalLikelihood).toBeCloseTo(alone.logMarginalLikelihood, 1);
  });

  test("of one kernel is that Gaussian process", async () => {
    const { X, y } = sample(smooth, 30, 5);
    const stacked = await stackedGaussianProcess({ kernels: [rbf()] }).fit(X, y);
    const single = await gaussianProcess({ kernel: rbf() }).fit(X, y);
    expect(stacked.predict(X).data).toEqual(single.predict(X).data);
    expect(stacked.leaveOneOut().std).toBeClose(single.leaveOneOut().std, { relative: 1e-12 });
    expect(stacked.leaveOneOut().logDensity).toBeClose(single.leaveOneOut().logDensity, {
      relative: 1e-9,
      absolute: 1e-12,
    });
    expect(stacked[displaySymbol]()["text/html"]).toContain("<th");
  });

  test("refuses what is no list of kernels", () => {
    expect(() => stackedGaussianProcess({ kernels: [] })).toThrow(code("BAD_OPTION"));
    expect(() => stackedGaussianProcess({ kernels: rbf() as never })).toThrow(code("BAD_OPTION"));
    expect(() => stackedGaussianProcess({ start: 3 } as never)).toThrow(code("BAD_OPTION"));
    expect(() => loadStackedGaussianProcess({} as never)).toThrow(code("BAD_VALUE"));
  });
});
