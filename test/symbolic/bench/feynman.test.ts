import { checkDimensions, standardDeviation } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { feynmanLaws } from "../../../plugins/symbolic/bench/symbolic/feynman.ts";
import { drawRows } from "../../../plugins/symbolic/bench/symbolic/law.ts";
import { feynmanProblem } from "../../../plugins/symbolic/bench/symbolic/problems.ts";

describe("the Feynman laws", () => {
  test("are 100, each with its own id", () => {
    expect(new Set(feynmanLaws.map(({ id }) => id)).size).toBe(100);
  });

  test.each(feynmanLaws)("$id has consistent units and values all over its box", (law) => {
    const units = Object.fromEntries(law.variables.map(({ name, unit }) => [name, unit]));
    checkDimensions(`target = ${law.expression}`, { ...units, target: law.target.unit });
    const { columns, target } = drawRows(law, 100, 0);
    expect(target.every(Number.isFinite)).toBe(true);
    expect(standardDeviation(target)).toBeGreaterThan(0);
    law.variables.forEach(({ low, high }, j) => {
      expect(columns[j].every((value) => value >= low && value <= high)).toBe(true);
    });
  });
});

describe("feynmanProblem", () => {
  test("is the same for the same seed, and another for another", () => {
    const problem = feynmanProblem("I_12_2", { noise: 0.1, seed: 3 });
    expect(problem).toEqual(feynmanProblem("I_12_2", { noise: 0.1, seed: 3 }));
    expect(problem.target).not.toEqual(feynmanProblem("I_12_2", { noise: 0.1, seed: 4 }).target);
  });

  test("adds errors of the asked size to the target only", () => {
    const clean = feynmanProblem("II_11_27", { rows: 4000 });
    const noisy = feynmanProblem("II_11_27", { rows: 4000, noise: 0.1 });
    expect(noisy.columns).toEqual(clean.columns);
    const errors = noisy.target.map((value, i) => value - clean.target[i]);
    const ratio = standardDeviation(errors) / standardDeviation(clean.target);
    expect(Math.abs(ratio - 0.1)).toBeLessThan(0.005);
  });

  test("knows the dimensions, or does not where told so", () => {
    const { names, dimensions, targetDimension } = feynmanProblem("I_12_2", { rows: 10 });
    expect(names).toEqual(["q1", "q2", "epsilon", "r"]);
    expect(dimensions?.[2]).toEqual([-3, -1, 4, 2, 0, 0, 0, 0]);
    expect(targetDimension).toEqual([1, 1, -2, 0, 0, 0, 0, 0]);
    expect(feynmanProblem("I_12_2", { rows: 10, units: false }).dimensions).toBeUndefined();
  });

  test("names what it has where the id is unknown", () => {
    expect(() => feynmanProblem("I_0_0")).toThrow(/no law "I_0_0".*I_6_2a/);
  });
});
