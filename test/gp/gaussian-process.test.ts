import { inspect } from "node:util";
import { NDArray, randomStream } from "@mesoscope/core";
import {
  constant,
  fixed,
  gaussianProcess,
  linear,
  loadGaussianProcess,
  matern,
  periodic,
  productOf,
  rationalQuadratic,
  rbf,
  sumOf,
} from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keepsEstimatorContract } from "../contract/estimator-contract.ts";
import "../contract/close.ts";

const X1 = Array.from({ length: 12 }, (_, i) => i / 2);
const y1 = X1.map((x, i) => Math.sin(x) + 0.02 * (-1) ** i);
const stream = randomStream(3);
const X2 = stream.uniforms([40, 2]);
const y2 = Array.from(
  { length: 40 },
  (_, i) => Math.sin(5 * X2.get(i, 0)) + X2.get(i, 1) ** 2 + 0.05 * stream.normal(),
);

describe("gaussianProcess", () => {
  keepsEstimatorContract(gaussianProcess({ noise: 1e-6 }), { X: X1, y: y1, load: loadGaussianProcess });
  keepsEstimatorContract(gaussianProcess({ kernel: sumOf(rbf(), linear()), starts: 5, seed: 2 }), {
    X: X2,
    y: y2,
    load: loadGaussianProcess,
  });

  test("is certain where it was told, unsure far away", async () => {
    const exact = y1.map((_, i) => Math.sin(X1[i]));
    const model = await gaussianProcess({ noise: fixed(0) }).fit(X1, exact);
    const told = model.predictive(X1);
    expect(told.mean).toBeClose(exact, { absolute: 1e-6 });
    expect(Math.max(...told.std.data)).toBeLessThan(1e-4);
    const far = model.predictive([60]);
    expect(far.std.data[0]).toBeGreaterThan(0.9 * model.outputScale);
  });

  test("is surer with more data, at the same hyper-parameters", () => {
    const spec = gaussianProcess({ kernel: rbf({ lengthScale: 0.3 }), noise: 0.1, mean: 0, optimize: false });
    return fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 9 }),
        async (x) => {
          const y = x.map(() => 1);
          const [some, all] = [await spec.fit(x.slice(0, -1), y.slice(0, -1)), await spec.fit(x, y)];
          const at = [0, 0.2, 0.5, 0.9];
          const [before, after] = [some.predictive(at).std.data, all.predictive(at).std.data];
          // The output scale starts at the size of the targets, which is the same for both.
          for (const i of at.keys()) expect(after[i]).toBeLessThanOrEqual(before[i] * (1 + 1e-9));
        },
      ),
      { numRuns: 30 },
    );
  });

  test("does not depend on the order of the rows", async () => {
    const order = randomStream(1).permutation(40);
    const [a, b] = [
      await gaussianProcess().fit(X2, y2),
      await gaussianProcess().fit(
        X2.take(order),
        Array.from(order, (i) => y2[i]),
      ),
    ];
    expect(b.logMarginalLikelihood).toBeClose(a.logMarginalLikelihood, { absolute: 1e-4 });
    expect(b.predict(X2)).toBeClose(a.predict(X2), { absolute: 1e-3 });
  });

  test("does not depend on units, and reports its numbers in them", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: -6, max: 9 }), fc.integer({ min: -6, max: 9 }), async (xPower, yPower) => {
        const [xUnit, yUnit] = [10 ** xPower, 10 ** yPower];
        const first = await gaussianProcess().fit(X2, y2);
        const other = await gaussianProcess().fit(
          X2.map((x, at) => (at % 2 === 0 ? x * xUnit : x)),
          y2.map((y) => y * yUnit),
        );
        const [a, b] = [first.lengthScale, other.lengthScale];
        expect(b[0] / xUnit).toBeClose(a[0], { relative: 0.02 });
        expect(b[1]).toBeClose(a[1], { relative: 0.02 });
        expect(other.outputScale / yUnit).toBeClose(first.outputScale, { relative: 0.05 });
        expect(other.noise / yUnit).toBeClose(first.noise, { relative: 0.01 });
        expect(other.logMarginalLikelihood + y2.length * Math.log(yUnit)).toBeClose(first.logMarginalLikelihood, {
          absolute: 1e-3,
        });
      }),
      { numRuns: 8 },
    ));

  test("the fit is a stationary point of the marginal likelihood", async () => {
    const model = await gaussianProcess().fit(X2, y2);
    expect(Math.max(...model.logMarginalLikelihoodGradient().data.map(Math.abs))).toBeLessThan(0.05);
  });

  test("the gradient is that of finite differences, with an unknown mean and jitter too", async () => {
    const kernel = productOf(constant({ outputScale: 1 }), matern({ lengthScale: [0.4, 0.7] }));
    const spec = (logs: readonly number[], noise: number) =>
      gaussianProcess({
        kernel: kernel.withValues(logs.map(Math.exp), 2),
        noise: noise === 0 ? fixed(0) : noise,
        optimize: false,
      }).fit(twice, [...y2, ...y2]);
    const twice = new NDArray(Float64Array.from([...X2.data, ...X2.data]), [80, 2]);
    for (const noise of [0, 0.1]) {
      const logs = [0.2, -0.8, -0.3];
      const model = await spec(logs, noise);
      expect(model.jitter > 0).toBe(noise === 0);
      const gradient = model.logMarginalLikelihoodGradient().data;
      for (const p of logs.keys()) {
        const moved = async (by: number) =>
          (
            await spec(
              logs.map((log, q) => log + (p === q ? by : 0)),
              noise,
            )
          ).logMarginalLikelihood;
        // Jitter leaves the likelihood with few digits: wide steps, of fourth order.
        const [near, far] = [(await moved(0.02)) - (await moved(-0.02)), (await moved(0.04)) - (await moved(-0.04))];
        const expected = (8 * near - far) / (12 * 0.02);
        expect(gradient[p]).toBeClose(expected, { relative: 2e-4, absolute: 1e-4 });
      }
    }
  });

  test("finds a wave that none of the three starts sees, rather than call it noise", async () => {
    const x = Array.from({ length: 120 }, (_, i) => i / 119);
    const model = await gaussianProcess({ kernel: rbf() }).fit(
      x,
      x.map((value, i) => Math.sin(120 * value) + 0.05 * Math.sin(i * i)),
    );
    expect(model.noise).toBeLessThan(0.2);
  });

  test("calls noise noise", async () => {
    const noise = randomStream(8).normals(60).data;
    const model = await gaussianProcess().fit(randomStream(9).uniforms(60), noise);
    expect(model.noise).toBeGreaterThan(0.8);
  });

  test("fits every kind of kernel", async () => {
    const x = Array.from({ length: 60 }, (_, i) => i / 5);
    const y = x.map((value, i) => 0.3 * value + Math.sin((2 * Math.PI * value) / 3.1) + 0.03 * Math.cos(i * i));
    const model = await gaussianProcess({ kernel: sumOf(linear(), periodic({ period: 3 }), rationalQuadratic()) }).fit(
      x,
      y,
    );
    const period = model.hyperparameters.find(({ name }) => name === "period")!;
    expect(period.value).toBeClose(3.1, { relative: 0.02 });
    expect(period.unit).toBe("unit of x0");
    expect(model.hyperparameters.map(({ name }) => name)).toEqual(
      "slope outputScale lengthScale period outputScale lengthScale mixture noise".split(" "),
    );
    expect(() => model.outputScale).toThrow(/has 2 outputScales/);
    expect(model.predict([14])).toBeClose([0.3 * 14 + Math.sin((2 * Math.PI * 14) / 3.1)], { absolute: 0.3 });
  });

  test("holds what is fixed, and starts from what is given", async () => {
    const kernel = matern({ smoothness: 1.5, lengthScale: fixed([0.4, 0.9]) });
    const model = await gaussianProcess({ kernel, noise: fixed(0.07) }).fit(X2, y2);
    expect(model.lengthScale).toEqual([0.4, 0.9]);
    expect(model.noise).toBe(0.07);
    expect(model.hyperparameters.map(({ isFixed }) => isFixed)).toEqual([false, true, true, true]);
    const given = await gaussianProcess({ kernel: rbf({ lengthScale: 0.5 }) }).fit(X2, y2);
    expect(given.search!.starts).toHaveLength(3);
  });

  test("takes one row, equal rows, equal targets and many rows", async () => {
    const one = await gaussianProcess().fit([[1, 2]], [5]);
    expect(one.predict([[1, 2]])).toBeClose([5]);
    expect(one.predictive([[9, 9]]).std.data[0]).toBeGreaterThan(1);
    const constantTargets = await gaussianProcess().fit(
      X1,
      X1.map(() => 7),
    );
    expect(constantTargets.predict([2.3, 40])).toBeClose([7, 7]);
    const repeated = await gaussianProcess({ noise: fixed(0) }).fit([0, 0, 1, 2, 2], [1, 1, 3, 2, 2]);
    expect(repeated.jitter).toBeGreaterThan(0);
    expect(repeated.predict([0, 1])).toBeClose([1, 3], { absolute: 1e-2 });
    const X = randomStream(5).uniforms([500, 2]);
    const y = Array.from({ length: 500 }, (_, i) => Math.sin(6 * X.get(i, 0)) * X.get(i, 1) + 0.1 * stream.normal());
    const many = await gaussianProcess().fit(X, y);
    expect(many.noise).toBeClose(0.1, { relative: 0.15 });
  });

  test("says what the noise adds", async () => {
    const model = await gaussianProcess().fit(X2, y2);
    const [target, curve] = [model.predictive(X2), model.predictive(X2, { noise: false })];
    const total = curve.std.data.map((std) => Math.hypot(std, model.noise));
    expect(target.std).toBeClose(total, { relative: 1e-12 });
  });

  test("shows numbers in a table, and for one input the fit", async () => {
    const model = await gaussianProcess().fit(X1, y1);
    const shown = await model[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/Gaussian process, σ² · Matérn 5\/2 \+ noise\n {2}12 rows, 1 input\n/);
    expect(shown["text/plain"]).toMatch(/lengthScale +x0 +\S+ +unit of x0 +fitted/);
    expect(shown["text/html"]).toMatch(/<table>.*<th scope="row" style="text-align:left">lengthScale<.*<svg/s);
    expect(shown["text/html"]).toMatch(
      /<td style="text-align:right">[\d.]+<\/td><td style="text-align:left">unit of y</,
    );
    expect(inspect(model)).toBe(shown["text/plain"]);
    const escaped = await gaussianProcess({ optimize: false }).fit(table({ "<b>": X1, "a&b": X1 }), y1);
    expect((await escaped[displaySymbol]())["text/html"]).not.toMatch(/<b>/);
  });

  test("names what is wrong with data and options", async () => {
    const learn = (X: number[][] | number[], y: number[]) => gaussianProcess().fit(X, y);
    await expect(learn(X1, y1.slice(1))).rejects.toMatchObject({
      code: "SHAPE_MISMATCH",
      message: "gaussianProcess.fit: X has 12 rows but y has 11. Give one target per row.",
    });
    await expect(
      learn(
        [
          [1, 2],
          [3, Number.NaN],
        ],
        [1, 2],
      ),
    ).rejects.toMatchObject({
      code: "MISSING_VALUES",
      message: "gaussianProcess.fit: X is NaN in row 1, column 1. Remove the row or fill in the value.",
    });
    await expect(learn([1, 2], [1, Number.POSITIVE_INFINITY])).rejects.toThrow(/y is Infinity in row 1/);
    await expect(learn([], [])).rejects.toMatchObject({ code: "EMPTY" });
    const model = await learn(X1, y1);
    expect(() => model.predict([[1, 2]])).toThrow(/X has 2 columns but the model was fitted with 1/);
    expect(() => model.predictive([Number.NaN])).toThrow(/GaussianProcess.predictive: X is NaN in row 0, column 0/);
    // biome-ignore lint/suspicious/noExplicitAny: these calls are wrong on purpose
    const wrong = (options: any) => () => gaussianProcess(options);
    expect(wrong({ kernal: rbf() })).toThrow(/there is no option kernal/);
    expect(wrong({ kernel: "rbf" })).toThrow(/kernel is no kernel/);
    expect(wrong({ noise: -1 })).toThrow(/noise is -1/);
    expect(wrong({ starts: 0 })).toThrow(/starts is 0/);
    expect(wrong({ mean: Number.NaN })).toThrow(/mean is NaN/);
    expect(() => loadGaussianProcess({ type: "other" })).toThrow(/no saved Gaussian process/);
  });
});

/** A table as polars has it. */
function table(columns: Record<string, number[]>) {
  return {
    columns: Object.keys(columns),
    getColumn: (name: string) => ({ toArray: () => columns[name], length: columns[name].length }),
  };
}
