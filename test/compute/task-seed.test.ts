import { taskSeed } from "@mesoscope/compute";
import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import cases from "../reference/compute/task-seed.json" with { type: "json" };

describe("taskSeed", () => {
  test.each(cases)("of seed $seed and index $index is as documented", ({ seed, index, expected }) => {
    expect(taskSeed(seed, index)).toBe(expected);
  });

  test("differs between tasks and between neighbouring seeds", () => {
    const seeds = [0, 1, 2, 3].flatMap((seed) => Array.from({ length: 5000 }, (_, index) => taskSeed(seed, index)));
    expect(new Set(seeds).size).toBe(20_000);
  });

  test("gives streams whose first numbers are spread evenly", () => {
    const counts = new Array(10).fill(0);
    for (let i = 0; i < 5000; i++) counts[Math.floor(10 * randomStream(taskSeed(7, i)).uniform())]++;
    const statistic = counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    expect(statistic).toBeLessThan(27.9); // χ² of 9 degrees of freedom, p = 0.001
  });
});
