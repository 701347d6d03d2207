import { randomStream, standardDeviation } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { ratioSystems } from "../../../plugins/symbolic/bench/dynamics/ode-systems.ts";
import { simulateOde } from "../../../plugins/symbolic/bench/dynamics/simulate-ode.ts";
import { matchTrajectories } from "../../../plugins/symbolic/dist/dynamics/match-trajectories.js";
import { termLibrary } from "../../../plugins/symbolic/dist/dynamics/term-library.js";

describe("matchTrajectories", () => {
  const system = ratioSystems.find(({ id }) => id === "predator-saturation")!;
  const { names } = system;
  const samples = 43;
  const { t: times, X } = simulateOde({ ...system, samples, duration: 12 });
  const noise = names.map((_, j) => 0.02 * (standardDeviation(X.column(j)) as number));
  const random = randomStream(33);
  const states = noise.map((level, j) => X.column(j).data.map((value) => value + level * random.normal()));
  const terms = termLibrary("test", { degree: 4 }, names);
  const candidates = names.flatMap((_, state) => terms.map((_, term) => ({ state, term })));
  const matching = { terms, candidates, noise, segments: [{ times, states, controls: [], substeps: 1 }] };
  const guess = (law: readonly Readonly<Record<string, number>>[]) =>
    Float64Array.from(candidates, ({ state, term }) => law[state]![terms[term]!.name] ?? 0);

  test("keeps the best law where the terms still change after many steps", () => {
    // A sum cannot be the true ratio: from this start six sets of terms are tried, one after the other.
    const first = guess([{ "1": 0.051, y: 0.046, "x * y^2": -0.048, "y^4": 0.031 }, { y: 0.038 }]);
    const match = matchTrajectories(matching, first, true)!;
    // The variance of the sum of squares is twice the number of values.
    const values = samples * names.length;
    expect(Math.abs(match.misfit - values)).toBeLessThan(3 * Math.sqrt(2 * values));
  });

  test("finds none where the first law diverges", () => {
    const { segments } = matching;
    const twice = { ...matching, segments: [...segments, ...segments] };
    expect(matchTrajectories(twice, guess([{ "x^4": 50 }, {}]), true)).toBeUndefined();
  });
});
