import { beta, exponential, gumbel, latinHypercube, normal, normalQuantile, uniform } from "@mesoscope/core";
import {
  type ChaosInput,
  loadPolynomialChaos,
  monteCarlo,
  type PolynomialInput,
  polynomialChaos,
  unscentedTransform,
} from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import { gaussRule, orthonormalAt } from "../../../plugins/gp/dist/propagation/orthogonal-polynomials.js";
import { reference } from "../../contract/close.ts";

const expected = reference("gp/propagation.json");
const inputs: PolynomialInput[] = [
  { kind: "uniform", low: 1, high: 3 },
  { kind: "normal", mean: 0.5, std: 0.4 },
  { kind: "gamma", shape: 2.5, scale: 0.3 },
  { kind: "beta", a: 2, b: 3.5, low: -1, high: 2 },
];
const f = ([a, b, c, d]: number[]) => Math.sin(a) * Math.exp(b) + c * c * d + 0.3 * a * d;
const close = { relative: 1e-7, absolute: 1e-8 };

describe("polynomialChaos agrees with chaospy", () => {
  test("by quadrature", async () => {
    const model = await polynomialChaos({ inputs, degree: 4 }).run(f);
    const { first, total } = model.sobol();
    expect([model.mean, model.std]).toBeClose([expected.quadrature.mean, expected.quadrature.std], close);
    expect(model.predict(expected.Z)).toBeClose(expected.quadrature.at, close);
    expect(first).toBeClose(expected.quadrature.first, close);
    expect(total).toBeClose(expected.quadrature.total, close);
  });

  test("by least squares", async () => {
    const model = await polynomialChaos({ inputs, degree: 4 }).fit(expected.X, expected.y);
    const { first, total } = model.sobol();
    expect([model.mean, model.std]).toBeClose([expected.leastSquares.mean, expected.leastSquares.std], close);
    expect(model.predict(expected.Z)).toBeClose(expected.leastSquares.at, close);
    expect(first).toBeClose(expected.leastSquares.first, close);
    expect(total).toBeClose(expected.leastSquares.total, close);
  });
});

describe("polynomialChaos", () => {
  test.each(inputs.map((input) => [input.kind, input] as const))(
    "%s polynomials are orthonormal under their rule",
    (_, input) => {
      const { points, weights } = gaussRule(input, 6);
      const values = points.map((x) => orthonormalAt(input, 5, x));
      for (let i = 0; i <= 5; i++) {
        for (let j = 0; j <= i; j++) {
          const inner = weights.reduce((sum, weight, k) => sum + weight * values[k][i] * values[k][j], 0);
          expect(inner).toBeClose(+(i === j), { absolute: 1e-10 });
        }
      }
    },
  );

  test("says how sure it is of the mean, and how wrong it is", async () => {
    const one: PolynomialInput[] = [{ kind: "uniform", low: 0, high: 1 }];
    let held = 0;
    for (let seed = 0; seed < 60; seed++) {
      const X = latinHypercube(30, 1, { seed });
      const noise = latinHypercube(30, 1, { seed: seed + 500 }).data.map((p) => 0.2 * normalQuantile(p));
      const model = await polynomialChaos({ inputs: one, degree: 2 }).fit(
        X,
        X.data.map((x, i) => x * x + noise[i]),
      );
      held += +(Math.abs(model.mean - 1 / 3) < 2 * model.meanError!);
      expect(model.leaveOneOutError).toBeClose(0.2, { absolute: 0.1 });
    }
    expect(held).toBeGreaterThan(51);
  });

  test("takes distributions of core and plain ranges", async () => {
    const f = ([a, b, c]: readonly number[] | Float64Array) => a! + a! * b! + c! ** 2;
    const given: ChaosInput[] = [[1, 3], normal({ mean: 0.5, std: 0.4 }), exponential({ scale: 2 })];
    const plain: ChaosInput[] = [
      { kind: "uniform", low: 1, high: 3 },
      { kind: "normal", mean: 0.5, std: 0.4 },
      { kind: "gamma", shape: 1, scale: 2 },
    ];
    const [model, same] = [
      await polynomialChaos({ inputs: given }).run(f),
      await polynomialChaos({ inputs: plain }).run(f),
    ];
    expect(model.toJSON()).toEqual(same.toJSON());
    expect(model.mean).toBeClose(2 + 2 * 0.5 + 8, { relative: 1e-12 });
    expect(await polynomialChaos({ inputs: [beta({ alpha: 2, beta: 3 }), uniform()] }).run(([a]) => a!)).toMatchObject({
      mean: expect.closeTo(0.4, 12),
    });
    expect(() => polynomialChaos({ inputs: [gumbel({ location: 0, scale: 1 })] })).toThrow(/kind gumbel/);
  });

  test("comes back from JSON, shows itself, and names what is wrong", async () => {
    const spec = polynomialChaos({ inputs, degree: 2 });
    const model = await spec.run(f);
    expect(loadPolynomialChaos(JSON.parse(JSON.stringify(model))).predict(expected.Z).data).toEqual(
      model.predict(expected.Z).data,
    );
    expect((await model[displaySymbol]())["text/html"]).toMatch(
      /Polynomial chaos of degree 2, 15 terms from 81 evaluations/,
    );
    await expect(spec.fit([[1, 0, 1, 0]], [1])).rejects.toThrow(/X has 1 rows for 15 terms/);
    await expect(spec.fit([[1, 0]], [1])).rejects.toThrow(/X has 2 columns but 4 inputs were described/);
    const same = Array.from({ length: 20 }, () => [2, 0, 1, 0]);
    await expect(
      spec.fit(
        same,
        same.map(() => 1),
      ),
    ).rejects.toMatchObject({ code: "SINGULAR" });
    await expect(polynomialChaos({ inputs, degree: 30 }).run(f)).rejects.toThrow(/needs 923521 evaluations/);
    expect(() => polynomialChaos({ inputs: [] })).toThrow(/there are no inputs/);
    expect(() => polynomialChaos({ inputs: [{ kind: "cauchy" } as never] })).toThrow(/input 0 is of kind cauchy/);
    expect(() => polynomialChaos({ inputs: [{ kind: "normal", mean: 0, std: -1 }] })).toThrow(
      /which is no normal distribution/,
    );
    expect(() => polynomialChaos({ inputs, degree: 0 })).toThrow(/degree is 0/);
    expect(() => model.predict([[1]])).toThrow(/X has 1 columns but the model has 4 inputs/);
    expect(() => loadPolynomialChaos({})).toThrow(/no saved polynomial chaos/);
  });
});

describe("monteCarlo", () => {
  test("its errors hold the truth over seeds", async () => {
    const normal = { quantile: normalQuantile };
    let held = 0;
    let spread = 0;
    for (let seed = 0; seed < 100; seed++) {
      const result = await monteCarlo(([z]) => Math.exp(z / 2), [normal], { seed, samples: 400 });
      held += +(Math.abs(result.mean - Math.exp(1 / 8)) < 1.96 * result.meanError);
      spread += +(Math.abs(result.std - Math.exp(1 / 8) * Math.sqrt(Math.exp(1 / 4) - 1)) < 1.96 * result.stdError);
    }
    expect(held).toBeGreaterThan(88);
    expect(spread).toBeGreaterThan(80);
  });

  test("gives quantiles, shows itself, and names what is wrong", async () => {
    const result = await monteCarlo(([a]) => 3 * a, [[0, 1]], { samples: 3000 });
    expect(result.interval(0.9).lower).toBeClose(0.15, { absolute: 0.06 });
    expect(result.quantile(0.5)).toBeClose(1.5, { absolute: 0.1 });
    expect((await result[displaySymbol]())["text/html"]).toMatch(/Result of 3000 random inputs.*<svg/s);
    await expect(monteCarlo(([a]) => a, [[0, 1]], { samples: 1 })).rejects.toThrow(/samples is 1/);
    await expect(monteCarlo(([a]) => 1 / (a - a), [[0, 1]])).rejects.toMatchObject({ code: "MISSING_VALUES" });
  });
});

describe("unscentedTransform", () => {
  const covariance = [
    [0.5, 0.2],
    [0.2, 0.3],
  ];

  test.each([0.5, 1, 1.7])("is exact for lines, and in the mean for squares, with spread %d", (spread) => {
    const linear = unscentedTransform(([a, b]) => [2 * a - b, a + 3], [1, 2], covariance, { spread });
    expect(linear.mean).toBeClose([0, 4], { absolute: 1e-12 });
    expect(linear.covariance).toBeClose(
      [
        [4 * 0.5 - 4 * 0.2 + 0.3, 2 * 0.5 - 0.2],
        [2 * 0.5 - 0.2, 0.5],
      ],
      { relative: 1e-12 },
    );
    const square = unscentedTransform(([a, b]) => a * b, [1, 2], covariance, { spread });
    expect(square.mean).toBeClose([2.2], { relative: 1e-12 });
  });

  test("names what is wrong", () => {
    expect(() => unscentedTransform(([a]) => a, [1], covariance)).toThrow(
      /mean has 1 entries but covariance has shape \[2,2\]/,
    );
    expect(() => unscentedTransform(([a]) => a, [1], [[1]], { spread: 0 })).toThrow(/spread is 0/);
    expect(() => unscentedTransform(() => Number.NaN, [1], [[1]])).toThrow(/gave no finite number/);
    expect(() => unscentedTransform(([a]) => a, [1], [[-1]])).toThrow(
      expect.objectContaining({ code: "NOT_POSITIVE_DEFINITE" }),
    );
  });
});
