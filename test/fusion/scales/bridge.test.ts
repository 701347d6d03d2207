import { gaussianPredictive, matmul, NDArray, randomStream } from "@mesoscope/core";
import { blockAverage, downscale, upscale } from "@mesoscope/fusion";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const certain = (mean: ArrayLike<number>) =>
  gaussianPredictive({ mean: [...Array.from(mean)], std: Array.from(mean, () => 0) });

/** A smooth field of 4 × 6 cells, unsure by `std`, neighbours going together. */
function smoothPrior(std: number) {
  const covariance = new NDArray(
    Float64Array.from({ length: 576 }, (_, at) => {
      const [i, j] = [Math.floor(at / 24), at % 24];
      const distance = Math.hypot(Math.floor(i / 6) - Math.floor(j / 6), (i % 6) - (j % 6));
      return std ** 2 * (Math.exp(-((distance / 2) ** 2)) + (i === j ? 1e-6 : 0));
    }),
    [24, 24],
  );
  return gaussianPredictive({
    mean: Array<number>(24).fill(3),
    variance: Array<number>(24).fill(std ** 2 * (1 + 1e-6)),
    covariance,
  });
}

describe("bridging scales", () => {
  const operator = blockAverage([4, 6], [2, 3]);

  test("averages blocks", () => {
    const field = Array.from({ length: 24 }, (_, at) => at);
    const means = [0, 1].flatMap((i) =>
      [0, 1].map((j) => {
        const cells = field.filter((at) => Math.floor(at / 12) === i && Math.floor((at % 6) / 3) === j);
        return cells.reduce((sum, value) => sum + value, 0) / 6;
      }),
    );
    expect(matmul(operator, field)).toBeClose(means);
    expect(() => blockAverage([4, 6], [3, 3])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => blockAverage([4], [2, 2])).toThrow(code("SHAPE_MISMATCH"));
  });

  test("gives coarse values back exactly after going down", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const coarse = randomStream(seed).normals([4]);
        const fine = downscale(certain(coarse.data), { operator, prior: smoothPrior(2) });
        const back = upscale(fine, operator);
        expect(back.mean).toBeClose(coarse, { absolute: 1e-10 });
        expect(back.std).toBeClose([0, 0, 0, 0], { absolute: 1e-4 });
        expect(Math.max(...fine.std.data)).toBeGreaterThan(0.1);
        expect(Math.max(...fine.std.data)).toBeLessThan(2);
      }),
      { numRuns: 20 },
    );
  });

  test("trusts unsure coarse values less", () => {
    const prior = smoothPrior(2);
    const unsure = gaussianPredictive({ mean: [9, 9, 9, 9], std: [1, 1, 1, 1] });
    const mean = upscale(downscale(unsure, { operator, prior }), operator).mean.data;
    expect(mean.every((value) => value > 4 && value < 8.8)).toBe(true);
  });

  test("carries correlated errors upwards", () => {
    const together = gaussianPredictive({
      mean: [1, 1],
      variance: [1, 1],
      covariance: [
        [1, 1],
        [1, 1],
      ],
    });
    expect(upscale(together, [[0.5, 0.5]]).std).toBeClose([1]);
    expect(upscale({ mean: together.mean, std: together.std }, [[0.5, 0.5]]).std).toBeClose([Math.SQRT1_2]);
  });

  test("names what does not fit", () => {
    expect(() => upscale(certain([1, 2, 3]), operator)).toThrow(code("SHAPE_MISMATCH"));
    expect(() => downscale(certain([1, 2, 3]), { operator, prior: smoothPrior(1) })).toThrow(code("SHAPE_MISMATCH"));
    expect(() => downscale(certain([1, 2, 3, 4]), { operator, prior: certain(new Float64Array(24)) })).toThrow(
      code("INCONSISTENT"),
    );
    expect(() => downscale(certain([1, Number.NaN, 3, 4]), { operator, prior: smoothPrior(1) })).toThrow(
      code("NOT_FINITE"),
    );
  });
});
