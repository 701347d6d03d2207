import { asMatrix, randomStream } from "@mesoscope/core";
import { gaussianProcessClassifier, loadCovariance, loadGaussianProcessClassifier, rbf } from "@mesoscope/gp";
import { describe, expect, test } from "vitest";
import { laplaceEvidence } from "../../../plugins/gp/src/classification/laplace.ts";
import { priorMatrix } from "../../../plugins/gp/src/likelihoods/gaussian-sites.ts";
import { reference } from "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const { fixed: fixedCases, fitted, iris } = reference("gp/classification.json");
// biome-ignore lint/suspicious/noExplicitAny: the script says what is in a case
const cases: [string, any][] = fixedCases.map((given: { name: string }) => [given.name, given]);
const { X, y } = fixedCases[0];

keepsEstimatorContract(gaussianProcessClassifier({ starts: 1 }), { X, y, load: loadGaussianProcessClassifier });
keepsEstimatorContract(gaussianProcessClassifier({ starts: 1 }), {
  X: [0, 1, 2, 3, 4, 5, 6, 7, 8],
  y: [1, 1, 1, 5, 5, 5, 3, 3, 3],
  load: loadGaussianProcessClassifier,
});

describe.each(cases)("agrees with scikit-learn: %s", (_, given) => {
  test("hidden function, evidence and probabilities", async () => {
    const spec = gaussianProcessClassifier({ kernel: loadCovariance(given.kernel), optimize: false });
    const model = await spec.fit(given.X, given.y);
    const [hidden] = model.hidden(given.T);
    expect(hidden!.mean).toBeClose(given.mean, { relative: 1e-6, absolute: 1e-7 });
    expect(hidden!.variance).toBeClose(given.variance, { relative: 1e-6 });
    expect(model.logMarginalLikelihood).toBeClose(given.value, { relative: 1e-8 });
    expect(model.probability(given.T).column(1)).toBeClose(given.probability, { absolute: 1e-6 });
  });

  test("slope of the evidence", () => {
    const kernel = loadCovariance(given.kernel);
    const parameters = kernel.parameters(2).map(({ start }) => start!);
    const points = asMatrix(given.X);
    const covariance = kernel.bind(parameters, 2);
    const isMember = Float64Array.from(given.y);
    const { gradient } = laplaceEvidence(
      points,
      priorMatrix(points, covariance),
      isMember,
      covariance,
      parameters.length,
    );
    expect(gradient).toBeClose(given.gradient, { relative: 1e-5, absolute: 1e-6 });
  });
});

test("the fit reaches what scikit-learn reaches", async () => {
  const model = await gaussianProcessClassifier().fit(X, y);
  expect(model.logMarginalLikelihood).toBeGreaterThan(fitted - 0.01);
});

test("three classes of the iris data as well as scikit-learn", async () => {
  const rows = iris.rows as number[];
  const spec = gaussianProcessClassifier({ kernel: rbf({ ard: false }) });
  const model = await spec.fit(
    rows.map((i) => iris.X[i]),
    rows.map((i) => iris.y[i]),
  );
  const found = model.predict(iris.X).data;
  const accuracy = found.filter((label, i) => label === iris.y[i]).length / 150;
  expect(accuracy).toBeGreaterThanOrEqual(iris.accuracy - 0.01);
  const probability = model.probability(iris.X);
  const sums = Array.from({ length: 150 }, (_, i) => probability.row(i).data.reduce((a, b) => a + b));
  expect(sums).toBeClose(new Float64Array(150).fill(1));
});

test("probabilities are calibrated", async () => {
  const stream = randomStream(4);
  const odds = (x: number) => 1 / (1 + Math.exp(-2 * Math.sin(x)));
  const draw = (count: number) => Array.from({ length: count }, () => 6 * stream.uniform());
  const seen = draw(200);
  const model = await gaussianProcessClassifier({ starts: 1 }).fit(
    seen,
    seen.map((x) => Number(stream.uniform() < odds(x))),
  );
  const at = draw(100);
  const error = model
    .probability(at)
    .column(1)
    .data.reduce((total, value, i) => total + Math.abs(value - odds(at[i]!)), 0);
  expect(error / 100).toBeLessThan(0.1);
  expect(model.probability([1e6]).data[0]).toBeClose(0.5, { absolute: 1e-6 });
});

test("separated classes, equal rows and bad input", async () => {
  const spec = gaussianProcessClassifier({ starts: 1 });
  const model = await spec.fit([0, 0, 1, 1, 10, 10], [0, 0, 0, 0, 1, 1]);
  expect(model.predict([0.5, 10]).data).toEqual(Float64Array.of(0, 1));
  await expect(spec.fit([1, 2], [1, 1])).rejects.toThrow(/y holds 1 different numbers/);
  expect(() => gaussianProcessClassifier({ kernel: 1 as never })).toThrow(/kernel is no kernel/);
  expect(() => loadGaussianProcessClassifier(null)).toThrow(/no saved classifier/);
});
