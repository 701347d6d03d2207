import { describe, expect, test } from "vitest";
import { found } from "./found.ts";
import { discovery, mass, noise } from "./kinetic.ts";

describe("fitted constants", () => {
  test("read the constant of an energy as one half", () => {
    expect(discovery.best.text).toBe("E = 1 / 2 * m * v^2");
    const [half] = discovery.constants;
    expect(half).toMatchObject({ name: "c1", unit: "", tidied: "1 / 2" });
    const { lower, upper } = half!.interval();
    expect(lower).toBeLessThan(0.5);
    expect(upper).toBeGreaterThan(0.5);
    expect(discovery.noise).toBeCloseTo(0.1, 1);
  });
});

describe("a law with a constant per group", () => {
  const groups = Int32Array.from(mass, (_, i) => i % 2);
  const y = mass.map((m, i) => (groups[i] === 0 ? 2 : 7) * m + 0.01 * noise[i]!);
  const law = found([mass], y, { names: ["m"], formulas: ["[1, 2][group] * m"], knowledge: { groups } });

  test("has a value and an interval for each", () => {
    expect(law.constants.map(({ group, value }) => [group, Math.round(value)])).toEqual([
      ["0", 2],
      ["1", 7],
    ]);
    expect(law.predict([[2], [2]], { groups: ["0", "1"] }).data[1]).toBeCloseTo(14, 1);
  });

  test("asks for the group of every row", () => {
    expect(() => law.predict([[2]])).toThrow(/groups has 0 names for 1 rows/);
    expect(() => law.predict([[2]], { groups: ["steel"] })).toThrow(/group of row 0 is steel/);
  });
});
