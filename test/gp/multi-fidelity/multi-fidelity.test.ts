import {
  asMatrix,
  coverage,
  NDArray,
  randomStream,
  rootMeanSquareError,
  stackRows,
  standardDeviation,
} from "@mesoscope/core";
import { type FidelityData, loadMultiFidelity, multiFidelity } from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import { autoregressiveFamily, withLevel } from "../../../plugins/gp/dist/multi-fidelity/autoregressive-family.js";
import { ConditionedProcess } from "../../../plugins/gp/dist/multi-fidelity/conditioned-process.js";
import { baseKernel, discrepancyKernel } from "../../../plugins/gp/dist/multi-fidelity/link-kernels.js";
import { reference } from "../../contract/close.ts";
import "../../contract/close.ts";

const grid = (n: number) => Array.from({ length: n }, (_, i) => i / (n - 1));
const low = (x: number) => Math.sin(9 * x) + x;
const cheap = { X: grid(13), y: grid(13).map(low) };
const at = [0, 0.25, 0.5, 0.75, 1];
const linked = (f: (low: number, x: number) => number, X = at) => ({ X, y: X.map((x) => f(low(x), x)) });
const between = randomStream(3).uniforms(60).data;

async function errorOf(levels: FidelityData[], truth: (x: number) => number, options = {}) {
  const model = await multiFidelity(options).fit(levels);
  const y = Array.from(between, truth);
  const predictive = model.predictive(between);
  return {
    model,
    error: rootMeanSquareError(y, predictive.mean) / standardDeviation(y),
    share: coverage(y, predictive),
  };
}

describe("multiFidelity", () => {
  test("finds a linear link from five good results, and says so", async () => {
    const { model, error, share } = await errorOf([cheap, linked((f, x) => 2 * f - 3 * x)], (x) => 2 * low(x) - 3 * x, {
      links: ["none", "linear"],
    });
    expect(error).toBeLessThan(0.02);
    expect(share).toBeGreaterThan(0.9);
    expect(model.comparison[0].link).toBe("linear");
    expect(model.comparison.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  test("finds a link that is not linear", async () => {
    const high = (f: number, x: number) => (x - 1.4) * f * f;
    const { error, model, share } = await errorOf([cheap, linked(high, grid(9))], (x) => high(low(x), x), {
      links: ["linear", "quadratic"],
    });
    expect(error).toBeLessThan(0.1);
    expect(share).toBeGreaterThan(0.9);
    expect(model.comparison[0].link).toBe("quadratic");
  });

  test("does not trust a cheap level that says nothing", async () => {
    const noise = { X: cheap.X, y: Array.from(randomStream(5).normals(13).data) };
    const { share } = await errorOf([noise, linked((_, x) => Math.cos(5 * x), grid(8))], (x) => Math.cos(5 * x), {
      links: ["none", "linear"],
    });
    expect(share).toBeGreaterThan(0.9);
  });

  test("takes three levels, and levels that share no point", async () => {
    const middle = linked((f, x) => 1.5 * f + x, [0.03, 0.17, 0.31, 0.48, 0.62, 0.79, 0.94]);
    const top = linked((f, x) => 1.2 * f - x, [0.08, 0.36, 0.66, 0.97]);
    const { error, share } = await errorOf([cheap, middle, top], (x) => 1.2 * low(x) - x, { links: ["nonlinear"] });
    expect(error).toBeLessThan(0.25);
    expect(share).toBeGreaterThan(0.9);
    const joint = await errorOf([cheap, top], (x) => 1.2 * low(x) - x, { links: ["linear"] });
    expect(joint.error).toBeLessThan(0.1);
    expect(joint.share).toBeGreaterThan(0.9);
  });

  test("does not depend on units, and repeats itself", async () => {
    const levels = [cheap, linked((f) => f + 1)].map(({ X, y }) => ({ X: X.slice(0, 5), y: y.slice(0, 5) }));
    const model = await multiFidelity({ links: ["none"] }).fit(levels);
    const again = await multiFidelity({ links: ["none"] }).fit(levels);
    expect(again.predict(between).data).toEqual(model.predict(between).data);
    const scaled = levels.map(({ X, y }) => ({ X: X.map((x) => 1024 * x), y: y.map((v) => v / 4096) }));
    const other = await multiFidelity({ links: ["none"] }).fit(scaled);
    expect(other.predict(between.map((x) => 1024 * x)).map((v) => 4096 * v)).toBeClose(model.predict(between), {
      relative: 1e-3,
    });
  });

  test("its predictions are a distribution, and it comes back from JSON", async () => {
    const model = await multiFidelity({ links: ["linear"] }).fit([cheap, linked((f) => f + 1)]);
    const predictive = model.predictive([0.1, 0.4, 0.45]);
    const { lower, upper } = predictive.interval(0.9);
    expect(predictive.quantile(0.05)).toBeClose(lower);
    expect(
      lower.data.every((value, i) => value < predictive.mean.data[i] && predictive.mean.data[i] < upper.data[i]),
    ).toBe(true);
    // The tails are so heavy that the spread of some hundreds of draws says little: shares do.
    const samples = predictive.sample(1000, { seed: 1 });
    const levels = [0.05, 0.25, 0.5, 0.75, 0.95];
    for (const i of [0, 1, 2]) {
      const drawn = samples.column(i).data;
      const shares = levels.map((level) => drawn.filter((y) => y < predictive.quantile(level).data[i]!).length / 1000);
      expect(shares).toBeClose(levels, { absolute: 0.06 });
    }
    const loaded = loadMultiFidelity(JSON.parse(JSON.stringify(model)));
    expect(loaded.predict(between).data).toEqual(model.predict(between).data);
    expect(loaded.predictive(at).interval(0.95)).toEqual(model.predictive(at).interval(0.95));
    expect(JSON.stringify(loaded)).toBe(JSON.stringify(model));
    const shown = await model[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/13 \+ 5 rows.*\n.*best: linear/);
    expect(shown["text/html"]).toMatch(/<th scope="col".*linear.*<svg/s);
  });

  test("names what is wrong with levels and options", async () => {
    const learn = (...levels: unknown[]) => multiFidelity().fit(levels as FidelityData[]);
    await expect(learn(cheap)).rejects.toMatchObject({ code: "EMPTY", message: /1 levels of data/ });
    await expect(learn(cheap, { X: [0, 1, 2], y: [1] })).rejects.toMatchObject({
      code: "SHAPE_MISMATCH",
      message: "multiFidelity.fit: level 1: X has 3 rows but y has 1. Give one target per row.",
    });
    await expect(
      learn(cheap, {
        X: [
          [0, 1],
          [1, 2],
          [2, 3],
        ],
        y: [1, 2, 3],
      }),
    ).rejects.toThrow(/level 0 has 1 inputs but level 1 has 2/);
    await expect(learn(cheap, { X: [0, 1], y: [1, 2] })).rejects.toThrow(/level 1 has 2 rows, too few/);
    await expect(learn(cheap, { X: [0, 1, 2], y: [1, Number.NaN, 2] })).rejects.toThrow(/y is NaN in row 1/);
    expect(() => multiFidelity({ link: "linear" } as never)).toThrow(/there is no option link/);
    expect(() => multiFidelity({ links: ["cubic"] as never })).toThrow(/links holds cubic/);
    expect(() => loadMultiFidelity({})).toThrow(/no saved model/);
  });
});

test("co-kriging of three levels agrees with numpy", () => {
  const expected = reference("gp/multi-fidelity.json");
  const kernels = [0, 1, 2].map((level) => (level === 0 ? baseKernel("rbf", 2) : discrepancyKernel("rbf", 2)));
  const values = Float64Array.from([...expected.values, 0, 0]);
  const X = stackRows(...expected.X.map((rows: number[][], level: number) => withLevel(asMatrix(rows), level)));
  const process = new ConditionedProcess(
    autoregressiveFamily(kernels, 2).bind(values),
    X,
    new NDArray(Float64Array.from(expected.y.flat())),
  );
  const close = { relative: 1e-7, absolute: 1e-7 };
  const { mean, variance } = process.moments(withLevel(asMatrix(expected.Z), 2));
  expect(process.logLikelihood).toBeClose(expected.logLikelihood, close);
  expect(mean).toBeClose(expected.mean, close);
  expect(variance).toBeClose(expected.variance, close);
  expect(process.leaveOneOut().mean).toBeClose(expected.leaveOneOutMean, close);
});
