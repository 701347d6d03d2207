import { censored, gaussianProcess, loadCovariance } from "@mesoscope/gp";
import { describe, expect, test } from "vitest";
import { reference } from "../contract/close.ts";

// biome-ignore lint/suspicious/noExplicitAny: the scripts of test/reference/gp say what is in a case
type Case = any;
const { fixed: fixedCases, fitted } = reference("gp/regression.json");
const named = (cases: Case[]): [string, Case][] => cases.map((given) => [given.name, given]);
const tight = { relative: 1e-8, absolute: 1e-10 };

describe("agrees with scikit-learn at given hyper-parameters", () => {
  test.each(named(fixedCases))("%s", async (_, given) => {
    const options = { kernel: loadCovariance(given.kernel), noise: given.noise, mean: 0, optimize: false };
    const model = await gaussianProcess(options).fit(given.X, given.y);
    const predictive = model.predictive(given.Z);
    expect(model.predict(given.Z)).toBeClose(given.mean, tight);
    expect(predictive.std).toBeClose(given.std, tight);
    expect(model.logMarginalLikelihood).toBeClose(given.logMarginalLikelihood, { relative: 1e-8 });

    const gradient = model.logMarginalLikelihoodGradient().data;
    const byName = (names: string[], factor: number) =>
      model.hyperparameters.flatMap(({ name }, p) => (names.includes(name) ? [gradient[p] / factor] : []));
    expect(byName(["outputScale", "slope", "noise"], 2)).toBeClose(given.gradient.variance, tight);
    expect(byName(["lengthScale"], 1)).toBeClose(given.gradient.lengthScale, tight);
    expect(byName(["period"], 1)).toBeClose(given.gradient.period, tight);
    expect(byName(["mixture"], 1)).toBeClose(given.gradient.mixture, tight);
  });

  test("joint covariance, through the spread of many samples", async () => {
    const [given] = fixedCases;
    const options = { kernel: loadCovariance(given.kernel), noise: given.noise, mean: 0, optimize: false };
    const model = await gaussianProcess(options).fit(given.X, given.y);
    const count = 40_000;
    const samples = model.predictive(given.Z).sample(count);
    const size = given.Z.length;
    const found = Array.from({ length: size * size }, (_, at) => {
      const [i, j] = [Math.floor(at / size), at % size];
      let total = 0;
      for (let s = 0; s < count; s++) {
        total += (samples.data[s * size + i] - given.mean[i]) * (samples.data[s * size + j] - given.mean[j]);
      }
      return total / count;
    });
    expect(found).toBeClose(given.covariance.flat(), { relative: 0.02, absolute: 0.005 });
  });
});

describe("reaches at least the likelihood that scikit-learn reaches from six starts", () => {
  test.each(named(fitted))("%s", async (_, given) => {
    const model = await gaussianProcess({ kernel: loadCovariance(given.kernel), mean: 0 }).fit(given.X, given.y);
    expect(model.logMarginalLikelihood).toBeGreaterThan(given.sixStarts - 0.01);
    const constantMean = await gaussianProcess({ kernel: loadCovariance(given.kernel) }).fit(given.X, given.y);
    expect(constantMean.noise).toBeLessThan(0.95);
    expect(constantMean.logMarginalLikelihood).toBeGreaterThan(given.sixStarts - 3);
  });
});

describe("agrees with numerical integration over censored targets", () => {
  const cases = reference("gp/censored.json");
  const predictiveOf = async (given: Case) => {
    const y = censored(given.y, {
      isLowerBound: given.bounds.map((bound: number) => bound === 1),
      isUpperBound: given.bounds.map((bound: number) => bound === -1),
    });
    const kernel = loadCovariance({
      kind: "product",
      terms: [
        { kind: "constant", outputScale: given.outputScale },
        { kind: "rbf", lengthScale: given.lengthScale },
      ],
    });
    const model = await gaussianProcess({ kernel, noise: given.noise, mean: 0, optimize: false }).fit(given.X, y);
    return { model, predictive: model.predictive(given.Z, { noise: false }) };
  };

  test.each(named([cases[0], cases[1]]))("%s, exactly", async (_, given) => {
    const { model, predictive } = await predictiveOf(given);
    expect(model.logMarginalLikelihood).toBeClose(given.logMarginalLikelihood, { relative: 1e-8 });
    expect(predictive.mean).toBeClose(given.mean, { absolute: 1e-8 });
    expect(predictive.std).toBeClose(given.std, { absolute: 1e-8 });
  });

  test("several bounds, to the size of the approximation", async () => {
    const { model, predictive } = await predictiveOf(cases[2]);
    expect(model.logMarginalLikelihood).toBeClose(cases[2].logMarginalLikelihood, { absolute: 1e-3 });
    expect(predictive.mean).toBeClose(cases[2].mean, { absolute: 2e-3 });
    expect(predictive.std).toBeClose(cases[2].std, { absolute: 2e-3 });
  });
});

test("leave-one-out equals fitting without the row", async () => {
  const [given] = fixedCases;
  const spec = gaussianProcess({ kernel: loadCovariance(given.kernel), noise: given.noise, mean: 0, optimize: false });
  const all = (await spec.fit(given.X, given.y)).leaveOneOut();
  for (const i of [0, 11, 24]) {
    const without = (rows: number[]) => rows.filter((_, at) => at !== i);
    const { mean, std } = (await spec.fit(without(given.X), without(given.y))).predictive([given.X[i]]);
    expect(all.mean.data[i]).toBeClose(mean.data[0], { relative: 1e-9 });
    expect(all.std.data[i]).toBeClose(std.data[0], { relative: 1e-9 });
    const z = (given.y[i] - mean.data[0]) / std.data[0];
    expect(all.residual.data[i]).toBeClose(given.y[i] - mean.data[0], { relative: 1e-9 });
    expect(all.logDensity.data[i]).toBeClose(-0.5 * (z * z + Math.log(2 * Math.PI)) - Math.log(std.data[0]));
  }
});
