import { randomStream } from "@mesoscope/core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { found } from "./found.ts";
import { discovery, noise, pointsOf, twins } from "./kinetic.ts";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("Discovery", () => {
  test("covers new data as often as it says", () => {
    const fresh = randomStream(9);
    const X = Array.from({ length: 2000 }, () => [1 + 4 * fresh.uniform(), 1 + 4 * fresh.uniform(), 3]);
    const { lower, upper } = discovery.predictive(X).interval(0.9);
    const inside = X.filter(([m, v], i) => {
      const y = 0.5 * m! * v! ** 2 + 0.1 * fresh.normal();
      return lower.data[i]! <= y && y <= upper.data[i]!;
    });
    expect(Math.abs(inside.length / X.length - 0.9)).toBeLessThan(0.03);
  });

  test("is less sure where its formulas disagree", () => {
    const spread = (formulas: string[], at: number[]) => twins(formulas).predictive([at]).std.data[0]!;
    expect(spread(["3 * x", "3 * z"], [2, 0])).toBeGreaterThan(2 * spread(["3 * x"], [2, 0]));
    expect(spread(["3 * x", "3 * z"], [0.2, 0.2])).toBeLessThan(1.1 * spread(["3 * x"], [0.2, 0.2]));
  });

  test("draws all rows of a sample from one law", () => {
    const x = Float64Array.from([1, 2, 3, 4, 5]);
    const law = found(
      [x],
      x.map((value, i) => 2 * value + noise[i]!),
      { names: ["x"], formulas: ["3 * x"] },
    );
    const draws = law.predictive([20, 20]).sample(4000, { seed: 2 });
    const [constant] = law.constants;
    const sums = Array.from({ length: 4000 }, (_, i) => draws.get(i, 0) + draws.get(i, 1) - 40 * constant!.value);
    const expected = 2 * law.noise ** 2 + (40 * constant!.standardError!) ** 2;
    expect(sums.reduce((sum, value) => sum + value ** 2, 0) / 4000 / expected).toBeCloseTo(1, 1);
  });

  test("averages its formulas", () => {
    const average = discovery.average(pointsOf(3, 3));
    expect(average.mean.data[0]!).toBeCloseTo(discovery.predict(pointsOf(3, 3)).data[0]!, 1);
    expect(average.weights.data.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});
