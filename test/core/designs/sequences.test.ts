import { haltonSequence, type NDArray, randomStream, sobolSequence } from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("core/designs.json");
const code = (name: string) => expect.objectContaining({ code: name });

/** The error of the mean of a product of d factors, each of mean 1. */
function integrationError(points: NDArray): number {
  const [n, d] = points.shape as [number, number];
  let total = 0;
  for (let i = 0; i < n; i++) {
    let product = 1;
    for (let j = 0; j < d; j++) product *= 1 + 0.5 * Math.sin(2 * Math.PI * points.data[i * d + j]! + 1);
    total += product;
  }
  return Math.abs(total / n - 1);
}

describe("sobolSequence", () => {
  test("is SciPy's, to the last bit, in 256 dimensions", () => {
    const points = sobolSequence(1024, 256, { scramble: false });
    expected.rows.forEach((row: number, k: number) => {
      expect([...points.row(row).data]).toEqual(expected.sobol[k].map((x: number) => x / 1024));
    });
    const sums = new Float64Array(256);
    points.data.forEach((x, at) => {
      sums[at % 256]! += Math.floor(at / 256) * x;
    });
    expect([...sums]).toEqual(expected.sobolWeightedSum);
  });

  test("goes on where it stopped", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        fc.nat(),
        (start, n, scramble, seed) => {
          const whole = sobolSequence(start + n, 5, { scramble, seed });
          expect(sobolSequence(n, 5, { scramble, seed, start }).data).toEqual(whole.slice(start).data);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("scrambled, has one point in every slice of every axis, and one in every square of pairs of small axes", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 8 }), (seed, power) => {
        const n = 2 ** power;
        const points = sobolSequence(n, 64, { seed });
        for (const axis of [0, 1, 7, 63]) {
          const slices = points.column(axis).data.map((x) => Math.floor(x * n));
          expect(new Set(slices).size).toBe(n);
        }
        const side = 2 ** Math.floor(power / 2);
        const other = n / side;
        const cells = points
          .column(0)
          .data.map((x, i) => Math.floor(x * side) * other + Math.floor(points.get(i, 1) * other));
        expect(new Set(cells).size).toBe(n);
      }),
      { numRuns: 30 },
    );
  });

  test("scrambled, is uniform over seeds and integrates far better than random points", () => {
    const firsts = Float64Array.from({ length: 2000 }, (_, seed) => sobolSequence(1, 3, { seed }).data[2]!).toSorted();
    for (const [i, x] of firsts.entries()) expect(Math.abs(x - i / 2000)).toBeLessThan(0.045);
    const seeds = Array.from({ length: 10 }, (_, seed) => seed);
    const rootMeanSquare = (points: (seed: number) => NDArray) =>
      Math.sqrt(seeds.reduce((total, seed) => total + integrationError(points(seed)) ** 2, 0) / seeds.length);
    const ours = rootMeanSquare((seed) => sobolSequence(4096, 8, { seed }));
    /** SciPy's points have 0.0028 on the same task. */
    expect(ours).toBeLessThan(0.004);
    expect(ours).toBeLessThan(rootMeanSquare((seed) => randomStream(seed).uniforms([4096, 8])) / 4);
  });

  test("refuses sizes it has no numbers for", () => {
    expect(() => sobolSequence(4, 257)).toThrow(
      "sobolSequence: 4 points in 257 dimensions. Give whole numbers from 1, at most 256 dimensions.",
    );
    expect(() => sobolSequence(0, 2)).toThrow(code("BAD_VALUE"));
    expect(() => sobolSequence(4, 2, { start: -1 })).toThrow(code("BAD_OPTION"));
  });
});

describe("haltonSequence", () => {
  test("is SciPy's", () => {
    const points = haltonSequence(200, 12, { scramble: false });
    expect(expected.haltonRows.map((row: number) => [...points.row(row).data])).toBeClose(expected.halton, {
      absolute: 1e-15,
    });
    const sums = Array.from({ length: 12 }, (_, j) => points.column(j).data.reduce((total, x) => total + x, 0));
    expect(sums).toBeClose(expected.haltonSum);
  });

  test("scrambled, has one point in every slice, and integrates better than random points", () => {
    for (const seed of [1, 2, 3]) {
      const points = haltonSequence(81, 4, { seed });
      expect(new Set(points.column(1).data.map((x) => Math.floor(x * 81))).size).toBe(81);
      expect(points.data.every((x) => x >= 0 && x < 1)).toBe(true);
      const ours = integrationError(haltonSequence(4000, 5, { seed }));
      expect(ours).toBeLessThan(3e-3);
      expect(haltonSequence(5, 2, { seed, start: 3 }).data).toEqual(haltonSequence(8, 2, { seed }).slice(3).data);
    }
    expect(() => haltonSequence(1.5, 2)).toThrow(code("BAD_VALUE"));
  });
});
