import { noiseMultiplierFor, privacyAccountant } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { renyiDivergence } from "../../../../plugins/surrogate/dist/federated/privacy/renyi-divergence.js";
import { reference } from "../../../contract/close.ts";

interface Spent {
  readonly noiseMultiplier: number;
  readonly samplingRate: number;
  readonly steps: number;
  readonly delta: number;
  readonly epsilon: number;
  readonly bound: number;
}
const { spent, divergences } = reference("surrogate/privacy.json") as {
  spent: Spent[];
  divergences: { order: number; rate: number; noise: number; divergence: number }[];
};

describe("privacyAccountant", () => {
  test.each(spent)("noise $noiseMultiplier, rate $samplingRate, $steps steps", ({ epsilon, bound, ...options }) => {
    const own = privacyAccountant(options).epsilon;
    expect(own).toBeClose(epsilon, { relative: 1e-9, absolute: 1e-12 });
    expect(own).toBeLessThanOrEqual(bound * (1 + 1e-9));
  });

  test.each(divergences)("the divergence of order $order is exact", ({ order, rate, noise, divergence }) => {
    expect(renyiDivergence(order, rate, noise)).toBeClose(divergence, { relative: 1e-7 });
  });

  test("agrees with the tutorial of TensorFlow Privacy: ε = 1.18 by the older conversion, at order 17", () => {
    const { order } = privacyAccountant({ noiseMultiplier: 1.3, samplingRate: 250 / 60000, steps: 3600, delta: 1e-5 });
    const divergence = 3600 * renyiDivergence(17, 250 / 60000, 1.3);
    expect(order).toBe(17);
    expect((divergence + Math.log(1e5) / 16).toFixed(2)).toBe("1.18");
  });

  test("spends nothing in no steps, and more in more", () => {
    const epsilon = (steps: number) =>
      privacyAccountant({ noiseMultiplier: 1, samplingRate: 0.1, steps, delta: 1e-5 }).epsilon;
    expect(epsilon(0)).toBe(0);
    expect(epsilon(20)).toBeGreaterThan(epsilon(10));
  });

  test.each([
    [{ noiseMultiplier: 0 }, "noiseMultiplier is 0"],
    [{ samplingRate: 1.1 }, "samplingRate is 1.1"],
    [{ steps: 1.5 }, "steps is 1.5"],
    [{ delta: 0 }, "delta is 0"],
    [{ sigma: 1 }, "there is no option sigma"],
  ])("refuses %o", (wrong, message) => {
    const good = { noiseMultiplier: 1, samplingRate: 0.1, steps: 1, delta: 1e-5 };
    expect(() => privacyAccountant({ ...good, ...wrong })).toThrow(message);
  });
});

describe("noiseMultiplierFor", () => {
  test.each([
    [0.5, 0.01, 500],
    [3, 0.2, 50],
    [20, 1, 5],
  ])("finds the least noise for ε = %d at rate %d in %d steps", (epsilon, samplingRate, steps) => {
    const noise = noiseMultiplierFor({ epsilon, delta: 1e-5, samplingRate, steps });
    const spentWith = (noiseMultiplier: number) =>
      privacyAccountant({ noiseMultiplier, delta: 1e-5, samplingRate, steps }).epsilon;
    expect(spentWith(noise)).toBeLessThanOrEqual(epsilon);
    expect(spentWith(noise * (1 - 1e-5))).toBeGreaterThan(epsilon);
  });

  test("refuses ε = 0", () => {
    expect(() => noiseMultiplierFor({ epsilon: 0, delta: 1e-5, samplingRate: 1, steps: 1 })).toThrow("epsilon is 0");
  });
});
