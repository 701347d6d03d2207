import { baseUnits, checkDimensions, dimensionOf, dimensionVector, parseUnit } from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const code = (name: string) => expect.objectContaining({ code: name });
const units = {
  sigma: "MPa",
  E: "GPa",
  eps: "1",
  K: "MPa m^0.5",
  a: "mm",
  rho: "kg/m^3",
  v: "m/s",
  h: "m",
  g: "m/s^2",
  T: "K",
  Q: "J/mol",
  R: "J/(mol K)",
  n: "1",
};

describe("checkDimensions", () => {
  test.each([
    ["sigma = E * eps", { mass: 1, length: -1, time: -2 }],
    ["K = 1.12 * sigma * sqrt(pi * a)", { mass: 1, length: -0.5, time: -2 }],
    ["v^2 / 2 + g * h == (v * v)", { length: 2, time: -2 }],
    ["eps = exp(-Q / (R * T)) + (sigma / E)^n", {}],
    ["v = (E / rho)^(1/2)", { length: 1, time: -1 }],
    ["a = cbrt(h^3) + hypot(a, h) + max(a, 2 h)", { length: 1 }],
    ["abs(sigma) <= 0", { mass: 1, length: -1, time: -2 }],
    ["0 < a <= h", { length: 1 }],
    ["h^-1.5 = a^(-3/2)", { length: -1.5 }],
    ["eps = atan2(a, h) + sign(v)", {}],
  ])("%s is sound", (equation, dimension) => {
    expect(checkDimensions(equation, units)).toEqual(dimension);
  });

  test.each([
    ["sigma = E + eps", '"E" (pressure) and "eps" (plain number)'],
    ["sigma = E * a", 'in "sigma = E * a", "sigma" (pressure) and "E * a" (mass time^-2)'],
    ["eps = exp(Q / R)", '"Q / R" is of dimension temperature but must be a plain number'],
    ["eps = log(a)", '"a" is of dimension length'],
    ["h = a^n", '"a" (length) has an exponent that varies'],
    ["eps = 2^h", '"h" is of dimension length'],
    ["v = max(a, v)", 'in "max(a, v)", "a" (length) and "v" (speed)'],
    ["0 < eps < a", 'in "0 < eps < a", "eps" (plain number) and "a" (length)'],
    ["eps = atan2(a, v)", '"a" (length) and "v" (speed)'],
  ])("%s is not", (equation, part) => {
    expect(() => checkDimensions(equation, units)).toThrow(code("DIMENSION_MISMATCH"));
    expect(() => checkDimensions(equation, units)).toThrow(part);
  });

  test("names what it does not know", () => {
    expect(() => checkDimensions("sigma = E * epss", units)).toThrow(/the symbol epss has no unit; did you mean eps\?/);
    expect(() => checkDimensions("eps = besselj(n)", units)).toThrow(code("UNKNOWN_FUNCTION"));
    expect(() => checkDimensions("eps = sqr(n)", units)).toThrow(/is it sqrt\?/);
    expect(() => checkDimensions("eps = toString(n)", units)).toThrow(code("UNKNOWN_FUNCTION"));
    expect(() => checkDimensions("eps = [n]", units)).toThrow(/is no formula of numbers/);
    expect(() => checkDimensions("sigma + E", units)).toThrow(/has no two sides/);
    expect(() => checkDimensions("sigma = * E", units)).toThrow(code("BAD_EXPRESSION"));
    expect(() => checkDimensions("a = b", { a: "mm", b: "millimeterz" })).toThrow(code("UNKNOWN_UNIT"));
  });
});

describe("dimensionOf", () => {
  test("of any product of powers has the sums of the exponents", () => {
    const bases = ["m", "kg", "s", "A", "K", "mol", "cd", "bit"];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 8, maxLength: 8 }), (powers) => {
        const symbols = Object.fromEntries(bases.map((base, i) => [`x${i}`, base]));
        const expression = powers.map((power, i) => `x${i}^(${power}/2)`).join(" * ");
        const found = dimensionVector(dimensionOf(expression, symbols));
        expect([...found.data]).toEqual(powers.map((power) => power / 2));
      }),
    );
  });

  test("checks all parts", () => {
    expect(dimensionOf("pi * a^2", units)).toEqual({ length: 2 });
    expect(dimensionOf("5", {})).toEqual({});
    expect(() => dimensionOf("a * (a + v)", units)).toThrow(code("DIMENSION_MISMATCH"));
    expect(() => dimensionOf("a = 1", units)).toThrow(code("UNKNOWN_FUNCTION"));
  });
});

test("dimension vectors are exponents of the base units", () => {
  expect([...dimensionVector("W/(m K)").data]).toEqual([1, 1, -3, 0, -1, 0, 0, 0]);
  expect([...dimensionVector("").data]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(dimensionVector(parseUnit("J").dimension).data).toEqual(dimensionVector("N m").data);
  baseUnits.forEach((unit, i) => {
    expect(dimensionVector(unit).data.indexOf(1)).toBe(i);
  });
});
