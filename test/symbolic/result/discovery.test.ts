import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { loadDiscovery } from "../../../plugins/symbolic/dist/result/load-discovery.js";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import { found, searchOf } from "./found.ts";
import { discovery, energy, idle, kinetic, mass, speed } from "./kinetic.ts";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("Discovery", () => {
  keepsEstimatorContract(searchOf(kinetic), {
    X: Array.from({ length: 60 }, (_, i) => [mass[i]!, speed[i]!, idle[i]!]),
    y: Array.from(energy.slice(0, 60)),
    load: loadDiscovery,
  });

  test("gives residuals", () => {
    const X = [[mass[0]!, speed[0]!, idle[0]!]];
    expect(discovery.residuals(X, [energy[0]!]).data[0]).toBeCloseTo(energy[0]! - discovery.predict(X).data[0]!, 12);
    expect(() => discovery.residuals(X, [1, 2])).toThrow(/X has 1 rows but y has 2/);
  });

  test("refuses rows outside the domain of its formula, and what is no discovery", () => {
    const y = mass.map((m) => Math.log(m) + 1);
    const logarithm = found([mass], y, { names: ["m"], formulas: ["log(m) + 2"] });
    expect(() => logarithm.predict([[1], [-1]])).toThrow(/no finite value in row 1/);
    expect(() => discovery.predict([[1, Number.NaN, 2]])).toThrow(/v is NaN in row 0/);
    expect(() => discovery.alternatives({ within: -1 })).toThrow(/within is -1/);
    expect(() => loadDiscovery({} as never)).toThrow(/no discovery of version 1/);
  });
});
