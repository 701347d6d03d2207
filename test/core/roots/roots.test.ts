import { findRoot, polynomialRoots, secantRoot, solveNonlinear, sum } from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("core/quadrature.json");
const code = (name: string) => expect.objectContaining({ code: name });

describe("findRoot", () => {
  test("agrees with SciPy on Kepler's equation", () => {
    [0.1, 1, 3].forEach((anomaly, i) => {
      const { x, iterations } = findRoot((e) => e - 0.9 * Math.sin(e) - anomaly, 0, 2 * Math.PI);
      expect(x).toBeClose(expected.kepler[i], { absolute: 1e-12 });
      expect(iterations).toBeLessThan(12);
    });
  });

  test("finds every root between signs, however awkward the function", () => {
    const functions = [
      (t: number) => t,
      (t: number) => t ** 9,
      (t: number) => Math.atan(1e6 * t),
      (t: number) => Math.sign(t),
      (t: number) => Math.expm1(20 * t),
      (t: number) => Math.cbrt(t),
    ];
    const place = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        place,
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        (root, left, right) => {
          for (const f of functions) {
            const { x } = findRoot((t) => f(t - root), root - left, root + right, { maxIterations: 400 });
            // x⁹ is 0 in rounding long before its root.
            expect(x).toBeClose(root, { absolute: f(1e-3) < 1e-26 ? 1e-2 : 2e-12 });
          }
        },
      ),
    );
  });

  test("says what is wrong", () => {
    expect(() => findRoot((x) => x * x + 1, -1, 2)).toThrow(
      /^findRoot: the function is 2\.000 at -1 and 5\.000 at 2\./,
    );
    expect(() => findRoot((x) => 1 / x, 0, 1)).toThrow(code("NOT_FINITE"));
    expect(() => findRoot((x) => x ** 3 - 2, 0, 2, { maxIterations: 3 })).toThrow(code("NOT_CONVERGED"));
    expect(() => findRoot((x) => x, -1, 1, { tolerance: -1 })).toThrow(code("BAD_OPTION"));
    expect(() => findRoot(undefined as never, 0, 1)).toThrow(code("BAD_VALUE"));
    expect(() => solveNonlinear([1] as never, [1])).toThrow(code("BAD_VALUE"));
    expect(findRoot((x) => x, 0, 1).x).toBe(0);
    expect(findRoot((x) => x - 1, 0, 1).x).toBe(1);
  });
});

describe("secantRoot", () => {
  test("finds roots from outside, and says where it got stuck", () => {
    expect(secantRoot((x) => x ** 3 - 8, 5, 4).x).toBeClose(2, { relative: 1e-14 });
    expect(() => secantRoot((x) => x * x + 1, -1, 1)).toThrow(
      /^secantRoot: after 0 steps the function is 2\.000 at 1\.0/,
    );
    expect(() => secantRoot(Math.log, -1, 1)).toThrow(code("NOT_FINITE"));
  });
});

describe("solveNonlinear", () => {
  const circuit = ([a, b]: Float64Array) => [
    (5 - a!) / 1e3 - (a! - b!) / 2e3 - 1e-9 * Math.expm1(a! / 0.05),
    (a! - b!) / 2e3 - 1e-9 * Math.expm1(b! / 0.05) - b! / 1e4,
  ];

  test("agrees with SciPy on a circuit, with and without derivatives", () => {
    const jacobian = ([a, b]: Float64Array) => [
      [-1 / 1e3 - 1 / 2e3 - 2e-8 * Math.exp(a! / 0.05), 1 / 2e3],
      [1 / 2e3, -1 / 2e3 - 2e-8 * Math.exp(b! / 0.05) - 1e-4],
    ];
    for (const options of [{}, { jacobian }]) {
      const { x, residual } = solveNonlinear(circuit, [0.5, 0.5], { tolerance: 1e-15, ...options });
      expect(x).toBeClose(expected.circuit, { relative: 1e-9 });
      expect(residual.data.every((value) => Math.abs(value) <= 1e-15)).toBe(true);
    }
  });

  test("comes from far away, and through a singular start", () => {
    // Rosenbrock's valley as equations, and Powell's singular function.
    const valley = ([a, b]: Float64Array) => [10 * (b! - a! * a!), 1 - a!];
    expect(solveNonlinear(valley, [-1.2, 1]).x).toBeClose([1, 1], { absolute: 1e-10 });
    expect(solveNonlinear(([a, b]) => [a! * a! - 4, b! - 1], [0.001, 50]).x).toBeClose([2, 1], { absolute: 1e-10 });
    expect(solveNonlinear(([a]) => [Math.atan(a!)], [20]).x.data[0]).toBeClose(0, { absolute: 1e-10 });
  });

  test("says how far it came, and what is wrong", () => {
    expect(() => solveNonlinear(([a]) => [a! * a! + 1], [1])).toThrow(/an equation is still off by [\d.]+\. Start/);
    expect(() => solveNonlinear(([a]) => [a!, a!], [1])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => solveNonlinear(([a]) => [Math.log(a!)], [-1])).toThrow(code("NOT_FINITE"));
    expect(() => solveNonlinear(([a]) => [a!], [1], { jacobian: () => [[1, 2]] })).toThrow(code("SHAPE_MISMATCH"));
    expect(() => solveNonlinear(([a]) => [a!], [1], { jacobian: () => [[Number.NaN]] })).toThrow(code("NOT_FINITE"));
    expect(() => solveNonlinear(([a]) => [a!], [1], { maxIterations: 0 })).toThrow(code("BAD_OPTION"));
  });
});

describe("polynomialRoots", () => {
  test("agree with NumPy", () => {
    for (const { coefficients, real, imaginary } of expected.polynomials) {
      const found = polynomialRoots(coefficients);
      expect(found.real).toBeClose(real, { absolute: 1e-10 });
      expect(found.imaginary).toBeClose(imaginary, { absolute: 1e-10 });
    }
  });

  test("add up to the next to last coefficient, and make the polynomial zero", () => {
    const coefficient = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(
        fc.array(coefficient, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (rest, top) => {
          const roots = polynomialRoots([...rest, top]);
          expect(roots.size).toBe(rest.length);
          expect(sum(roots.real)).toBeClose(-rest.at(-1)! / top, { absolute: 1e-10 });
        },
      ),
    );
    expect(polynomialRoots([3]).size).toBe(0);
    expect(() => polynomialRoots([0, 0])).toThrow(code("EMPTY"));
    expect(() => polynomialRoots([1, Infinity])).toThrow(code("NOT_FINITE"));
  });
});
