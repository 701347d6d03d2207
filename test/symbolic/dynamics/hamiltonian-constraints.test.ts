import { type NDArray, randomStream } from "@mesoscope/core";
import { hamiltonianConstraints, hamiltonianOf, sparseDynamics } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { simulateOde } from "../../../plugins/symbolic/bench/dynamics/simulate-ode.ts";
import "../../contract/close.ts";

function noisy(X: NDArray, level: number): NDArray {
  const random = randomStream(0);
  return X.map((value) => value + level * random.normal());
}

describe("hamiltonianConstraints", () => {
  test("make the law of a noisy oscillator one that has an energy", async () => {
    const { t, X } = simulateOde({
      rate: ([q, p]) => [p!, -q! - 0.5 * q! ** 3],
      start: [1.5, 0],
      duration: 20,
      samples: 601,
    });
    const model = await sparseDynamics({
      names: ["q", "p"],
      constraints: hamiltonianConstraints(["q"], ["p"], 3),
    }).fit(t, noisy(X, 0.05));
    expect(model.coefficients.map(({ state, term }) => [state, term])).toEqual([
      ["q", "p"],
      ["p", "q"],
      ["p", "q^3"],
    ]);
    expect(model.coefficients.map(({ value }) => value)).toBeClose([1, -1, -0.5], { relative: 0.05 });
    expect(hamiltonianOf(model, ["q"], ["p"])).toMatch(/^[\d.]+ \* q\^2 \+ [\d.]+ \* p\^2 \+ [\d.]+ \* q\^4$/);
  });

  test("hold for two degrees of freedom, and are refused without momenta", () => {
    const constraints = hamiltonianConstraints(["a", "b"], ["p", "r"], 2);
    // The Hénon–Heiles system: H = (p² + r² + a² + b²)/2 + a² b − b³/3.
    const law: Record<string, Record<string, number>> = {
      a: { p: 1 },
      b: { r: 1 },
      p: { a: -1, "a * b": -2 },
      r: { b: -1, "a^2": -1, "b^2": 1 },
    };
    for (const { sum } of constraints) {
      const total = sum.reduce((all, { state, term, factor }) => all + factor * (law[state]![term] ?? 0), 0);
      expect(total).toBeClose(0, { absolute: 1e-12 });
    }
    law.p!["a * b"] = -1;
    const broken = constraints.filter(({ sum }) =>
      sum.some(({ state, term, factor }) => state === "p" && term === "a * b" && factor !== 0),
    );
    expect(broken.length).toBeGreaterThan(0);
    expect(() => hamiltonianConstraints(["q"], [], 2)).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
    expect(() => hamiltonianConstraints(["q"], ["p"], 0)).toThrow(expect.objectContaining({ code: "BAD_OPTION" }));
  });
});
