import { describe, expect, test } from "vitest";
import { feynmanLaws } from "../../../plugins/symbolic/bench/symbolic/feynman.ts";
import { judge } from "../../../plugins/symbolic/bench/symbolic/judge.ts";
import { type Entry, entryOf } from "../../../plugins/symbolic/bench/symbolic/manifest.ts";

function problem(id: string, noise = 0): Entry {
  const law = feynmanLaws.find((candidate) => candidate.id === id)!;
  return entryOf(law, "feynman", noise, { train: 1000, test: 500 });
}

describe("judge", () => {
  test.each(feynmanLaws)("$id is solved by itself, not by a constant", async ({ id, expression }) => {
    expect(await judge(problem(id), expression)).toMatchObject({ isTruth: true, isSolved: true });
    expect(await judge(problem(id), "1.5")).toMatchObject({ isSolved: false });
  });

  test.each([
    ["another way to write it", "I_18_4", 0, "r2 + (r1 - r2) * m1 / (m1 + m2)", true],
    ["another way with functions", "I_6_2", 0, "exp(-0.5 * theta^2 / sigma^2 - log(sigma) - 0.91893853320467)", true],
    ["digits of its constants", "I_12_2", 0, "0.0795774715 * q1 * q2 / (epsilon * r^2)", true],
    ["constants that are too coarse", "I_12_2", 0, "0.0795 * q1 * q2 / (epsilon * r^2)", false],
    ["the same constants under noise", "I_12_2", 0.01, "0.0795 * q1 * q2 / (epsilon * r^2)", true],
    ["a formula that is nearly it", "I_18_4", 0, "(m1 * r1 + m2 * r2) / (m1 + 1.01 * m2)", false],
    ["a good fit of another form", "I_34_1", 0.1, "omega_0 * (1 + 0.9 * v / c + 1.6 * (v / c)^2)", false],
    ["a term more", "I_12_1", 0, "mu * Nn + 0.001 * mu", false],
    ["what is no formula", "I_12_1", 0, "mu * (Nn", false],
    ["an unknown name", "I_12_1", 0, "mu * Nx", false],
    ["what is complex on some rows", "I_12_1", 0, "mu * Nn + sqrt(mu - Nn)", false],
  ])("%s", async (_, id, noise, answer, isSolved) => {
    expect((await judge(problem(id, noise), answer)).isSolved).toBe(isSolved);
  });

  test("wants every equation of a system", async () => {
    const { expression, ...law } = problem("I_12_1");
    const system = { ...law, expression: [expression as string, "mu - Nn"] };
    expect((await judge(system, ["mu * Nn", "mu - Nn"])).isSolved).toBe(true);
    expect((await judge(system, ["mu * Nn", "mu + Nn"])).isSolved).toBe(false);
    expect((await judge(system, "mu * Nn")).isSolved).toBe(false);
  });
});
