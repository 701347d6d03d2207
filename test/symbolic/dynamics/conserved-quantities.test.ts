import { linspace, type NDArray, randomStream, stackColumns } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { conservedQuantities, hamiltonianConstraints, hamiltonianOf, sparseDynamics } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { simulateOde } from "../../../plugins/symbolic/bench/dynamics/simulate-ode.ts";
import "../../contract/close.ts";

const common = { id: "", duration: 20, samples: 601, degree: 3, law: [] };
const pendulumLike = (start: number[]) =>
  simulateOde({ ...common, names: ["q", "p"], rate: ([q, p]) => [p!, -q! - 0.5 * q! ** 3], start });

function noisy(X: NDArray, level: number): NDArray {
  const random = randomStream(0);
  return X.map((value) => value + level * random.normal());
}

describe("conservedQuantities", () => {
  test("finds the energy of an anharmonic oscillator from two courses, with and without noise", () => {
    const [a, b] = [pendulumLike([1, 0]), pendulumLike([0.3, 1.2])];
    const options = { names: ["q", "p"], library: { degree: 2, terms: ["q^4", "p^4"] }, tolerance: 0.05 };
    for (const [level, relative] of [
      [0, 1e-4],
      [0.003, 0.05],
    ] as const) {
      const { quantities } = conservedQuantities([a.t, b.t], [noisy(a.X, level), noisy(b.X, level)], options);
      const best = Object.fromEntries(quantities[0]!.terms.map(({ name, value }) => [name, value]));
      expect(Object.keys(best).sort()).toEqual(["p^2", "q^2", "q^4"]);
      expect(best["p^2"]! / best["q^2"]!).toBeClose(1, { relative });
      expect(best["q^4"]! / best["q^2"]!).toBeClose(0.25, { relative: 3 * relative });
    }
  });

  test("finds the invariant of predator and prey among functions", () => {
    const { t, X } = simulateOde({
      ...common,
      names: ["x", "y"],
      rate: ([x, y]) => [1.1 * x! - 0.4 * x! * y!, 0.1 * x! * y! - 0.4 * y!],
      start: [10, 5],
      duration: 40,
    });
    const found = conservedQuantities(t, X, { names: ["x", "y"], library: { degree: 2, functions: ["log"] } });
    const terms = Object.fromEntries(found.quantities[0]!.terms.map(({ name, value }) => [name, value]));
    expect(terms.y! / terms.x!).toBeClose(4, { relative: 1e-3 });
    expect(terms["log(x)"]! / terms.x!).toBeClose(-4, { relative: 1e-3 });
    expect(terms["log(y)"]! / terms.x!).toBeClose(-11, { relative: 1e-3 });
    expect(found[displaySymbol]()).toMatchObject({ "text/html": expect.stringContaining("<th") });
  });

  test("finds none where energy is lost", () => {
    const t = linspace(0, 10, 400);
    const X = stackColumns(
      t.map((s) => Math.exp(-0.2 * s) * Math.cos(s)),
      t.map((s) => Math.exp(-0.35 * s) * Math.sin(1.7 * s)),
    );
    expect(conservedQuantities(t, X).quantities).toEqual([]);
    expect(() => conservedQuantities(t, X, { tolerance: -1 })).toThrow(expect.objectContaining({ code: "BAD_OPTION" }));
  });
});

describe("hamiltonianConstraints", () => {
  test("make the law of a noisy oscillator one that has an energy", async () => {
    const { t, X } = pendulumLike([1.5, 0]);
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
  });
});
