import { parseUnit } from "@mesoscope/core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { evaluateExpression } from "../../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import { constantsOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import { found } from "../found.ts";
import { noise } from "../kinetic.ts";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("data in MPa and GPa", () => {
  const pressure = [-1, 1, -2, 0, 0, 0, 0, 0];
  const plain = [0, 0, 0, 0, 0, 0, 0, 0];
  const load = Float64Array.from({ length: 80 }, (_, i) => 1e6 * (5 + i));
  const strain = load.map((stress, i) => stress / 3e9 + (stress / 9e8) ** 3 + 2e-5 * noise[i]!);
  const law = found([load], strain, {
    names: ["s"],
    target: "strain",
    formulas: ["2e-10 * s + 1e-27 * s^3", "2e-10 * s"],
    knowledge: { dimensions: [pressure], targetDimension: plain },
    presentation: { units: ["MPa"], target: { name: "strain", unit: "percent" } },
  });

  test("have constants in units that go with them", () => {
    expect(law.constants.map(({ unit }) => unit)).toEqual(["1/MPa", "1/MPa^3"]);
    const [linear, cubic] = law.constants;
    expect(linear!.value).toBeCloseTo(1 / 3000, 5);
    expect(law.constants.map((constant) => constant.value * parseUnit(constant.unit!).factor)).toEqual(
      constantsOf(law.best.expression).map((value) => expect.closeTo(value, 20)),
    );
    const { lower, upper } = cubic!.interval();
    expect(lower).toBeLessThan(900 ** -3);
    expect(upper).toBeGreaterThan(900 ** -3);
    expect(upper - lower).toBeLessThan(900 ** -3);
  });

  test("have an equation that holds for numbers in these units", () => {
    const equation = parseExpression(law.best.text.split(" = ")[1]!, ["s"]);
    const [atSixty] = evaluateExpression(equation, [Float64Array.of(60)], 1);
    expect((100 * atSixty!) / law.predict([60]).data[0]!).toBeCloseTo(1, 3);
    expect(String(law.constants[0])).toMatch(/^c1 = 3\.3\d+e-4 ± .* 1\/MPa$/);
  });

  test("are told of in these units", async () => {
    const text = law.explain();
    expect(text).toContain("with strain in plain numbers (1 percent is 0.01) and s in MPa.");
    expect(text).toMatch(/standard deviation of 0\.00\d+ percent/);
    expect(text).toContain("s from 5 to 84 MPa");
    law.predict([200]);
    expect(vi.mocked(console.warn).mock.calls[0]![0]).toContain("where s leaves 5 MPa to 84 MPa");
    const [other] = law.alternatives({ within: 1e9 });
    expect(other!.measureAt.s).toBeGreaterThan(5);
    expect(other!.measureAt.s).toBeLessThan(84);
    const { spec } = await law.figure();
    for (const title of ["s (MPa)", "strain (percent)"]) expect(JSON.stringify(spec)).toContain(`"title":"${title}"`);
    expect(JSON.stringify(spec)).toContain('"x":84,');
  });

  test("have tidy numbers where their own units make them so", () => {
    const exactly = found(
      [load],
      load.map((stress) => stress / 3.2e9),
      {
        names: ["s"],
        formulas: ["2e-10 * s"],
        knowledge: { dimensions: [pressure], targetDimension: plain },
        presentation: { units: ["psi"] },
      },
    );
    const [constant] = exactly.constants;
    expect(constant).toMatchObject({ unit: "1/psi", tidied: undefined });
    expect(constant!.value * 3.2e9).toBeCloseTo(6894.757, 2);
  });

  test("are told of in SI where only the target has a unit", () => {
    const target = { name: "E", unit: "GPa" };
    const law = found(
      [load],
      load.map((x) => 3 * x),
      { names: ["x"], formulas: ["2 * x"], presentation: { target } },
    );
    expect(law.explain()).toContain("E = 3 * x, with E in Pa (1 GPa is 1e9 Pa).");
  });

  test("in °C are so shown, while the equation counts from absolute zero", async () => {
    const kelvin = load.map((_, i) => 280 + i / 2);
    const kelvins = [0, 0, 0, 0, 1, 0, 0, 0];
    const gas = found(
      [kelvin],
      kelvin.map((T, i) => 400 * T + 50 * noise[i]!),
      {
        names: ["T"],
        target: "p",
        formulas: ["300 * T"],
        knowledge: { dimensions: [kelvins], targetDimension: pressure },
        presentation: { units: ["degC"], target: { name: "p", unit: "kPa" } },
      },
    );
    expect(gas.constants[0]!.unit).toBe("kPa/K");
    expect(gas.constants[0]!.value).toBeCloseTo(0.4, 3);
    expect(gas.predict([26.85]).data[0]).toBeCloseTo(120, 0);
    expect(gas.explain()).toContain("with p in kPa and T in K.");
    expect(gas.explain()).toContain("T from 6.85 to 46.35 degC");
    expect(JSON.stringify((await gas.figure()).spec)).toContain('"title":"T (degC)"');
  });

  test("are compared in one unit, and shown in that which they were given in", () => {
    const moduli = load.map((_, i) => 1e9 * (1 + (i % 7)));
    const ratio = found(
      [load, moduli],
      load.map((stress, i) => (2.5 * stress) / moduli[i]!),
      {
        names: ["s", "E"],
        formulas: ["2 * s / E"],
        knowledge: { dimensions: [pressure, pressure], targetDimension: plain },
        presentation: { units: ["MPa", "GPa"] },
      },
    );
    expect(ratio.explain()).toContain("s in MPa and E in MPa (1 GPa is 1000 MPa).");
    expect(ratio.explain()).toContain("E from 1 to 7 GPa");
  });
});
