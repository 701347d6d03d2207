import {
  add,
  akimaSpline,
  type CubicSplineOptions,
  cubicSpline,
  gridInterpolation,
  gridPoints,
  linearInterpolation,
  maximum,
  minimum,
  monotoneCubic,
  multiply,
  nearestInterpolation,
  PiecewisePolynomial,
  randomStream,
} from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("core/interpolation.json");
const code = (name: string) => expect.objectContaining({ code: name });
const curves = {
  linear: linearInterpolation,
  nearest: nearestInterpolation,
  notAKnot: cubicSpline,
  natural: (x: number[], y: number[], options?: CubicSplineOptions) =>
    cubicSpline(x, y, { ends: "natural", ...options }),
  clamped: (x: number[], y: number[], options?: CubicSplineOptions) =>
    cubicSpline(x, y, { ends: { slopes: [0.5, -2] }, ...options }),
  monotone: monotoneCubic,
  akima: akimaSpline,
};
const names = Object.keys(curves) as (keyof typeof curves)[];
const samples = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 2,
    maxLength: 12,
    selector: ([x]) => x,
  })
  .map((pairs) => pairs.sort((a, b) => a[0] - b[0]))
  .map((pairs) => ({ x: pairs.map(([x]) => x), y: pairs.map(([, y]) => y) }));

describe("curves", () => {
  test.each(names)("agree with SciPy: %s", (name) => {
    for (const { x, y, points, values, slopes, integral, outside, extended } of expected[name]) {
      const curve = curves[name](x, y, { extrapolation: "extend" });
      expect(curve.at(points)).toBeClose(values, { relative: 1e-12, absolute: 1e-12 });
      if (!slopes) continue;
      expect(curve.derivative().at(points)).toBeClose(slopes, { relative: 1e-11, absolute: 1e-11 });
      expect(curve.integral(x[0] + 0.3, x.at(-1) - 0.2)).toBeClose(integral, { relative: 1e-12, absolute: 1e-12 });
      expect(curve.at(outside)).toBeClose(extended, { relative: 1e-10, absolute: 1e-11 });
    }
  });

  test.each(names)("go through their samples, and integrals add up: %s", (name) => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), ({ x, y }, share) => {
        const curve = curves[name](x, y);
        expect(curve.at(x)).toBeClose(y, { absolute: 1e-8 });
        const [first, last] = [x[0]!, x.at(-1)!];
        const middle = first + share * (last - first);
        const halves = curve.integral(first, middle) + curve.integral(middle, last);
        expect(halves).toBeClose(curve.integral(first, last), { absolute: 1e-7, relative: 1e-9 });
        expect(curve.integral(last, first)).toBe(-curve.integral(first, last));
        const again = PiecewisePolynomial.fromJSON(JSON.parse(JSON.stringify(curve)));
        expect(again.at(middle)).toBe(curve.at(middle));
      }),
    );
  });

  test("monotoneCubic never leaves the range of two neighbours", () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), ({ x, y }, share) => {
        const curve = monotoneCubic(x, y);
        for (let i = 0; i + 1 < x.length; i++) {
          const value = curve.at(x[i]! + share * (x[i + 1]! - x[i]!));
          expect(value).toBeGreaterThanOrEqual(Math.min(y[i]!, y[i + 1]!) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(y[i]!, y[i + 1]!) + 1e-9);
        }
      }),
    );
  });

  test("a spline gives cubics back exactly, with their slopes", () => {
    const f = (x: number) => 2 * x ** 3 - x * x + 5;
    const x = [-1, 0.5, 1, 2.5, 4];
    const curve = cubicSpline(x, x.map(f), { extrapolation: "extend" });
    expect(curve.at([-3, 0, 3.3, 6])).toBeClose([-3, 0, 3.3, 6].map(f), { relative: 1e-12 });
    expect(curve.derivative().derivative().at(3)).toBeClose(34, { relative: 1e-12 });
  });

  test("say nothing about what lies outside, unless told to", () => {
    const line = linearInterpolation([0, 1], [0, 2]);
    expect(() => line.at(1.5)).toThrow(
      "PiecewisePolynomial.at: 1.5 lies outside the samples, from 0 to 1. Stay within, or set extrapolation.",
    );
    expect(line.at(Number.NaN)).toBeNaN();
    expect(() => line.integral(0, 2)).toThrow(code("OUT_OF_RANGE"));
    const held = linearInterpolation([0, 1], [0, 2], { extrapolation: "constant" });
    expect(held.at([-5, 0.5, 7]).data).toEqual(Float64Array.of(0, 1, 2));
    expect(() => held.derivative().at(2)).toThrow(code("OUT_OF_RANGE"));
    expect(linearInterpolation([0, 1], [0, 2], { extrapolation: "extend" }).at(3)).toBe(6);
  });

  test("refuse samples that make no curve", () => {
    expect(() => cubicSpline([0, 0], [1, 2])).toThrow(/^cubicSpline: x has 0 after 0 at entry 1\. Sort the samples/);
    expect(() => cubicSpline([0], [1])).toThrow(code("EMPTY"));
    expect(() => akimaSpline([0, 1], [1])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => monotoneCubic([0, 1], [1, Number.NaN])).toThrow(code("NOT_FINITE"));
    expect(() => linearInterpolation([0, Number.NaN], [1, 2])).toThrow(code("NOT_SORTED"));
    expect(() => cubicSpline([0, 1], [1, 2], { ends: "clamped" as never })).toThrow(code("BAD_OPTION"));
    expect(() => cubicSpline([0, 1], [1, 2], { extrapolation: "linear" as never })).toThrow(code("BAD_OPTION"));
    expect(() => cubicSpline([0, 1], [1, 2], { end: "natural" } as never)).toThrow(code("BAD_OPTION"));
  });

  test("show themselves", () => {
    const shown = cubicSpline([0, 1, 2.5], [1, 2, 0])[displaySymbol]();
    expect(shown["text/plain"]).toBe("PiecewisePolynomial of degree 3 in 2 pieces from 0.0 to 2.5");
    expect(shown["text/html"]).toContain("<th>");
  });
});

describe("gridInterpolation", () => {
  test("agrees with SciPy in two and three dimensions", () => {
    for (const { axes, values, points, found } of expected.grids) {
      for (const [method, wanted] of Object.entries<number[]>(found)) {
        const table = gridInterpolation({ axes, values, method: method as "linear" });
        expect(table.at(points)).toBeClose(wanted, { relative: 1e-12, absolute: 1e-12 });
        const again = gridInterpolation(JSON.parse(JSON.stringify(table)));
        expect(again.at(points).data).toEqual(table.at(points).data);
      }
    }
  });

  test("goes through the grid, and stays linear between for linear functions", () => {
    const axes = [[0, 1, 4], [2, 3], [-1, 0, 1, 5]]; // biome-ignore format: one list
    const points = gridPoints(...axes);
    const linear = (rows: typeof points) => add(add(rows.column(0), multiply(rows.column(1), -2)), rows.column(2));
    const inside = randomStream(4)
      .uniforms([20, 3])
      .map((share, at) => [0, 2, -1][at % 3]! + share * [4, 1, 6][at % 3]!);
    for (const method of ["linear", "cubic", "nearest"] as const) {
      const table = gridInterpolation({ axes, values: linear(points).reshape([3, 2, 4]), method });
      expect(table.at(points)).toBeClose(linear(points), { absolute: 1e-13 });
      if (method !== "nearest") expect(table.at(inside)).toBeClose(linear(inside), { absolute: 1e-12 });
    }
  });

  test("says nothing about what lies outside, unless told to, and refuses what is no grid", () => {
    const grid = { axes: [[0, 1], [0, 1]], values: [[0, 1], [2, 3]] }; // biome-ignore format: one grid
    expect(() => gridInterpolation(grid).at([2, 0])).toThrow(code("OUT_OF_RANGE"));
    expect(gridInterpolation({ ...grid, extrapolation: "constant" }).at([2, 0.5]).data[0]).toBe(2.5);
    expect(gridInterpolation({ ...grid, extrapolation: "extend" }).at([2, 0.5]).data[0]).toBe(4.5);
    expect(gridInterpolation({ ...grid, method: "nearest" }).at([Number.NaN, 0]).data[0]).toBeNaN();
    expect(() => gridInterpolation({ ...grid, axes: undefined as never })).toThrow(code("BAD_OPTION"));
    expect(() => gridInterpolation(grid).at([[1, 2, 3]])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => gridInterpolation({ ...grid, values: [1, 2] })).toThrow(code("SHAPE_MISMATCH"));
    expect(() => gridInterpolation({ ...grid, values: [[0, Number.NaN], [2, 3]] })).toThrow(code("NOT_FINITE")); // biome-ignore format: one grid
    expect(() => gridInterpolation({ ...grid, axes: [[0, 1], [1, 1]] })).toThrow(/^gridInterpolation: axis 1 has 1 after 1/); // biome-ignore format: one grid
    expect(() => gridInterpolation({ ...grid, method: "spline" as never })).toThrow(code("BAD_OPTION"));
    expect(String(gridInterpolation(grid))).toBe("GridInterpolation, linear, over 0 … 1 (2) × 0 … 1 (2)");
    expect(gridInterpolation(grid)[displaySymbol]()["text/html"]).toContain("<th>axis</th>");
    const table = gridInterpolation(grid);
    const found = table.at(randomStream(1).uniforms([50, 2]));
    expect(minimum(found)).toBeGreaterThan(0);
    expect(maximum(found)).toBeLessThan(3);
  });
});
