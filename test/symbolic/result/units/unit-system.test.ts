import { dimensionVector, parseUnit } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { unitSystem } from "../../../../plugins/symbolic/dist/result/units/unit-system.js";

const dimensionOf = (unit: string) => [...dimensionVector(unit).data];
const quantity = (unit: string) => ({ name: "x", unit, dimension: dimensionOf(unit) });

/** The system of a target and variables in these units. */
function systemOf(target: string, ...variables: string[]) {
  const context = {
    target: { ...quantity(target), variance: 1 },
    variables: variables.map((unit) => ({ ...quantity(unit), low: 0, high: 1 })),
  };
  return unitSystem(context);
}

const symbolIn = (system: ReturnType<typeof systemOf>, unit: string) => system.unitOf(dimensionOf(unit)).symbol;

describe("unitSystem", () => {
  test.each([
    ["1/Pa", "1/Pa"],
    ["kg m/(s^3 K)", "W/(m K)"],
    ["kg/s^2", "N/m"],
    ["kg/(s^3 K^4)", "W/(m^2 K^4)"],
    ["m^2/(s^2 K)", "J/(kg K)"],
    ["kg/(m s)", "Pa s"],
    ["kg m/(s^3 A)", "V/m"],
    ["kg/m^3", "kg/m^3"],
    ["m/s^2", "m/s^2"],
    ["1/s", "1/s"],
    ["percent", ""],
  ])("writes %s of SI as %s", (unit, symbol) => expect(symbolIn(systemOf(""), unit)).toBe(symbol));

  test("writes what follows from the units of the data in these", () => {
    expect(symbolIn(systemOf("percent", "MPa"), "1/Pa")).toBe("1/MPa");
    expect(symbolIn(systemOf("m", "MPa m^0.5", ""), "m/(Pa^3.5 m^1.75)")).toBe("1/(MPa^3.5 m^0.75)");
    expect(symbolIn(systemOf("N", "mm"), "N/m")).toBe("N/mm");
    expect(symbolIn(systemOf("N", "kg", "m"), "m^3/(kg s^2)")).toBe("N m^2/kg^2");
    expect(symbolIn(systemOf("mm/h", "°C"), "m/(s K)")).toBe("mm/(h K)");
    expect(symbolIn(systemOf("psi", "inch"), "N/m")).toBe("psi inch");
    expect(symbolIn(systemOf("kN/mm^2", "mm"), "Pa")).toBe("kN/mm^2");
  });

  test("is SI where the units of the data go together in no system", () => {
    expect(symbolIn(systemOf("N", "mm", "GPa"), "N/m")).toBe("N/m");
    expect(symbolIn(systemOf("mJ", "g", "cm/s"), "J")).toBe("J");
  });

  test("takes the first of two units for one dimension", () => {
    expect(symbolIn(systemOf("GPa", "MPa"), "Pa")).toBe("GPa");
    expect(symbolIn(systemOf("m", "degF", "K"), "K")).toBe("K");
  });

  test("gives units that mathjs reads as the dimension that was asked for, of one size throughout", () => {
    const systems = [systemOf(""), systemOf("N", "mm"), systemOf("psi", "inch", "h"), systemOf("GPa", "g", "um", "eV")];
    const asked = ["Pa", "m", "kg", "s", "m/s", "1/Pa^3.421734", "Pa m^0.25", "J/(mol K)", "C", "T"].map(dimensionOf);
    for (const system of systems) {
      for (const a of asked) {
        const { symbol, factor } = system.unitOf(a);
        expect(parseUnit(symbol).factor).toBe(factor);
        expect(dimensionOf(symbol)).toEqual(a.map((exponent) => expect.closeTo(exponent, 5)));
        for (const b of asked) {
          const product = system.unitOf(a.map((exponent, i) => exponent + b[i]!)).factor;
          expect(product / (factor * system.unitOf(b).factor)).toBeCloseTo(1, 4);
        }
      }
    }
  });
});
