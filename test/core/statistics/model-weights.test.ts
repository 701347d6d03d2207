import { evidenceWeights, mean, randomStream, stackingWeights } from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });

describe("stackingWeights", () => {
  test("maximise the density of the targets", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const densities = randomStream(seed).normals([20, 2]);
        const score = (w: number) =>
          mean(
            Array.from({ length: 20 }, (_, i) =>
              Math.log(w * Math.exp(densities.get(i, 0)) + (1 - w) * Math.exp(densities.get(i, 1))),
            ),
          );
        const [w] = stackingWeights(densities).data;
        for (let k = 0; k <= 100; k++) expect(score(w!)).toBeGreaterThanOrEqual(score(k / 100) - 1e-9);
      }),
      { numRuns: 20 },
    );
  });

  test("and evidence weights refuse the impossible", () => {
    expect(() => stackingWeights([[-Infinity, -Infinity]])).toThrow(code("BAD_VALUE"));
    expect(() => stackingWeights([[Number.NaN, 0]])).toThrow(code("BAD_VALUE"));
    expect(() => evidenceWeights([])).toThrow(code("EMPTY"));
    expect(() => evidenceWeights([1, 2], [1])).toThrow(code("BAD_VALUE"));
    expect(evidenceWeights([-1e5, -1e5 - 800]).data).toEqual(Float64Array.of(1, 0));
    expect(evidenceWeights([0, 0], [3, 1])).toBeClose([0.75, 0.25]);
  });
});
