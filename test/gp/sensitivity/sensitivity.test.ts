import { latinHypercube, normalQuantile } from "@mesoscope/core";
import { gaussianProcess, mainEffects, rbf, shapleyEffects, sobolIndices } from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import { sobolEstimates } from "../../../plugins/gp/dist/sensitivity/sobol-estimators.js";
import { reference } from "../../contract/close.ts";

const expected = reference("gp/sensitivity.json");
const { PI } = Math;
const ishigami = ([a, b, c]: number[]) => Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
const circle: [number, number][] = [
  [-PI, PI],
  [-PI, PI],
  [-PI, PI],
];
// Exact, from the integrals of the function.
const variance = 0.5 + 49 / 8 + (0.1 * PI ** 4) / 5 + (0.01 * PI ** 8) / 18;
const exact = {
  first: [(0.5 * (1 + (0.1 * PI ** 4) / 5) ** 2) / variance, 49 / 8 / variance, 0],
  total: [1 - 49 / 8 / variance, 49 / 8 / variance, (8 * 0.01 * PI ** 8) / 225 / variance],
};

describe("sobolIndices", () => {
  test("the estimates are SALib's", () => {
    const rows = expected.a.map((_: number, i: number) => i);
    const { first, total } = sobolEstimates(expected, rows);
    expect(first).toBeClose(expected.first, { absolute: 1e-12 });
    expect(total).toBeClose(expected.total, { absolute: 1e-12 });
  });

  test.each([0, 1, 2, 3, 4])(
    "Ishigami's function with 8190 evaluations, first order within 0.01, seed %i",
    async (seed) => {
      const indices = await sobolIndices(ishigami, circle, { samples: 1638, seed, resamples: 40 });
      expect(indices.evaluations).toBe(8190);
      expect(indices.first).toBeClose(exact.first, { absolute: 0.01 });
      expect(indices.total).toBeClose(exact.total, { absolute: 0.015 });
      expect(indices.variance).toBeClose(variance, { relative: 0.02 });
      for (const j of [0, 1, 2]) {
        expect(indices.firstInterval[j].lower).toBeLessThanOrEqual(exact.first[j] + 1e-9);
        expect(indices.firstInterval[j].upper).toBeGreaterThanOrEqual(exact.first[j] - 1e-9);
      }
    },
  );

  test("takes the mean of a model, or draws of it, whose spread is in the intervals", async () => {
    const X = latinHypercube(40, 2, { seed: 2 });
    const f = ([a, b]: number[]) => Math.sin(3 * a) + 0.5 * b;
    const y = Array.from({ length: 40 }, (_, i) => f(Array.from(X.row(i).data)));
    const model = await gaussianProcess({ kernel: rbf() }).fit(X, y);
    const square: [number, number][] = [
      [0, 1],
      [0, 1],
    ];
    const truth = await sobolIndices(f, square, { samples: 4000, resamples: 10 });
    const mean = await sobolIndices(model, square, { samples: 4000, resamples: 10 });
    expect(mean.first).toBeClose(truth.first, { absolute: 0.01 });
    const few = await gaussianProcess({ kernel: rbf(), noise: 0.05 }).fit(X.slice(0, 9), y.slice(0, 9));
    const drawn = await sobolIndices(few, square, { samples: 128, draws: 10 });
    const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower;
    const certain = await sobolIndices(few, square, { samples: 128 });
    expect(width(drawn.firstInterval[1])).toBeGreaterThan(width(certain.firstInterval[1]));
    await expect(sobolIndices(f, square, { draws: 5 })).rejects.toThrow(/draws needs a model with predictive/);
    await expect(sobolIndices(few, square, { draws: 5, samples: 2000 })).rejects.toThrow(
      /at 8000 points jointly are too many/,
    );
  });

  test("shows a table and a figure", async () => {
    const indices = await sobolIndices(ishigami, circle, { samples: 64 });
    const shown = await indices[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/Sobol indices, 320 evaluations.*\ninput +first/);
    expect(shown["text/html"]).toMatch(/<th scope="row".*<svg/s);
  });

  test("names what is wrong", async () => {
    await expect(sobolIndices(ishigami, [])).rejects.toThrow(/sobolIndices: there are no inputs/);
    await expect(sobolIndices(ishigami, [[1, 0]] as never)).rejects.toThrow(/input 0 is \[1,0\]/);
    await expect(sobolIndices(ishigami, [{} as never])).rejects.toThrow(/input 0 has no quantile function/);
    await expect(sobolIndices(ishigami, circle, { samples: 3 })).rejects.toThrow(/samples is 3/);
    await expect(sobolIndices(3 as never, circle)).rejects.toThrow(/the first argument is no function/);
    await expect(sobolIndices(() => Number.NaN, circle)).rejects.toMatchObject({ code: "MISSING_VALUES" });
    const flat = await sobolIndices(() => 2, circle, { samples: 16 });
    expect(flat.first).toEqual([0, 0, 0]);
  });
});

describe("shapleyEffects", () => {
  test("are exact for a line with dependent normal inputs, within four standard errors", async () => {
    const inputs = expected.deviations.map((deviation: number) => ({
      quantile: (p: number) => deviation * normalQuantile(p),
    }));
    const line = (x: number[]) => x.reduce((sum, value, j) => sum + expected.slopes[j] * value, 0);
    const { effects, errors } = await shapleyEffects(line, inputs, {
      correlation: expected.correlation,
      samples: 1000,
    });
    for (const j of [0, 1, 2]) {
      expect(Math.abs(effects[j] - expected.shapley[j])).toBeLessThan(4 * errors[j]);
      expect(errors[j]).toBeLessThan(0.02);
    }
    expect(effects.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    const independent = await shapleyEffects(line, inputs, { samples: 1000 });
    const shares = expected.slopes.map((slope: number, j: number) => (slope * expected.deviations[j]) ** 2);
    const all = shares.reduce((a: number, b: number) => a + b, 0);
    for (const j of [0, 1, 2]) {
      expect(Math.abs(independent.effects[j] - shares[j] / all)).toBeLessThan(4 * independent.errors[j]);
    }
  });

  test("names what is wrong", async () => {
    const inputs: [number, number][] = [
      [0, 1],
      [0, 1],
    ];
    const f = ([a]: number[]) => a;
    await expect(shapleyEffects(f, inputs, { correlation: [[1]] })).rejects.toThrow(
      /correlation has shape \[1,1\] for 2 inputs/,
    );
    await expect(
      shapleyEffects(f, inputs, {
        correlation: [
          [1, 2],
          [2, 1],
        ],
      }),
    ).rejects.toMatchObject({ code: "NOT_POSITIVE_DEFINITE" });
    await expect(
      shapleyEffects(
        f,
        Array.from({ length: 11 }, () => [0, 1] as const),
      ),
    ).rejects.toThrow(/11 inputs have too many subsets/);
    await expect(shapleyEffects(f, inputs, { samples: 1 })).rejects.toThrow(/samples is 1/);
  });
});

describe("mainEffects", () => {
  test("are the means over the other inputs", async () => {
    const { curves } = await mainEffects(
      ([a, b]) => a * b + a,
      [
        [0, 2],
        [0, 1],
      ],
      { points: 5 },
    );
    expect(curves[0].mean).toBeClose(
      curves[0].x.map((a) => 1.5 * a),
      { absolute: 0.01 },
    );
    expect(curves[1].mean).toBeClose(
      curves[1].x.map((b) => b + 1),
      { absolute: 0.01 },
    );
  });

  test("show themselves, and name what is wrong", async () => {
    const effects = await mainEffects(([a]) => a, [[0, 1]], { points: 3, samples: 4 });
    expect((await effects[displaySymbol]())["text/html"]).toMatch(/<th.*<svg/s);
    await expect(mainEffects(([a]) => a, [[0, 1]], { points: 1 })).rejects.toThrow(/points is 1/);
  });
});
