import { asMatrix, latinHypercube, median, randomStream } from "@mesoscope/core";
import {
  bayesianOptimization,
  expectedImprovement,
  hypervolume,
  knowledgeGradient,
  loadOptimization,
  lowerConfidenceBound,
  type OptimizationStudy,
  paretoFront,
} from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logExpectedImprovement } from "../../../plugins/gp/dist/optimization/acquisition.js";
import { expectedHypervolumeImprovement } from "../../../plugins/gp/dist/optimization/expected-hypervolume-improvement.js";
import { expectedDrop } from "../../../plugins/gp/dist/optimization/knowledge-gradient.js";
import { freeColumns } from "../../../plugins/gp/dist/optimization/pareto.js";
import "../../contract/close.ts";

const square: [number, number][] = [
  [0, 1],
  [0, 1],
];

function branin([u, v]: number[]): number {
  const [x, y] = [15 * u - 5, 15 * v];
  const { PI } = Math;
  return (y - (5.1 * x * x) / (4 * PI * PI) + (5 * x) / PI - 6) ** 2 + 10 * (1 - 1 / (8 * PI)) * Math.cos(x) + 10;
}
const braninMinimum = 0.397887;

function hartmann6(x: number[]): number {
  const sizes = [1, 1.2, 3, 3.2];
  const widths = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ];
  const centres = [
    [1312, 1696, 5569, 124, 8283, 5886],
    [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650],
    [4047, 8828, 8732, 5743, 1091, 381],
  ];
  return -sizes.reduce((sum, size, i) => {
    return sum + size * Math.exp(-x.reduce((s, value, j) => s + widths[i][j] * (value - centres[i][j] / 1e4) ** 2, 0));
  }, 0);
}

describe("bayesianOptimization", () => {
  test.each([expectedImprovement(), lowerConfidenceBound()])(
    "finds Branin's minimum in 25 evaluations by $name",
    async (acquisition) => {
      const study = await bayesianOptimization({ bounds: square, acquisition }).run(branin, { evaluations: 25 });
      expect(study.best.value - braninMinimum).toBeLessThan(0.05);
      const stream = randomStream(9);
      const regrets = Array.from({ length: 40 }, () => {
        const values = Array.from({ length: 25 }, () => branin([stream.uniform(), stream.uniform()]));
        return Math.min(...values) - braninMinimum;
      });
      expect(median(regrets)).toBeGreaterThan(0.5);
    },
  );

  test("beats random search on Hartmann-6", async () => {
    const bounds = Array.from({ length: 6 }, (): [number, number] => [0, 1]);
    const study = await bayesianOptimization({ bounds, seed: 1 }).run(hartmann6, { evaluations: 40 });
    const stream = randomStream(1);
    const random = Array.from({ length: 400 }, () => hartmann6(Array.from(stream.uniforms(6).data)));
    expect(study.best.value).toBeLessThan(Math.min(...random));
    expect(study.best.value).toBeLessThan(-2.8);
  });

  test("uses the knowledge gradient where evaluations are noisy", async () => {
    const stream = randomStream(4);
    const noisy = ([x]: number[]) => (x - 0.3) ** 2 + 0.02 * stream.normal();
    const study = bayesianOptimization({ bounds: [[0, 1]], acquisition: knowledgeGradient() });
    await study.run(noisy, { evaluations: 12 });
    const near = study.evaluations.slice(4).filter(({ X }) => Math.abs(X[0] - 0.3) < 0.2).length;
    expect(near).toBeGreaterThanOrEqual(4);
  });

  test("keeps constraints", async () => {
    const study = bayesianOptimization({ bounds: square, constraints: 1 });
    await study.run(([x, y]) => ({ value: x + y, constraints: [1.2 - 3 * x * y - x] }), { evaluations: 22 });
    // On the border y = (1.2 − x) / (3x) the sum is least at x = √0.4.
    const x = Math.sqrt(0.4);
    const { value, isFeasible } = study.best;
    expect(isFeasible).toBe(true);
    expect(value - (x + (1.2 - x) / (3 * x))).toBeLessThan(0.03);
  });

  test("takes whole numbers", async () => {
    const study = bayesianOptimization({
      bounds: [
        [0, 10],
        [0, 1],
      ],
      integers: [0],
    });
    await study.run(([n, x]) => (n - 7) ** 2 + (x - 0.4) ** 2, { evaluations: 20 });
    expect(study.best.X[0]).toBe(7);
    expect(study.evaluations.every(({ X }) => Number.isInteger(X[0]))).toBe(true);
  });

  test("fills the front of two objectives better than random points", async () => {
    const both = ([x, y]: number[]) => [x * x + y * y, (x - 1) ** 2 + (y - 0.5) ** 2];
    const study = bayesianOptimization({ bounds: square, objectives: 2 });
    await study.run((x) => ({ value: both(x) }), { evaluations: 20 });
    const found = hypervolume(
      study.front.map(({ objectives }) => [...objectives]),
      [2, 2],
    );
    const random = latinHypercube(20, 2, { seed: 5 });
    const other = hypervolume(
      Array.from({ length: 20 }, (_, i) => both(random.row(i).toArray() as number[])),
      [2, 2],
    );
    expect(found).toBeGreaterThan(other + 0.02);
    expect(study.front.length).toBeGreaterThan(8);
    expect(() => study.best).toThrow(/2 objectives, so no single best/);
  });

  test("asks for several points that differ, goes on from JSON, and shows itself", async () => {
    const study = bayesianOptimization({ bounds: square, seed: 3 });
    const first = await study.ask({ count: 8 });
    expect(first.shape).toEqual([8, 2]);
    study.tell(
      first.slice(0, 6),
      Array.from({ length: 6 }, (_, i) => branin(Array.from(first.row(i).data))),
    );
    const batch = await study.ask({ count: 4 });
    expect((await study.ask({ count: 4 })).data).toEqual(batch.data);
    const distances = Array.from({ length: 4 }, (_, i) =>
      Array.from({ length: i }, (_, j) =>
        Math.hypot(batch.get(i, 0) - batch.get(j, 0), batch.get(i, 1) - batch.get(j, 1)),
      ),
    ).flat();
    expect(Math.min(...distances)).toBeGreaterThan(0.01);
    const again = loadOptimization(JSON.parse(JSON.stringify(study)));
    expect((await again.ask({ count: 4 })).data).toEqual(batch.data);
    const shown = await study[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/6 evaluations, 6 allowed; the lowest first\nevaluation +objective +x0 +x1/);
    expect(shown["text/html"]).toMatch(/<th scope="col".*<svg/s);
  });

  test("keeps what it has when an evaluation fails", async () => {
    const study: OptimizationStudy = bayesianOptimization({ bounds: [[0, 1]] });
    let calls = 0;
    const failing = ([x]: number[]) => (++calls === 4 ? Number.NaN : x);
    await expect(study.run(failing, { evaluations: 9 })).rejects.toMatchObject({ code: "MISSING_VALUES" });
    expect(study.evaluations.length).toBe(3);
  });

  test("names what is wrong", async () => {
    // biome-ignore lint/suspicious/noExplicitAny: these calls are wrong on purpose
    const wrong = (options: any) => () => bayesianOptimization(options);
    expect(wrong({})).toThrow(/bounds are missing/);
    expect(wrong({ bounds: [[1, 0]] })).toThrow(/bounds of input 0 are 1,0/);
    expect(wrong({ bounds: square, integers: [2] })).toThrow(/integers names input 2 of 2/);
    expect(wrong({ bounds: square, objectives: 4 })).toThrow(/objectives is 4/);
    expect(wrong({ bounds: square, constraints: -1 })).toThrow(/constraints is -1/);
    expect(wrong({ bounds: square, acquisition: "ei" })).toThrow(/acquisition is none/);
    expect(wrong({ bounds: square, tries: 3 })).toThrow(/no option tries/);
    const study = bayesianOptimization({ bounds: square });
    expect(() => study.best).toThrow(/nothing was evaluated yet/);
    expect(() => study.tell([[0, 0]], [1, 2])).toThrow(/X has shape \[1,2\] for 2 outcomes/);
    expect(() => study.tell([[0, 0]], [{ value: [1, 2] }])).toThrow(
      /outcome 0 has 2 objectives and 0 constraints, not 1 and 0/,
    );
    await expect(study.ask({ count: 0 })).rejects.toThrow(/count is 0/);
    expect(() => lowerConfidenceBound({ confidence: -1 })).toThrow(/confidence is -1/);
    expect(() => loadOptimization({})).toThrow(/no saved study/);
  });
});

describe("acquisitions are exact", () => {
  const integrate = (f: (z: number) => number) => {
    const n = 4000;
    let sum = 0;
    for (let i = 0; i <= n; i++) {
      const z = -10 + (20 * i) / n;
      sum += f(z) * Math.exp((-z * z) / 2) * (i === 0 || i === n ? 0.5 : 1);
    }
    return (sum * 20) / n / Math.sqrt(2 * Math.PI);
  };

  test("expected improvement, against quadrature and in the far tail", () => {
    for (const [mean, std, best] of [
      [0, 1, 0.5],
      [2, 0.7, 1],
      [-1, 0.1, 0],
    ]) {
      const expected = integrate((z) => Math.max(best - mean - std * z, 0));
      expect(Math.exp(logExpectedImprovement(mean, std, best))).toBeClose(expected, { relative: 2e-5 });
    }
    // φ(z)/z² is the leading term of the expansion for large z.
    expect(logExpectedImprovement(60, 1, 0)).toBeClose(-1800 - 0.5 * Math.log(2 * Math.PI) - 2 * Math.log(60), {
      absolute: 1e-3,
    });
  });

  test("the drop of a minimum of lines, against quadrature", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })), {
          minLength: 1,
          maxLength: 6,
        }),
        (lines) => {
          const a = Float64Array.from(lines, ([x]) => x);
          const b = Float64Array.from(lines, ([, x]) => x);
          const expected = Math.min(...a) - integrate((z) => Math.min(...a.map((value, i) => value + b[i] * z)));
          expect(expectedDrop(a, b)).toBeClose(expected, { absolute: 1e-4 });
        },
      ),
      { numRuns: 60 },
    ));

  test.each([2, 3])("the hypervolume of %i objectives, against counting points", (size) => {
    const stream = randomStream(size);
    const rows = Array.from({ length: 7 }, () => Array.from(stream.uniforms(size).data));
    const count = 60_000;
    let hits = 0;
    for (let i = 0; i < count; i++) {
      const point = stream.uniforms(size).data;
      hits += +rows.some((row) => row.every((value, k) => value <= point[k]));
    }
    expect(
      hypervolume(
        rows,
        Array.from({ length: size }, () => 1),
      ),
    ).toBeClose(hits / count, { absolute: 0.008 });
    const front = paretoFront(rows).map((i) => rows[i]);
    expect(
      hypervolume(
        front,
        Array.from({ length: size }, () => 1),
      ),
    ).toBeClose(
      hypervolume(
        rows,
        Array.from({ length: size }, () => 1),
      ),
    );
  });

  test.each([2, 3])("the expected hypervolume improvement of %i objectives, against sampling", (size) => {
    const stream = randomStream(size + 10);
    const rows = Array.from({ length: 5 }, () => Array.from(stream.uniforms(size).data));
    const corner = Array.from({ length: size }, () => 1);
    const [mean, std] = [
      Array.from({ length: size }, (_, k) => 0.3 + 0.1 * k),
      Array.from({ length: size }, (_, k) => 0.2 + 0.1 * k),
    ];
    const before = hypervolume(rows, corner);
    const count = 4000;
    const gains = Array.from(
      { length: count },
      () => hypervolume([...rows, mean.map((m, k) => m + std[k] * stream.normal())], corner) - before,
    );
    const average = gains.reduce((a, b) => a + b, 0) / count;
    const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - average) ** 2, 0)) / count;
    const found = expectedHypervolumeImprovement(mean, std, freeColumns(asMatrix(rows), corner));
    expect(Math.abs(found - average)).toBeLessThan(4 * error);
    expect(error / average).toBeLessThan(0.05);
  });
});
