import {
  asMatrix,
  determinant,
  gaussianPredictive,
  inverse,
  matmul,
  type NDArray,
  randomStream,
} from "@mesoscope/core";
import { conserve, covarianceIntersection, inverseVariance } from "@mesoscope/fusion";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const estimate = (mean: number[], std: number[]) => gaussianPredictive({ mean, std });

/** A random belief about n quantities. */
function belief(seed: number, n: number) {
  const stream = randomStream(seed);
  const root = stream.normals([n, n]);
  const covariance = matmul(root, root.transpose()).map((value, at) => value + (at % (n + 1) === 0 ? 0.1 : 0));
  const variance = Array.from({ length: n }, (_, i) => covariance.get(i, i));
  return gaussianPredictive({ mean: stream.normals([n]), variance, covariance });
}

describe("inverseVariance", () => {
  test("is the mean of equal sources, and surer by the root of their number", () => {
    const sources = [1, 2, 6].map((value) => estimate([value], [3]));
    const fused = inverseVariance(sources);
    expect(fused.estimate.mean).toBeClose([3]);
    expect(fused.estimate.std).toBeClose([Math.sqrt(3)]);
    expect(fused.weights).toBeClose([[1 / 3], [1 / 3], [1 / 3]]);
    expect(fused.birgeRatio).toBeClose(Math.sqrt(14 / 9 / 2));
  });

  test("weighs by matrices as it does entry by entry, where nothing is correlated", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const stream = randomStream(seed);
        const sources = [0, 1, 2].map(() => ({
          mean: stream.normals([4]),
          std: stream.normals([4]).map((value) => Math.exp(value)),
        }));
        const plain = inverseVariance(sources);
        const joint = inverseVariance(sources.map((source) => gaussianPredictive(source)));
        expect(joint.estimate.mean).toBeClose(plain.estimate.mean, { relative: 1e-9, absolute: 1e-12 });
        expect(joint.estimate.std).toBeClose(plain.estimate.std, { relative: 1e-9 });
        expect(joint.weights).toBeClose(plain.weights, { relative: 1e-9 });
        expect(joint.birgeRatio).toBeClose(plain.birgeRatio, { relative: 1e-9 });
      }),
      { numRuns: 20 },
    );
  });

  test("is the update of a Kalman filter", () => {
    const [a, b] = [belief(1, 3), belief(2, 3)];
    const { estimate: fused } = inverseVariance([a, b]);
    // P = A (A + B)⁻¹ B, m = B (A + B)⁻¹ a + A (A + B)⁻¹ b
    const total = a.covariance.map((value, at) => value + b.covariance.data[at]!);
    const back = matmul(total, matmul(inverse(a.covariance), fused.covariance));
    expect(back).toBeClose(b.covariance, { relative: 1e-8, absolute: 1e-10 });
  });

  test("refuses what cannot be joined", () => {
    expect(() => inverseVariance([estimate([1], [1])])).toThrow(code("EMPTY"));
    expect(() => inverseVariance([estimate([1], [1]), estimate([1, 2], [1, 1])])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => inverseVariance([estimate([1], [1]), estimate([1], [0])])).toThrow(
      /source 1: entry 0 has no uncertainty/,
    );
    expect(() => inverseVariance([estimate([1], [1]), estimate([Number.NaN], [1])])).toThrow(code("NOT_FINITE"));
  });
});

describe("covarianceIntersection", () => {
  test("never claims more than any hidden correlation allows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.double({ min: -0.99, max: 0.99, noNaN: true }), (seed, rho) => {
        const stream = randomStream(seed);
        const [s1, s2] = [Math.exp(stream.normal()), Math.exp(stream.normal())];
        const { weights, estimate: fused } = covarianceIntersection([estimate([0], [s1]), estimate([1], [s2])]);
        const [w1, w2] = weights.column(0).data as unknown as [number, number];
        const [g1, g2] = [(w1 / s1 ** 2) * fused.std.data[0]! ** 2, (w2 / s2 ** 2) * fused.std.data[0]! ** 2];
        const actual = g1 ** 2 * s1 ** 2 + g2 ** 2 * s2 ** 2 + 2 * g1 * g2 * rho * s1 * s2;
        expect(fused.std.data[0]! ** 2).toBeGreaterThanOrEqual(actual * (1 - 1e-9));
      }),
    );
  });

  test("of one quantity is the surer source", () => {
    const { estimate: fused, weights } = covarianceIntersection([estimate([0], [1]), estimate([5], [2])]);
    expect(fused.mean).toBeClose([0], { absolute: 1e-6 });
    expect(weights.column(0)).toBeClose([1, 0], { absolute: 1e-6 });
  });

  test("finds the least determinant and the least trace", () => {
    const sources = [belief(3, 2), belief(4, 2), belief(5, 2)];
    for (const criterion of ["determinant", "trace"] as const) {
      const size = (matrix: NDArray) =>
        criterion === "trace" ? matrix.get(0, 0) + matrix.get(1, 1) : determinant(matrix);
      const best = size(covarianceIntersection(sources, { criterion }).estimate.covariance);
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i <= 60; i++) {
        for (let j = 0; j <= 60 - i; j++) {
          const weights = [i / 60, j / 60, 1 - (i + j) / 60];
          least = Math.min(least, size(inverseOfSum(sources, weights)));
        }
      }
      expect(best).toBeLessThanOrEqual(least * (1 + 1e-9));
      expect(best).toBeGreaterThan(least * 0.98);
    }
    expect(() => covarianceIntersection(sources, { criterion: "size" as never })).toThrow(code("BAD_OPTION"));
  });
});

function inverseOfSum(sources: readonly ReturnType<typeof belief>[], weights: readonly number[]): NDArray {
  const total = sources
    .map(({ covariance }, k) => inverse2(covariance).map((value) => value * weights[k]!))
    .reduce((sum, part) => sum.map((value, at) => value + part.data[at]!));
  return inverse2(total);
}

function inverse2(matrix: NDArray): NDArray {
  const [a, b, c, d] = matrix.data as unknown as [number, number, number, number];
  const size = a * d - b * c;
  return matrix.map((_, at) => [d / size, -b / size, -c / size, a / size][at]!);
}

describe("conserve", () => {
  const network = {
    operator: [
      [1, -1, -1, 0, 0],
      [0, 1, 0, -1, 0],
      [0, 0, 1, 0, -1],
    ],
    values: [0, 0, 0],
  };

  test("keeps every balance, moves no further than needed and makes all surer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const flows = belief(seed, 5);
        const balanced = conserve(flows, network);
        expect(matmul(network.operator, balanced.mean)).toBeClose([0, 0, 0], { absolute: 1e-11 });
        expect(balanced.std.data.every((value, i) => value <= flows.std.data[i]! * (1 + 1e-9))).toBe(true);
        expect(conserve(balanced, network).mean).toBeClose(balanced.mean, { relative: 1e-9, absolute: 1e-10 });
      }),
      { numRuns: 30 },
    );
  });

  test("is the weighted least change", () => {
    const balanced = conserve(estimate([10, 6, 5], [1, 0.5, 0.5]), { operator: [[1, -1, -1]], values: [0] });
    // The gap of -1 is shared as the variances 1 : 1/4 : 1/4.
    expect(balanced.mean).toBeClose([10 + 1 / 1.5, 6 - 0.25 / 1.5, 5 - 0.25 / 1.5]);
  });

  test("takes repeated balances and leaves known flows alone", () => {
    const flows = estimate([10, 6, 5], [1, 0, 0.5]);
    const once = conserve(flows, { operator: [[1, -1, -1]], values: [0] });
    const twice = conserve(flows, {
      operator: [
        [1, -1, -1],
        [2, -2, -2],
      ],
      values: [0, 0],
    });
    expect(once.mean.data[1]).toBe(6);
    expect(twice.mean).toBeClose(once.mean, { relative: 1e-9 });
  });

  test("keeps balances of mass and of energy alike, whatever their units", () => {
    const flows = estimate([3e-6, 1e-6, 1e-6, 5e9, 4e9], [1e-7, 1e-7, 1e-7, 1e8, 1e8]);
    const operator = [
      [1, -1, -1, 0, 0],
      [0, 0, 0, 1, -1],
    ];
    const balanced = conserve(flows, { operator, values: [0, 0] });
    const [inlet, left, right, heat, work] = balanced.mean.data as unknown as number[];
    expect(inlet! - left! - right!).toBeClose(0, { absolute: 1e-20 });
    expect(heat! - work!).toBeClose(0, { absolute: 1e-5 });
    expect(balanced.std).toBeClose([
      Math.sqrt(2 / 3) * 1e-7,
      Math.sqrt(2 / 3) * 1e-7,
      Math.sqrt(2 / 3) * 1e-7,
      Math.SQRT1_2 * 1e8,
      Math.SQRT1_2 * 1e8,
    ]);
  });

  test("refuses what is no estimate and no balance", () => {
    const flows = estimate([1, 2], [1, 1]);
    const balance = { operator: [[1, -1]], values: [0] };
    expect(() => conserve(flows, { ...balance, weights: [1] } as never)).toThrow(code("BAD_OPTION"));
    expect(() => conserve(flows, { ...balance, values: [Number.NaN] })).toThrow(code("NOT_FINITE"));
    const withCovariance = (covariance: number[][]) => ({
      mean: flows.mean,
      std: flows.std,
      covariance: asMatrix(covariance),
    });
    expect(() => conserve(withCovariance([[1]]), balance)).toThrow(code("SHAPE_MISMATCH"));
    expect(() =>
      conserve(
        withCovariance([
          [1, 0.5],
          [0, 1],
        ]),
        balance,
      ),
    ).toThrow(/not symmetric: entry \[1, 0\] is 0/);
    const indefinite = withCovariance([
      [1, 2],
      [2, 1],
    ]);
    expect(() => inverseVariance([indefinite, flows])).toThrow(
      /inverseVariance: the covariance of source 0 is not positive/,
    );
  });

  test("refuses what cannot be", () => {
    const contradiction = {
      operator: [
        [1, 0, 0],
        [1, 0, 0],
      ],
      values: [1, 2],
    };
    expect(() => conserve(estimate([1, 2, 3], [1, 1, 1]), contradiction)).toThrow(code("INCONSISTENT"));
    expect(() => conserve(estimate([1, 2], [0, 0]), { operator: [[1, -1]], values: [0] })).toThrow(
      code("INCONSISTENT"),
    );
    expect(() => conserve(estimate([1, 2], [1, 1]), { operator: [[1, -1, 0]], values: [0] })).toThrow(
      code("SHAPE_MISMATCH"),
    );
    expect(() => conserve(estimate([1, Infinity], [1, 1]), { operator: [[1, -1]], values: [0] })).toThrow(
      code("NOT_FINITE"),
    );
  });
});
