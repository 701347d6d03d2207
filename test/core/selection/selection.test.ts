import {
  coefficientOfDetermination,
  crossValidate,
  gridSearch,
  kFold,
  loadPipeline,
  NDArray,
  negativeLogPredictiveDensity,
  pipeline,
  randomSearch,
  randomStream,
  rootMeanSquareError,
  timeSplit,
  uniform,
} from "@mesoscope/core";
import { displaySymbol, installRunContext, runContext, StopError } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import { centered, loadCentered, loadRidge, ridge } from "./simple-models.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const stream = randomStream(8);
const X = stream.normals([40, 3]);
const noise = stream.normals(40);
const y = noise.map((e, i) => 5 + 2 * X.get(i, 0) - X.get(i, 1) + 0.1 * e);

describe("crossValidate", () => {
  test("is what one gets by hand", async () => {
    const splits = kFold(40, { folds: 4, seed: 2 });
    const found = await crossValidate(ridge({}), X, y, {
      splits,
      metrics: { rmse: rootMeanSquareError, r2: coefficientOfDetermination },
      predictiveMetrics: { nlpd: negativeLogPredictiveDensity },
    });
    for (const [k, { train, test }] of splits.entries()) {
      const model = await ridge({}).fit(X.take(train), y.take(train));
      const truth = y.take(test);
      expect(found.scores.rmse!.get(k)).toBe(rootMeanSquareError(truth, model.predict(X.take(test))));
      expect(found.scores.nlpd!.get(k)).toBe(negativeLogPredictiveDensity(truth, model.predictive(X.take(test))));
    }
    expect(found.mean("rmse")).toBeLessThan(0.2);
    expect(found.mean("r2")).toBeGreaterThan(0.98);
    expect(found.std("rmse")).toBeGreaterThan(0);
    expect(found[displaySymbol]()["text/html"]).toContain(">mean</th>");
    expect(String(found)).toMatch(/^cross-validation over 4 splits\nsplit .*learnt from .*tested on .*rmse/);
  });

  test("takes splits in time, targets of names of columns, and five folds by itself", async () => {
    const found = await crossValidate(ridge({}), X, y, { splits: timeSplit(40, { folds: 3 }) });
    expect(Object.keys(found.scores)).toEqual(["rootMeanSquareError"]);
    expect((await crossValidate(ridge({}), X, y)).splits.length).toBe(5);
    expect(() => found.mean("rootMeanSquareEror")).toThrow(/The scores are of rootMeanSquareError/);
  });

  test("names bad input", async () => {
    await expect(crossValidate(ridge({}), X, y.slice(1))).rejects.toThrow(/^crossValidate: X has 40 rows but y has 39/);
    await expect(crossValidate(ridge({}), X, y, { splits: kFold(50) })).rejects.toThrow(
      /holds row 49 but there are 40/,
    );
    await expect(crossValidate(ridge({}), X, y, { splits: [] })).rejects.toThrow(code("SHAPE_MISMATCH"));
    await expect(crossValidate(ridge({}), X, y, { folds: 3 } as never)).rejects.toThrow(/there is no option folds/);
    const silent = { options: {}, fit: async () => ({ predict: () => y.slice(0, 8), toJSON: () => 0 }) };
    const predictiveMetrics = { nlpd: negativeLogPredictiveDensity };
    await expect(crossValidate(silent, X, y, { predictiveMetrics })).rejects.toThrow(/the model has no predictive/);
  });
});

describe("gridSearch", () => {
  test("tries every combination, refits the best, and says what failed", async () => {
    const found = await gridSearch(ridge, { penalty: [1000, 0.01, 10, -1] }, X, y);
    expect(found.best).toEqual({ penalty: 0.01 });
    expect(found.candidates.map(({ options }) => options.penalty)).toEqual([0.01, 10, 1000, -1]);
    expect(found.candidates.at(-1)).toMatchObject({ score: Number.NaN, error: expect.stringMatching(/^ridge\.fit/) });
    const all = await ridge({ penalty: 0.01 }).fit(X, y);
    expect(found.model.predict(X).data).toEqual(all.predict(X).data);
    expect(found.spec.options).toEqual({ penalty: 0.01 });
    expect(String(found)).toMatch(/^4 combinations of options, 1 could not be fitted\nrank +penalty/);
    expect(found[displaySymbol]()["text/html"]).toContain("failed");
  });

  test("crosses several options", async () => {
    const options: { penalty?: number; unused?: string }[] = [];
    const factory = (chosen: { penalty?: number; unused?: string }) => {
      options.push(chosen);
      return ridge({ penalty: chosen.penalty! });
    };
    await gridSearch(factory, { penalty: [1, 2], unused: ["a", "b", "c"] }, X, y);
    expect(new Set(options.map((chosen) => JSON.stringify(chosen))).size).toBe(6);
  });

  test("takes scores of which more is better, and scores of uncertainty", async () => {
    const grid = { penalty: [100, 0.1] };
    const metric = coefficientOfDetermination;
    expect((await gridSearch(ridge, grid, X, y, { metric, goal: "greatest" })).best.penalty).toBe(0.1);
    expect((await gridSearch(ridge, grid, X, y, { metric, goal: "least" })).best.penalty).toBe(100);
    const predictiveMetric = negativeLogPredictiveDensity;
    expect((await gridSearch(ridge, grid, X, y, { predictiveMetric })).best.penalty).toBe(0.1);
  });

  test("names bad input, and lets a stop through", async () => {
    await expect(gridSearch(ridge, { penalty: [] }, X, y)).rejects.toThrow(/no values to try for penalty/);
    await expect(gridSearch(ridge, { penalty: [-1, -2] }, X, y)).rejects.toThrow(/none of 2 combinations has a score/);
    await expect(gridSearch(ridge, { penalty: [1] }, X, y, { goal: "low" as never })).rejects.toThrow(
      code("BAD_OPTION"),
    );
    const outer = runContext();
    installRunContext({ tick: () => Promise.reject(new StopError("STOPPED", "stopped")) } as never);
    await expect(gridSearch(ridge, { penalty: [1] }, X, y)).rejects.toBeInstanceOf(StopError);
    installRunContext(outer);
  });
});

test("randomSearch draws from distributions and lists, the same for one seed", async () => {
  const space = { penalty: uniform({ lower: 0, upper: 50 }) };
  const found = await randomSearch(ridge, space, X, y, { trials: 12, seed: 3 });
  const penalties = found.candidates.map(({ options }) => options.penalty!);
  expect(new Set(penalties).size).toBe(12);
  expect(found.best.penalty).toBe(Math.min(...penalties));
  expect((await randomSearch(ridge, space, X, y, { trials: 12, seed: 3 })).best).toEqual(found.best);
  const listed = await randomSearch(ridge, { penalty: [1, 2] }, X, y, { trials: 8 });
  expect(new Set(listed.candidates.map(({ options }) => options.penalty))).toEqual(new Set([1, 2]));
  await expect(randomSearch(ridge, space, X, y, { trials: 0 })).rejects.toThrow(code("BAD_OPTION"));
});

describe("pipeline", () => {
  const load = { transformers: [loadCentered, loadCentered], model: loadRidge };
  keepsEstimatorContract(pipeline([centered(), centered(), ridge({ penalty: 1 })]), {
    X,
    y,
    load: (json) => loadPipeline(json, load),
  });

  test("fits each step to what the one before gives", async () => {
    const model = await pipeline([centered(), ridge({ penalty: 1 })]).fit(X, y);
    const fitted = await centered().fit(X);
    const alone = await ridge({ penalty: 1 }).fit(fitted.transform(X), y);
    const fresh = new NDArray(
      X.data.map((x) => x + 1),
      X.shape,
    );
    expect(model.predict(fresh).data).toEqual(alone.predict(fitted.transform(fresh)).data);
    expect(model.predictive(fresh).std.data).toEqual(alone.predictive(fitted.transform(fresh)).std.data);
    expect(model.predictive(fresh, { noise: false }).std.data).toEqual(new Float64Array(fresh.shape[0]!));
    const bundle = await (model as unknown as ReturnType<typeof loadRidge>)[displaySymbol]();
    expect(bundle["text/plain"]).toMatch(/^1 transformer, then a line of weights/);
  });

  test("has no predictive where the model has none, and names bad steps", async () => {
    const plain = { options: {}, fit: async () => ({ predict: () => y, toJSON: () => 0 }) };
    expect("predictive" in (await pipeline([centered(), plain]).fit(X, y))).toBe(false);
    expect(() => pipeline([] as never)).toThrow(/^pipeline: there are no steps/);
    expect(() => pipeline([{} as never, ridge({})])).toThrow(/^pipeline: step 0 has no fit/);
    expect(() => loadPipeline({ transformers: [[0]], model: {} }, load)).toThrow(code("BAD_VALUE"));
  });

  test("can be cross-validated", async () => {
    const found = await crossValidate(pipeline([centered(), ridge({})]), X, y);
    expect(found.mean("rootMeanSquareError")).toBeLessThan(0.2);
  });
});
