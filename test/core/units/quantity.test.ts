import { allClose, fromSI, parseUnit, quantity, toSI, unitFactor } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadMathjs } from "../../../plugins/core/dist/units/load-mathjs.js";
import { loadMathjs as loadInNode } from "../../../plugins/core/dist/units/load-mathjs.node.js";
import { reference } from "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const cases: [number, string, string, number][] = reference("core/units.json");

describe("conversions", () => {
  test.each(cases)("%d %s in %s agrees with pint", (value, from, to, expected) => {
    expect(quantity(value, from).in(to)).toBeClose(expected, { relative: 1e-12 });
    expect(quantity(expected, to).in(from)).toBeClose(value, { relative: 1e-12 });
  });

  test("lose no digit to powers of ten", () => {
    expect(quantity("210 GPa").value).toBe(210e9);
    expect(quantity("7.85 g/cm^3").value).toBe(7850);
    expect(quantity("1.1 µm").value).toBe(1.1e-6);
    expect(quantity("3 mm").in("m")).toBe(0.003);
    expect(quantity("5 kN").in("N")).toBe(5000);
  });

  test("of columns go there and back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
        fc.constantFrom("degC", "degF", "MPa", "%", "mm²", "1/min", ""),
        (values, unit) => {
          expect(allClose(fromSI(toSI(values, unit), unit), values, { relative: 1e-12, absolute: 1e-9 })).toBe(true);
        },
      ),
    );
    expect(() => unitFactor("°C")).toThrow(code("OFFSET_UNIT"));
    expect(unitFactor("")).toBe(1);
  });

  test("take degrees in a product as differences", () => {
    expect(quantity("2 W/(m °C)").value).toBe(2);
    expect(quantity("10 1/degC").value).toBe(10);
  });
});

describe("parseUnit", () => {
  test("reads units as people write them", () => {
    expect(parseUnit("MPa·√m").dimension).toEqual({ mass: 1, length: -0.5, time: -2 });
    for (const same of ["MPa m^0.5", "MPa·m^(1/2)", "MPa*sqrt(m)", "MPa √m"]) {
      expect(parseUnit(same)).toMatchObject({ factor: 1e6, dimension: parseUnit("MPa·√m").dimension });
    }
    expect(parseUnit("W·m⁻²·K⁻¹").dimension).toEqual({ mass: 1, time: -3, temperature: -1 });
    expect(parseUnit("N.m").factor).toBe(1);
    expect(parseUnit("kJ/mol").dimension).toEqual({ mass: 1, length: 2, time: -2, amount: -1 });
    expect(parseUnit("rad/s").dimension).toEqual({ time: -1 });
    expect(parseUnit("cycles")).toMatchObject({ factor: 1, dimension: {} });
  });

  test("names the nearest unit", () => {
    expect(() => parseUnit("MPx")).toThrow('parseUnit: "MPx" is no known unit. The nearest name is "MPa".');
    expect(() => parseUnit("mpa")).toThrow(/"MPa"/);
    expect(() => parseUnit("kelvn")).toThrow(/"kelvin"/);
    for (const text of ["kg//m", "5 mm", "<b>", "m^", "constructor"])
      expect(() => parseUnit(text)).toThrow(code("UNKNOWN_UNIT"));
  });

  test.each(["dB", "dBA", "dB(A)", "dBm", "decibels", "dB/m", "dB re 20 µPa"])("says what to give for %s", (text) => {
    expect(() => parseUnit(text)).toThrow(code("UNKNOWN_UNIT"));
    expect(() => parseUnit(text)).toThrow(
      /is a level, a logarithm that no factor converts\. Give the ratio, 10\^\(L\/10\)/,
    );
    expect(() => quantity(`3 ${text}`)).toThrow(/is a level/);
    expect(() => parseUnit("dBar")).toThrow(/"dBar" is no known unit/);
  });
});

describe("quantity", () => {
  test("computes with dimensions", () => {
    const force = quantity("210 GPa").multiply(quantity("2 mm^2"));
    expect(String(force)).toBe("420000 N");
    expect(String(quantity("9 m^2").power(0.5))).toBe("3 m");
    expect(String(quantity("100 km").divide(quantity("2 h")).to("km/h"))).toBe("50 km/h");
    expect(String(quantity("3 m").add(quantity("20 cm")))).toBe("3.2 m");
    expect(String(quantity("3 m").subtract(quantity("1 ft")).to("mm"))).toBe("2695.2 mm");
    expect(String(quantity("3 MPa").multiply(2))).toBe("6 MPa");
    expect(String(quantity("3 MPa").divide(2))).toBe("1.5 MPa");
    expect(quantity("3 m").divide(quantity("3 m")).dimension).toEqual({});
    expect(String(quantity("2 kg").multiply(quantity("3 K")))).toBe("6 kg K");
  });

  test("sorts, and refuses what would lose the units", () => {
    const sorted = [quantity("1 m"), quantity("1 mm"), quantity("1 km")].toSorted((a, b) => a.compare(b));
    expect(sorted.map(String)).toEqual(["1 mm", "1 m", "1 km"]);
    expect(() => Number(quantity("1 m"))).toThrow(code("NOT_A_NUMBER"));
    expect(() => quantity("1 m") < quantity("2 m")).toThrow(/Use add, multiply, compare/);
    expect(`${quantity("1 m")}`).toBe("1 m");
  });

  test("keeps temperatures apart from their differences", () => {
    expect(quantity("20 °C").value).toBe(293.15);
    expect(String(quantity("20 °C").add(quantity("5 K")))).toBe("25 °C");
    expect(String(quantity("5 K").add(quantity("20 °C")))).toBe("25 °C");
    expect(String(quantity("20 °C").subtract(quantity("5 °C")))).toBe("15 K");
    expect(String(quantity("20 °C").to("degF"))).toBe("68 degF");
    expect(() => quantity("20 °C").add(quantity("5 °C"))).toThrow(code("OFFSET_UNIT"));
  });

  test("names dimensions that differ", () => {
    // @ts-expect-error a length and a time
    expect(() => quantity("3 m").add(quantity("2 s"))).toThrow(
      "quantity.add: 3 m and 2 s differ in dimension (length, time). Check the formula or the units.",
    );
    // @ts-expect-error MPa is a unit of pressure
    expect(() => quantity("3 m").to("MPa")).toThrow(
      /^quantity\.to: 3 m and MPa differ in dimension \(length, pressure\)/,
    );
    // @ts-expect-error a length is no plain number
    expect(() => quantity("3 m").in("")).toThrow(/a plain number/);
    expect(() => quantity("3 m").compare(quantity("3"))).toThrow(code("DIMENSION_MISMATCH"));
    expect(() => quantity("GPa")).toThrow(code("BAD_NUMBER"));
  });

  test("reads numbers as people write them", () => {
    expect(quantity("-3.5e-2 kJ/mol").value).toBe(-35);
    expect(quantity("−2 m").value).toBe(-2);
    expect(quantity(".5 m").value).toBe(0.5);
    expect(quantity("1e3m").value).toBe(1000);
    expect(quantity("5 %").value).toBe(0.05);
  });

  test("shows itself and goes through JSON", () => {
    const toughness = quantity("30 MPa·m^0.5");
    expect(toughness[displaySymbol]()).toEqual({
      "text/plain": "30 MPa·m^0.5",
      "text/html": "<span>30 MPa·m<sup>0.5</sup></span>",
    });
    const { value, unit } = JSON.parse(JSON.stringify(toughness));
    expect(quantity(value, unit).value).toBe(toughness.value);
  });
});

test("mathjs is the same from its modules as from its single file", () => {
  expect(Object.keys(loadMathjs())).toContain("unitDependencies");
  for (const load of [loadMathjs, loadInNode]) {
    const { create, unitDependencies } = load();
    expect(create({ unitDependencies }, {}).unit("3 inch").toNumber("mm")).toBeCloseTo(76.2, 12);
  }
});
