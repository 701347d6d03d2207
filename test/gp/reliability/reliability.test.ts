import { normalCdf, normalQuantile } from "@mesoscope/core";
import { activeLearningReliability, firstOrderReliability, importanceSampling, subsetSimulation } from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("gp/reliability.json");
const normal = (mean: number, deviation: number) => ({ quantile: (p: number) => mean + deviation * normalQuantile(p) });
const standard = [normal(0, 1), normal(0, 1)];
const fourBranches = ([a, b]: number[]) =>
  Math.min(
    3 + 0.1 * (a - b) ** 2 - (a + b) / Math.SQRT2,
    3 + 0.1 * (a - b) ** 2 + (a + b) / Math.SQRT2,
    a - b + 7 / Math.SQRT2,
    b - a + 7 / Math.SQRT2,
  );
const oscillator = ([m, c1, c2, r, F, t]: number[]) => {
  const w = Math.sqrt((c1 + c2) / m);
  return 3 * r - Math.abs(((2 * F) / (m * w * w)) * Math.sin((w * t) / 2));
};
const oscillatorInputs = [
  normal(1, 0.05),
  normal(1, 0.1),
  normal(0.1, 0.01),
  normal(0.5, 0.05),
  normal(1, 0.2),
  normal(1, 0.2),
];

describe("firstOrderReliability", () => {
  test("is exact for a plane, whatever the units", async () => {
    const result = await firstOrderReliability(
      ([load, strength]) => strength - load,
      [normal(100, 15), normal(200, 20)],
    );
    expect(result.reliabilityIndex).toBeClose(4, { relative: 1e-6 });
    expect(result.importance).toBeClose([0.36, 0.64], { relative: 1e-5 });
    expect(result.inputs).toBeClose([136, 136], { relative: 1e-5 });
    expect(result.probability).toBeClose(normalCdf(-4), { relative: 1e-5 });
    const failing = await firstOrderReliability(([load]) => 90 - load, [normal(100, 10)]);
    expect(failing.probability).toBeClose(normalCdf(1), { relative: 1e-6 });
  });

  test("takes curvature into account", async () => {
    // The distance to a parabola g = β − u₁ + κ/2 u₂² has the exact curvature κ.
    const g = ([a, b]: number[]) => 3 - a + 0.15 * b * b;
    const result = await firstOrderReliability(g, standard, { secondOrder: true });
    expect(result.probability).toBeClose(normalCdf(-3) / Math.sqrt(1 + 3 * 0.3), { relative: 1e-3 });
    const safe = await firstOrderReliability((x) => -g(x), standard, { secondOrder: true });
    expect(1 - safe.probability).toBeClose(result.probability, { relative: 1e-6 });
  });

  test("agrees with sampling on an oscillator of six inputs", async () => {
    const result = await firstOrderReliability(oscillator, oscillatorInputs, { secondOrder: true });
    expect(result.probability).toBeClose(expected.oscillator, { relative: 0.1 });
    expect(result.importance.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    expect((await result[displaySymbol]())["text/plain"]).toMatch(
      /second-order approximation.*\n.*\nprobability +0\.02/s,
    );
  });

  test("says where there is no design point", async () => {
    await expect(firstOrderReliability(() => 1, standard)).rejects.toMatchObject({ code: "NOT_CONVERGED" });
    await expect(firstOrderReliability(fourBranches, standard, { tolerance: 0 })).rejects.toThrow(/tolerance is 0/);
    await expect(firstOrderReliability(fourBranches, [])).rejects.toThrow(/there are no inputs/);
  });
});

describe("subsetSimulation", () => {
  test("its interval holds the probability of four branches, over seeds", async () => {
    let held = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { interval } = await subsetSimulation(fourBranches, standard, { seed });
      held += +(interval.lower <= expected.fourBranches && expected.fourBranches <= interval.upper);
    }
    expect(held).toBeGreaterThanOrEqual(34);
  });

  test("reaches rare events in many dimensions", async () => {
    const inputs = Array.from({ length: 50 }, () => normal(0, 1));
    const result = await subsetSimulation((x) => 5 - x.reduce((a, b) => a + b, 0) / Math.sqrt(50), inputs, {
      samples: 2000,
    });
    expect(result.reliabilityIndex).toBeClose(5, { absolute: 0.15 });
    expect(result.evaluations).toBeLessThan(16_000);
    expect(result.coefficientOfVariation).toBeGreaterThan(0.1);
  });

  test("says where nothing fails", async () => {
    await expect(subsetSimulation(() => 1, standard, { maxLevels: 3 })).rejects.toMatchObject({
      code: "NOT_CONVERGED",
    });
    await expect(subsetSimulation(fourBranches, standard, { samples: 5 })).rejects.toThrow(/samples is 5/);
  });
});

test("importanceSampling is right where the first order is not, and its error shrinks with samples", async () => {
  const g = ([a, b]: number[]) => 3 - a + 0.15 * b * b;
  // One dimension by quadrature: P = ∫ φ(b) Φ(−3 − 0.15 b²) db.
  let exact = 0;
  for (let b = -9; b <= 9; b += 1e-3) exact += 1e-3 * Math.exp((-b * b) / 2) * normalCdf(-3 - 0.15 * b * b);
  exact /= Math.sqrt(2 * Math.PI);
  const few = await importanceSampling(g, standard, { samples: 500 });
  const many = await importanceSampling(g, standard, { samples: 8000 });
  expect(many.interval.lower).toBeLessThan(exact);
  expect(many.interval.upper).toBeGreaterThan(exact);
  expect(many.coefficientOfVariation).toBeLessThan(few.coefficientOfVariation / 3);
  await expect(importanceSampling(g, standard, { samples: 1 })).rejects.toThrow(/samples is 1/);
});

describe("activeLearningReliability", () => {
  test("four branches from few evaluations", async () => {
    const result = await activeLearningReliability(fourBranches, standard, { samples: 20_000 });
    expect(result.evaluations).toBeLessThan(150);
    expect(result.interval.lower).toBeLessThan(expected.fourBranches);
    expect(result.interval.upper).toBeGreaterThan(expected.fourBranches);
  });

  test("an oscillator of six inputs", async () => {
    const result = await activeLearningReliability(oscillator, oscillatorInputs, { samples: 4000 });
    expect(result.evaluations).toBeLessThan(120);
    expect(result.interval.lower).toBeLessThan(expected.oscillator);
    expect(result.interval.upper).toBeGreaterThan(expected.oscillator);
  });

  test("says where no point fails, and what is wrong", async () => {
    await expect(activeLearningReliability(([a]) => 20 - a, standard, { samples: 500 })).rejects.toMatchObject({
      code: "NOT_CONVERGED",
    });
    await expect(activeLearningReliability(fourBranches, standard, { initial: 1 })).rejects.toThrow(/initial is 1/);
  });
});
