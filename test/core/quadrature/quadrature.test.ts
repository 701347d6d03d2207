import {
  cumulativeTrapezoid,
  dot,
  gaussHermite,
  gaussLaguerre,
  gaussLegendre,
  integrate,
  power,
  productRule,
  simpson,
  sum,
  trapezoid,
} from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("core/quadrature.json");
const code = (name: string) => expect.objectContaining({ code: name });

describe("integrate", () => {
  test.each<[string, (x: number) => number, number, number, number]>([
    ["a smooth function", Math.sin, 0, Math.PI, 2],
    ["a whole period", Math.sin, 0, 2 * Math.PI, 0],
    ["a peak", (x) => 1 / (1e-6 + (x - 0.3) ** 2), 0, 1, 1e3 * (Math.atan(700) + Math.atan(300))],
    ["a root's infinite slope", Math.sqrt, 0, 1, 2 / 3],
    ["an infinite value at the end", (x) => Math.log(x), 0, 1, -1],
    ["a kink", (x) => Math.abs(x - 1 / 3), 0, 1, 5 / 18],
    ["oscillations", (x) => Math.cos(200 * x), 0, 1, Math.sin(200) / 200],
    ["a normal density", (x) => Math.exp(-x * x), -Infinity, Infinity, Math.sqrt(Math.PI)],
    ["a decay", (x) => x * Math.exp(-x), 0, Infinity, 1],
    ["a slow decay", (x) => 1 / (1 + x * x), 0, Infinity, Math.PI / 2],
    ["a far left tail", Math.exp, -Infinity, 1, Math.E],
    ["nothing", Math.exp, 2, 2, 0],
  ])("%s", (_, f, from, to, wanted) => {
    const { value, error, evaluations } = integrate(f, from, to);
    expect(value).toBeClose(wanted, { relative: 1e-10, absolute: 1e-13 });
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(error + 4e-16 * Math.abs(wanted));
    expect(evaluations % 15).toBe(0);
    expect(integrate(f, to, from).value).toBe(0 - value);
  });

  test("is exact for polynomials of degree 22 in one step", () => {
    for (let degree = 0; degree <= 22; degree++) {
      const { value, evaluations } = integrate((x) => x ** degree, 0, 1, { relativeTolerance: 1 });
      expect(value).toBeClose(1 / (degree + 1), { relative: 1e-15 });
      expect(evaluations).toBe(15);
    }
  });

  test("says how far it came, and where the function is not finite", () => {
    expect(() => integrate((x) => 1 / x, 0, 1, { maxIntervals: 30 })).toThrow(
      /^integrate: [\d.]+ ± [\d.e+]+ after 30 intervals\./,
    );
    expect(() => integrate((x) => 1 / (x - 0.5), 0, 1)).toThrow(code("NOT_FINITE"));
    expect(() => integrate(5 as never, 0, 1)).toThrow(/^integrate: found 5 instead of a function/);
    expect(() => integrate(Math.sin, 0, Number.NaN)).toThrow(code("BAD_VALUE"));
    expect(() => integrate(Math.sin, 0, 1, { maxIntervals: 0 })).toThrow(code("BAD_OPTION"));
    expect(() => integrate(Math.sin, 0, 1, { tolerance: 1 } as never)).toThrow(code("BAD_OPTION"));
  });
});

describe("Gauss rules", () => {
  const rules = { gaussLegendre, gaussHermite, gaussLaguerre };
  const names = Object.keys(rules) as (keyof typeof rules)[];

  test.each(names)("agree with SciPy: %s", (name) => {
    for (const { n, nodes, weights } of expected[name]) {
      const rule = rules[name](n);
      expect(rule.nodes).toBeClose(nodes, { relative: 1e-13, absolute: 1e-14 });
      expect(rule.weights).toBeClose(weights, { relative: 2e-11 });
    }
  });

  test.each(names)("are exact up to degree 2n - 1, with weights above 0: %s", (name) => {
    const moments = {
      gaussLegendre: (k: number) => (k % 2 === 0 ? 2 / (k + 1) : 0),
      gaussHermite: (k: number) => (k % 2 === 0 ? gammaOfHalf(k) : 0),
      gaussLaguerre: (k: number) => Array.from({ length: k }, (_, i) => i + 1).reduce((a, b) => a * b, 1),
    }[name];
    for (let n = 1; n <= 12; n++) {
      const { nodes, weights } = rules[name](n);
      expect(weights.data.every((weight) => weight > 0)).toBe(true);
      for (let k = 0; k < 2 * n; k++) {
        expect(dot(weights, power(nodes, k))).toBeClose(moments(k), {
          relative: 1e-11,
          absolute: 1e-9 * moments(k & ~1),
        });
      }
    }
  });

  /** Γ((k + 1) / 2) for even k. */
  function gammaOfHalf(k: number): number {
    let value = Math.sqrt(Math.PI);
    for (let i = 1; i < k; i += 2) value *= i / 2;
    return value;
  }

  test("of many points are still sound, and of too many refused", () => {
    const { nodes, weights } = gaussLegendre(400);
    expect(sum(weights)).toBeClose(2, { relative: 1e-14 });
    expect(dot(weights, nodes.map(Math.exp))).toBeClose(Math.E - 1 / Math.E, { relative: 1e-14 });
    expect(sum(gaussHermite(300).weights)).toBeClose(Math.sqrt(Math.PI), { relative: 1e-12 });
    expect(sum(gaussLaguerre(150).weights)).toBeClose(1, { relative: 1e-12 });
    for (const name of names) for (const n of [0, 1.5, 1e4]) expect(() => rules[name](n)).toThrow(code("BAD_VALUE"));
  });

  test("multiply to rules of several variables", () => {
    const { nodes, weights } = productRule(gaussLegendre(3), gaussLaguerre(2), gaussLegendre(4));
    expect(nodes.shape).toEqual([24, 3]);
    const found = weights.data.reduce((total, w, i) => total + w * nodes.get(i, 0) ** 4 * nodes.get(i, 1) ** 3, 0);
    expect(found).toBeClose((2 / 5) * 6 * 2, { relative: 1e-13 });
    expect(() => productRule()).toThrow(code("BAD_VALUE"));
  });
});

describe("integrals of samples", () => {
  test("agree with SciPy", () => {
    for (const { y, x, ...wanted } of expected.samples) {
      [
        { spacing: 0.3, axis: 1 },
        { coordinates: x, axis: 1 },
      ].forEach((options, i) => {
        expect(trapezoid(y, options)).toBeClose(wanted.trapezoid[i], { absolute: 1e-14 });
        expect(simpson(y, options)).toBeClose(wanted.simpson[i], { absolute: 1e-13 });
      });
      expect(cumulativeTrapezoid(y, { coordinates: x })).toBeClose(wanted.cumulative, { absolute: 1e-14 });
    }
  });

  test("are exact for lines and parabolas", () => {
    const ascending = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(ascending, (places) => {
        const x = places.sort((a, b) => a - b);
        const [first, last] = [x[0]!, x.at(-1)!];
        const line = trapezoid(x.map((value) => 2 * value + 1), { coordinates: x }); // biome-ignore format: one call
        expect(line).toBeClose(last ** 2 + last - first ** 2 - first, { relative: 1e-12 });
        const parabola = simpson(x.map((value) => 3 * value * value), { coordinates: x }); // biome-ignore format: one call
        expect(parabola).toBeClose(last ** 3 - first ** 3, { relative: 1e-11 });
      }),
    );
    expect(() => trapezoid([1])).toThrow(code("EMPTY"));
    expect(() => trapezoid([[1, 2], [3, 4]])).toThrow(code("NOT_A_VECTOR")); // biome-ignore format: one matrix
    expect(() => simpson([1, 2], { coordinates: [0] })).toThrow(code("SHAPE_MISMATCH"));
    expect(() => cumulativeTrapezoid([1, 2], { coordinates: [0, 0] })).toThrow(code("BAD_VALUE"));
    expect(() => trapezoid([1, 2], { step: 1 } as never)).toThrow(code("BAD_OPTION"));
  });
});
