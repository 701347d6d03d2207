import { randomStream } from "@mesoscope/core";
import { censored, fixed, gaussianProcess, loadGaussianProcess, matern, rbf } from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../contract/close.ts";

/** Life against stress, in logarithms; what lasted beyond 6 was stopped. */
const stream = randomStream(11);
const stress = Array.from({ length: 24 }, (_, i) => 2 - i / 16);
const life = stress.map((x) => 9.5 - 3 * x + 0.15 * stream.normal());
const isRunOut = life.map((value) => value > 6);
const stopped = life.map((value) => Math.min(value, 6));
const targets = censored(stopped, { isLowerBound: isRunOut });

describe("censored targets", () => {
  test("are found in the data", () => {
    expect(isRunOut.filter(Boolean).length).toBeGreaterThan(5);
  });

  test("reduce to the exact process when nothing is censored", async () => {
    const none = await gaussianProcess().fit(stress, censored(life, { isLowerBound: life.map(() => false) }));
    const plain = await gaussianProcess().fit(stress, life);
    expect(none.toJSON()).toEqual(plain.toJSON());
    expect(none.predict(stress).data).toEqual(plain.predict(stress).data);
  });

  test("put run-outs above their bound, where dropping or believing them does not", async () => {
    const model = await gaussianProcess().fit(stress, targets);
    const believed = await gaussianProcess().fit(stress, stopped);
    const mean = model.predict(stress).data;
    const naive = believed.predict(stress).data;
    for (const [i, runOut] of isRunOut.entries()) if (runOut && life[i] > 6.3) expect(mean[i]).toBeGreaterThan(6);
    const error = (values: Float64Array) =>
      Math.hypot(...life.map((value, i) => (isRunOut[i] ? values[i] - value : 0)));
    expect(error(mean)).toBeLessThan(error(naive));
  });

  test("are mirrored by upper bounds", async () => {
    const options = { kernel: matern({ lengthScale: 0.5 }), noise: 0.2, optimize: false, mean: 0 };
    const lower = await gaussianProcess(options).fit(stress, targets);
    const upper = await gaussianProcess(options).fit(
      stress,
      censored(
        stopped.map((value) => -value),
        { isUpperBound: isRunOut },
      ),
    );
    expect(upper.predict(stress)).toBeClose(
      lower.predict(stress).map((value) => -value),
      { relative: 1e-9 },
    );
    expect(upper.logMarginalLikelihood).toBeClose(lower.logMarginalLikelihood, { relative: 1e-9 });
  });

  test("the evidence's gradient is that of finite differences", async () => {
    const logs = [0.3, -0.6, -1.2];
    const spec = ([scale, length, noise]: readonly number[]) =>
      gaussianProcess({
        kernel: rbf({ lengthScale: Math.exp(length) }),
        noise: Math.exp(noise),
        optimize: false,
      }).fit(
        stress,
        censored(
          stopped.map((value) => value * Math.exp(-scale)),
          { isLowerBound: isRunOut },
        ),
      );
    const gradient = (await spec(logs)).logMarginalLikelihoodGradient().data;
    for (const p of [1, 2]) {
      const moved = async (by: number) =>
        (await spec(logs.map((log, q) => log + (p === q ? by : 0)))).logMarginalLikelihood;
      const expected = ((await moved(1e-4)) - (await moved(-1e-4))) / 2e-4;
      expect(gradient[p]).toBeClose(expected, { relative: 1e-5, absolute: 1e-5 });
    }
  });

  test("a bound that is surely kept changes nothing, one far beyond pulls", async () => {
    const options = { kernel: rbf({ lengthScale: 0.5 }), noise: fixed(0.2), optimize: false, mean: 5 };
    const without = await gaussianProcess(options).fit(stress, life);
    const X = [...stress, 1.5];
    const at = (bound: number) =>
      gaussianProcess(options).fit(X, censored([...life, bound], { isLowerBound: X.map((_, i) => i === 24) }));
    expect((await at(-1000)).predict(stress)).toBeClose(without.predict(stress), { relative: 1e-9 });
    expect((await at(20)).predict([1.5]).data[0]).toBeGreaterThan(without.predict([1.5]).data[0] + 0.5);
  });

  test("only bounds, one row, and life at 95 % reliability", async () => {
    const only = await gaussianProcess({ noise: 0.1, optimize: false }).fit(
      [0, 1],
      censored([1, 2], { isLowerBound: [true, true] }),
    );
    expect(Math.min(...only.predict([0, 1]).data)).toBeGreaterThan(1);
    const model = await gaussianProcess().fit(stress, targets);
    const { lower } = model.predictive(stress).interval(0.9);
    expect(model.predictive(stress).quantile(0.05)).toBeClose(lower, { relative: 1e-12 });
  });

  test("leave-one-out says how probable every bound was", async () => {
    const model = await gaussianProcess().fit(stress, targets);
    const { logDensity, std, mean, residual } = model.leaveOneOut();
    for (const [i, runOut] of isRunOut.entries()) {
      expect(residual.data[i]).toBeClose(stopped[i] - mean.data[i], { relative: 1e-12 });
      expect(std.data[i]).toBeGreaterThan(0);
      if (runOut) expect(logDensity.data[i]).toBeLessThanOrEqual(0);
    }
  });

  test("come back from JSON and show themselves", async () => {
    const model = await gaussianProcess().fit(stress, targets);
    const loaded = loadGaussianProcess(JSON.parse(JSON.stringify(model)));
    expect(loaded.predict(stress).data).toEqual(model.predict(stress).data);
    expect(loaded.logMarginalLikelihood).toBe(model.logMarginalLikelihood);
    expect((await model[displaySymbol]())["text/plain"]).toContain(
      `${isRunOut.filter(Boolean).length} of the targets only bounds`,
    );
  });

  test("name what is wrong with flags", () => {
    // biome-ignore lint/suspicious/noExplicitAny: these calls are wrong on purpose
    const wrong = (flags: any) => () => censored([1, 2], { isLowerBound: flags });
    expect(wrong([true])).toThrow(/there are 2 values but isLowerBound has 1 rows/);
    expect(wrong([true, 2])).toThrow(/isLowerBound is 2 in row 1/);
    expect(() => censored([1, 2], { isLowerBound: [true, false], isUpperBound: [1, 0] })).toThrow(/row 0 is both/);
    expect(censored([1, 2], { isLowerBound: { toArray: () => [true, false], length: 2 } }).bounds).toEqual(
      Int8Array.of(1, 0),
    );
  });
});
