import { asMatrix, randomStream, standardDeviation } from "@mesoscope/core";
import {
  bayesianGaussianProcess,
  constant,
  fixed,
  gaussianProcess,
  loadBayesianGaussianProcess,
  logNormalPrior,
  productOf,
  rbf,
} from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { expect, test } from "vitest";
import { conditionOnSites, priorMatrix } from "../../../plugins/gp/src/likelihoods/gaussian-sites.ts";
import { convergence } from "../../../plugins/gp/src/sampling/diagnostics.ts";
import { nuts } from "../../../plugins/gp/src/sampling/nuts.ts";
import { reference } from "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";

const X = [0, 0.8, 1.7, 2.9, 3.6, 5];
const y = X.map((x, i) => Math.sin(x) + 0.1 * (-1) ** i);
const spec = bayesianGaussianProcess({ draws: 60, warmup: 60 });

keepsEstimatorContract(spec, { X, y, load: loadBayesianGaussianProcess });

test("draws of a normal law have its moments, and the chains agree", async () => {
  // Precision [[2, -1.2], [-1.2, 1]]: covariance [[1, 1.2], [1.2, 2]] / 0.56.
  const density = ([a, b]: Float64Array) => ({
    value: -0.5 * (2 * a! * a! - 2.4 * a! * b! + b! * b!),
    gradient: Float64Array.of(-2 * a! + 1.2 * b!, 1.2 * a! - b!),
  });
  const chains = [];
  for (const c of [0, 1, 2, 3]) {
    const stream = randomStream(1).child(c);
    chains.push(await nuts(density, Float64Array.of(3, -2), { warmup: 300, draws: 1500, stream }));
  }
  const all = chains.flatMap(({ draws }) => draws);
  const moment = (f: (x: Float64Array) => number) => all.reduce((total, x) => total + f(x), 0) / all.length;
  expect(moment((x) => x[0]!)).toBeClose(0, { absolute: 0.1 });
  expect(moment((x) => x[0]! ** 2)).toBeClose(1 / 0.56, { relative: 0.1 });
  expect(moment((x) => x[1]! ** 2)).toBeClose(2 / 0.56, { relative: 0.1 });
  expect(moment((x) => x[0]! * x[1]!)).toBeClose(1.2 / 0.56, { relative: 0.1 });
  for (const variable of [0, 1]) {
    const { scaleReduction, effectiveSampleSize } = convergence(
      chains.map(({ draws }) => draws.map((x) => x[variable]!)),
    );
    expect(scaleReduction).toBeLessThan(1.02);
    expect(effectiveSampleSize).toBeGreaterThan(800);
  }
  for (const { acceptance, divergences } of chains) {
    expect(acceptance).toBeClose(0.8, { absolute: 0.12 });
    expect(divergences).toBe(0);
  }
});

test("R-hat and the effective sample size see chains that disagree or creep", () => {
  const stream = randomStream(2);
  const noise = () => Array.from({ length: 400 }, () => stream.normal());
  const good = convergence([noise(), noise()]);
  expect(good.scaleReduction).toBeClose(1, { absolute: 0.02 });
  expect(good.effectiveSampleSize).toBeGreaterThan(500);
  expect(convergence([noise(), noise().map((x) => x + 3)]).scaleReduction).toBeGreaterThan(1.5);
  let at = 0;
  const creeping = () =>
    Array.from({ length: 400 }, () => {
      at = 0.95 * at + stream.normal();
      return at;
    });
  expect(convergence([creeping(), creeping()]).effectiveSampleSize).toBeLessThan(100);
  const { draws, scaleReduction } = reference("gp/diagnostics.json");
  expect(convergence(draws).scaleReduction).toBeClose(scaleReduction, { relative: 1e-9 });
});

test("the posterior of a length scale is that of integration on a grid", async () => {
  const prior = logNormalPrior({ median: 1, spread: 0.7 });
  const kernel = productOf(constant({ outputScale: fixed(1) }), rbf({ lengthScale: prior }));
  const model = await bayesianGaussianProcess({ kernel, noise: fixed(0.1), draws: 4000, warmup: 300 }).fit(X, y);
  const points = asMatrix(X);
  // The model's mean is a constant with the targets' own mean and variance.
  const centre = y.reduce((a, b) => a + b) / y.length;
  const meanVariance = standardDeviation(y) ** 2;
  let [total, first] = [0, 0];
  for (let u = -3; u < 3; u += 0.01) {
    const K = priorMatrix(points, rbf().bind([Math.exp(u)], 1)).map((value) => value + meanVariance);
    const sites = {
      targets: Float64Array.from(y, (value) => value - centre),
      variances: new Float64Array(y.length).fill(0.01),
      logCorrection: 0,
    };
    const weight = Math.exp(conditionOnSites(K, sites).logEvidence - 0.5 * (u / 0.7) ** 2);
    total += weight;
    first += weight * u;
  }
  const logs = model.draws.column(1).data.map(Math.log);
  const found = logs.reduce((a, b) => a + b) / logs.length;
  expect(found).toBeClose(first / total, { absolute: 0.02 });
});

test("with few data the bands are wider than those of the best hyper-parameters, and samples agree", async () => {
  const model = await bayesianGaussianProcess().fit(X, y);
  const plain = await gaussianProcess().fit(X, y);
  const width = (interval: { lower: { data: Float64Array }; upper: { data: Float64Array } }) =>
    interval.upper.data[0]! - interval.lower.data[0]!;
  const predictive = model.predictive([4.3]);
  expect(width(predictive.interval(0.95))).toBeGreaterThan(1.1 * width(plain.predictive([4.3]).interval(0.95)));
  const samples = predictive.sample(3000).data.toSorted();
  expect(samples[300]!).toBeClose(predictive.quantile(0.1).data[0]!, { absolute: 0.08 });
  expect(samples[2700]!).toBeClose(predictive.quantile(0.9).data[0]!, { absolute: 0.08 });
  for (const { scaleReduction } of model.hyperparameters) expect(scaleReduction).toBeLessThan(1.1);
  const shown = (await model[displaySymbol]()) as Record<string, string>;
  expect(shown["text/plain"]).toMatch(/R-hat/);
});

test("bad input is named", async () => {
  expect(() => bayesianGaussianProcess({ draws: 2 })).toThrow(/draws is 2/);
  expect(() => bayesianGaussianProcess({ chains: 0 })).toThrow(/chains is 0/);
  expect(() => bayesianGaussianProcess({ kernel: {} as never })).toThrow(/kernel is no kernel/);
  expect(() => loadBayesianGaussianProcess({})).toThrow(/no saved model/);
});
