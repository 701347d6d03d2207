import { parseExpression, toTex } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";

const names = ["x", "sigma_0", "epsilon", "crack length", "ΔK", "E_f_max", "x1", "pct%"];
const tex = (text: string, options = {}) =>
  toTex(parseExpression(text, names), names, options).replaceAll(/(?<=^|\{) /g, "");

describe("toTex", () => {
  test.each([
    ["sigma_0 * epsilon", "\\sigma_{0}\\cdot \\epsilon"],
    ["crack_length / x", "\\frac{\\mathrm{crack\\ length}}{x}"],
    ["ΔK^2.7", "{\\Delta K}^{2.7}"],
    ["E_f_max + x1", "E_{f,\\mathrm{max}}+ x_{1}"],
    ["pct", "\\mathrm{pct\\%}"],
    ["x^(1/3)", "{x}^{\\frac{1}{3}}"],
    ["-3.14159265 * x", "- 3.142\\cdot x"],
    ["1.23456e-30 * x", "1.235\\cdot10^{-30}\\cdot x"],
    ["1e7 * x", "10^{7}\\cdot x"],
    ["pi * sqrt(x)", "\\pi\\cdot\\sqrt{x}"],
    ["[1.5, -2.25][group] * x", "\\left\\{1.5,\\,-2.25\\right\\}\\cdot x"],
  ])("%s", (text, expected) => {
    expect(tex(text)).toBe(expected);
  });

  test("rounds to the digits asked for and adds units", () => {
    expect(tex("1234.5 * x + 0.25", { digits: 2, units: ["MPa m^0.5", "1/s"] })).toBe(
      "1200\\,\\mathrm{MPa\\,m^{0.5}}\\cdot x+ 0.25\\,\\mathrm{1/s}",
    );
    expect(tex("2.5^x", { units: ["m"] })).toBe("{\\left(2.5\\,\\mathrm{m}\\right)}^{x}");
    expect(() => tex("x", { digit: 2 })).toThrow(expect.objectContaining({ code: "BAD_OPTION" }));
  });
});
