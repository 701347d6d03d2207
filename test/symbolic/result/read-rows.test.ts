import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { found } from "./found.ts";
import { discovery, energy, kinetic, mass, pointsOf, speed, units } from "./kinetic.ts";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("data in units and order of their own", () => {
  const presentation = { columns: [2, 0], width: 3, units: ["g", "cm/s"], target: { name: "E", unit: "mJ" } };
  const { search: _, ...offered } = kinetic;
  const law = found([mass, speed], energy, {
    ...offered,
    names: ["m", "v"],
    formulas: kinetic.formulas.slice(0, 5),
    knowledge: { dimensions: units.dimensions.slice(0, 2), targetDimension: units.targetDimension },
    presentation,
  });

  test("give predictions in the unit of the target", () => {
    const X = [[300, 0, 2000]];
    expect(law.best.text).toBe("E = 1 / 2 * m * v^2");
    expect(law.predict(X).data[0]! / 9e3).toBeCloseTo(1, 1);
    expect(law.best.predict(X).data).toEqual(law.predict(X).data);
    const { mean, std } = law.predictive(X);
    expect(mean.data).toEqual(law.predict(X).data);
    expect(std.data[0]!).toBeCloseTo(1e3 * discovery.predictive(pointsOf(2, 3)).std.data[0]!, -1);
    expect(law.average(X).mean.data[0]!).toBeCloseTo(mean.data[0]!, -1);
    expect(law.extrapolates([...X, [300, 0, 2]]).data).toEqual(Float64Array.from([0, 1]));
    expect(() => law.predict([[300, 2000]])).toThrow(/X has 2 columns but the law was found with 3/);
  });
});
