import { randomStream } from "@mesoscope/core";
import { hamiltonianOf, loadDynamics, sparseDynamics } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { simulateOde } from "../../../plugins/symbolic/bench/dynamics/simulate-ode.ts";

/** A law with these coefficients, by state and term, and the same standard error of all. */
function lawOf(law: Readonly<Record<string, Readonly<Record<string, number>>>>, standardError = 0) {
  const names = Object.keys(law);
  const coefficients = names.flatMap((state) =>
    Object.entries(law[state]!).map(([term, value]) => ({ state, term, value, standardError, inclusion: 1 })),
  );
  const covariance = coefficients.map((_, i) => coefficients.map((_, j) => (i === j ? standardError ** 2 : 0)));
  const ranges = names.map(() => [-1, 1] as const);
  const noise = names.map(() => 0);
  return loadDynamics({
    ...{ names, controlNames: [], coefficients, covariance, noise, ranges },
    ...{ fitted: "solutions", alternatives: [] },
  });
}

describe("hamiltonianOf", () => {
  test("gives the energy of Hénon and Heiles, found from a clean course", async () => {
    const { t, X } = simulateOde({
      rate: ([a, b, p, r]) => [p!, r!, -a! - 2 * a! * b!, -b! - a! ** 2 + b! ** 2],
      start: [0.3, 0.1, 0.2, 0.1],
      duration: 40,
      samples: 1601,
    });
    const model = await sparseDynamics({ names: ["a", "b", "p", "r"], library: { degree: 2 } }).fit(t, X);
    const energy = hamiltonianOf(model, ["a", "b"], ["p", "r"]);
    expect(energy).toBe("0.5 * a^2 + 0.5 * b^2 + 0.5 * p^2 + 0.5 * r^2 + 1 * a^2 * b - 0.33333 * b^3");
  });

  test("takes a weight that is constant, and mixed products", () => {
    const law = { q: { q: 0.5, p: 2 }, p: { "1": -9.81, p: -0.5 } };
    expect(hamiltonianOf(lawOf(law), ["q"], ["p"])).toBe("9.81 * q + 0.5 * q * p + 1 * p^2");
  });

  test.each([
    ["a pendulum", { q: { p: 1 }, p: { "sin(q)": -1 } }, "BAD_OPTION", /sin\(q\)/],
    ["a root", { q: { "p^0.5": 1 }, p: { q: -1 } }, "BAD_OPTION", /p\^0\.5/],
    ["a control", { q: { p: 1 }, p: { u: 1 } }, "BAD_OPTION", /term u/],
    ["a damped oscillator", { q: { p: 1 }, p: { q: -1, p: -0.2 } }, "NO_HAMILTONIAN", /0\.2 \* q \* p by p'/],
    ["no momentum of that name", { q: { p: 1 }, r: { q: -1 } }, "BAD_OPTION", /no state p/],
  ])("refuses %s", (_, law, code, message) => {
    const run = () => hamiltonianOf(lawOf(law as Parameters<typeof lawOf>[0]), ["q"], ["p"]);
    expect(run).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  test("lets two equations differ by their standard errors, not by more", () => {
    const law = { q: { q: 0.5, p: 1 }, p: { q: -1, p: -0.45 } };
    expect(hamiltonianOf(lawOf(law, 0.02), ["q"], ["p"])).toBe("0.5 * q^2 + 0.475 * q * p + 0.5 * p^2");
    const run = () => hamiltonianOf(lawOf(law, 0.01), ["q"], ["p"]);
    expect(run).toThrow(expect.objectContaining({ code: "NO_HAMILTONIAN" }));
  });

  test("refuses a damped oscillator found from a noisy course", async () => {
    const names = ["q", "p"];
    const { t, X } = simulateOde({
      ...{ start: [1, 0], duration: 20, samples: 401 },
      rate: ([q, p]) => [p!, -q! - 0.1 * p!],
    });
    const random = randomStream(0);
    const model = await sparseDynamics({ names, library: { degree: 2 } }).fit(
      t,
      X.map((value) => value + 0.02 * random.normal()),
    );
    const run = () => hamiltonianOf(model, ["q"], ["p"]);
    expect(run).toThrow(expect.objectContaining({ code: "NO_HAMILTONIAN" }));
  });
});
