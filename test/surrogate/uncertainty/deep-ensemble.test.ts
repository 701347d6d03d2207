import { mixturePredictive, NDArray } from "@mesoscope/core";
import { gaussianProcess, loadGaussianProcess, rbf } from "@mesoscope/gp";
import { type ArrayLike, displaySymbol, installRunContext, StopError } from "@mesoscope/sdk";
import { deepEnsemble, loadDeepEnsemble, loadNeuralNetwork, mlp } from "@mesoscope/surrogate";
import { afterEach, describe, expect, test } from "vitest";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import { loadWaves, waves } from "../small-estimators.ts";
import "../../contract/close.ts";

const X = Array.from({ length: 24 }, (_, i) => i / 4);
const y = X.map((x, i) => Math.sin(x) + 0.1 * Math.cos(7 * i));
const member = (seed: number) => waves({ seed, count: 12 });

describe("deepEnsemble", () => {
  keepsEstimatorContract(deepEnsemble(member, { members: 3 }), {
    X,
    y,
    load: (json) => loadDeepEnsemble(json, loadWaves),
  });
  describe("of networks", () =>
    keepsEstimatorContract(
      deepEnsemble((seed) => mlp({ hidden: [4], epochs: 3, seed, device: "reference" }), { members: 2 }),
      { X, y, load: (json) => loadDeepEnsemble(json, loadNeuralNetwork) },
    ));
  afterEach(() => installRunContext(undefined));

  test("is the mixture of its members", async () => {
    const model = await deepEnsemble(member, { members: 4, seed: 2 }).fit(X, y);
    const at = [0.3, 9];
    const alone = await Promise.all([2, 3, 4, 5].map((seed) => member(seed).fit(X, y)));
    const points = alone.map((one) => one.predict(at).data);
    const mean = at.map((_, i) => points.reduce((sum, values) => sum + values[i] / 4, 0));
    const std = at.map((_, i) => Math.sqrt(points.reduce((sum, values) => sum + (values[i] - mean[i]) ** 2 / 4, 0)));
    expect(model.predict(at)).toBeClose(mean);
    expect(model.predictive(at).std).toBeClose(std);
  });

  test("takes the members' own uncertainty in", async () => {
    const process = (seed: number) => gaussianProcess({ kernel: rbf({ lengthScale: 1 + seed }), optimize: false });
    const model = await deepEnsemble(process, { members: 2 }).fit(X, y);
    const parts = await Promise.all([0, 1].map(async (seed) => (await process(seed).fit(X, y)).predictive([2.2])));
    const expected = mixturePredictive(parts, [0.5, 0.5]);
    const found = model.predictive([2.2]);
    expect(found.std).toBeClose(expected.std);
    expect(found.interval(0.9).upper).toBeClose(expected.interval(0.9).upper);
    const loaded = loadDeepEnsemble(JSON.parse(JSON.stringify(model)), loadGaussianProcess);
    expect(loaded.predictive([2.2]).std).toBeClose(expected.std);
  });

  test("disagrees far from the data", async () => {
    const { std } = (await deepEnsemble(member).fit(X, y)).predictive([2.1, 12]);
    expect(std.data[1]).toBeGreaterThan(10 * std.data[0]);
  });

  test("keeps the shape of several outputs, each alone what it is in company", async () => {
    const both = X.map((x, i) => [y[i], x * x]);
    const model = await deepEnsemble(member, { members: 3 }).fit(X, both);
    const predictive = model.predictive([1, 2]);
    expect(predictive.mean.shape).toEqual([2, 2]);
    const single = (await deepEnsemble(member, { members: 3 }).fit(X, y)).predictive([1, 2]);
    const ofFirst = (values: { data: Float64Array }) => [values.data[0], values.data[2]];
    expect(ofFirst(predictive.std)).toBeClose(single.std, { relative: 1e-9 });
    expect(ofFirst(predictive.interval(0.8).lower as NDArray)).toBeClose(single.interval(0.8).lower as NDArray, {
      relative: 1e-9,
    });
    expect(predictive.sample(3).shape).toEqual([3, 2, 2]);
    expect((await model[displaySymbol]())["text/plain"]).toMatch(/Deep ensemble of 3 models.*\nwaves: 12 cosines/);
  });

  test("keeps the members that were fitted before a stop", async () => {
    let steps = 0;
    installRunContext({
      tick: () => (++steps > 3 ? Promise.reject(new StopError("STOPPED", "stopped")) : undefined),
      display: () => Promise.reject(new Error("nothing is shown")),
      clearOutput: () => {},
      input: () => Promise.reject(new Error("nothing is asked")),
    });
    const model = await deepEnsemble(member, { members: 9 }).fit(X, y);
    expect(model.members.length).toBe(3);
  });

  test("names what is wrong", async () => {
    expect(() => deepEnsemble((() => 1) as never)).toThrow(/makes no estimator/);
    expect(() => deepEnsemble(member, { members: 1 })).toThrow(/members is 1/);
    await expect(deepEnsemble(member).fit(X, [...y.slice(1), Number.NaN])).rejects.toThrow(/y is NaN in row 23/);
    await expect(deepEnsemble(member).fit([], [])).rejects.toThrow(/X has 0 rows/);
    expect(() => loadDeepEnsemble({}, loadWaves)).toThrow(/no saved ensemble/);
  });

  test("certain members make intervals that end at their predictions", async () => {
    const shifted = (by: number) => ({
      options: {},
      fit: async () => ({ predict: (_: ArrayLike) => new NDArray(Float64Array.of(by)), toJSON: () => by }),
    });
    const { lower, upper } = (await deepEnsemble(shifted, { members: 3 }).fit([1], [1])).predictive([1]).interval(0.9);
    expect([lower.data[0], upper.data[0]]).toBeClose([0, 2], { absolute: 1e-12 });
  });
});
