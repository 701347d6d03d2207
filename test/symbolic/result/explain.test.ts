import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { found } from "./found.ts";
import { discovery, exact, idle, kinetic, mass, speed } from "./kinetic.ts";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("Discovery", () => {
  test("explains itself in a paragraph that can be checked", () => {
    const text = discovery.explain();
    for (const part of [
      "E = 1 / 2 * m * v^2, with E in J, m in kg and v in m/s.",
      "T does not enter.",
      "Fitted to 300 rows",
      "is taken for noise",
      "read as 1 / 2",
      "Could it have been another law?",
      "m from 1.",
      "Gone through in full: power laws. Not finished: islands.",
      "4.1e9 node evaluations in 12.3 s",
    ]) {
      expect(text).toContain(part);
    }
    const clean = found([mass, speed, idle], exact, kinetic);
    expect(clean.explain()).toContain("nothing is left but rounding");
  });

  test("warns of places within the data where the formula has no value", () => {
    const apart = mass.map((m, i) => (i % 2 === 0 ? m : m + 9));
    const y = apart.map((m) => Math.sqrt((m - 5) * (m - 8)) + 1);
    const kept = [...apart.keys()].filter((i) => Number.isFinite(y[i]!));
    const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]!);
    const root = found([pick(apart)], pick(y), { names: ["m"], formulas: ["sqrt((m - 5.01) * (m - 8.01)) + 2"] });
    expect(root.explain()).toMatch(/no value everywhere: none at m = [67]\.\d+\./);
    expect(discovery.explain()).toContain("it has a finite value everywhere");
  });
});
