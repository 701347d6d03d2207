import {
  abs,
  atan,
  ComplexArray,
  ceil,
  complexArray,
  cos,
  cosh,
  elementwise,
  equal,
  exp,
  floor,
  greater,
  greaterOrEqual,
  largerOf,
  less,
  lessOrEqual,
  log,
  log10,
  multiply,
  power,
  round,
  sign,
  sin,
  sinh,
  smallerOf,
  sqrt,
  tan,
  tanh,
  where,
  zeros,
} from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const code = (name: string) => expect.objectContaining({ code: name });
const values = [-2.5, -1, -0.5, 0, 0.5, 1, 2.5, Infinity, -Infinity, Number.NaN];

describe("functions of each entry", () => {
  const first = { abs, atan, ceil, cos, cosh, exp, floor, log, log10 };
  const functions = { ...first, round, sign, sin, sinh, sqrt, tan, tanh };
  test.each(Object.keys(functions) as (keyof typeof functions)[])("%s is that of Math, in its shape", (name) => {
    const result = functions[name]([values]);
    expect(result.shape).toEqual([1, values.length]);
    expect([...result.data]).toEqual(values.map((value) => Math[name](value)));
  });
});

describe("operators", () => {
  test("are those of numbers, in every entry", () => {
    const pairs = fc.array(fc.tuple(fc.double(), fc.double()), { minLength: 1 });
    fc.assert(
      fc.property(pairs, (entries) => {
        const [a, b] = [entries.map(([x]) => x), entries.map(([, y]) => y)];
        const of = (operate: (x: number, y: number) => number) => entries.map(([x, y]) => operate(x, y));
        expect([...power(a, b).data]).toEqual(of((x, y) => x ** y));
        expect([...smallerOf(a, b).data]).toEqual(of(Math.min));
        expect([...largerOf(a, b).data]).toEqual(of(Math.max));
        expect([...less(a, b).data]).toEqual(of((x, y) => Number(x < y)));
        expect([...lessOrEqual(a, b).data]).toEqual(of((x, y) => Number(x <= y)));
        expect([...greater(a, b).data]).toEqual(of((x, y) => Number(x > y)));
        expect([...greaterOrEqual(a, b).data]).toEqual(of((x, y) => Number(x >= y)));
        expect([...equal(a, a).data]).toEqual(a.map((x) => Number(!Number.isNaN(x))));
        expect([...where(greater(a, b), a, 7).data]).toEqual(of((x, y) => (x > y ? x : 7)));
      }),
    );
  });

  test("repeat any number of operands", () => {
    const result = elementwise((x, y, z) => x! + 10 * y! + 100 * z!, [1, 2], [[3], [4]], 5);
    expect(result.toArray()).toEqual([
      [531, 532],
      [541, 542],
    ]);
    expect(where([[1], [0]], 7, [1, 2]).toArray()).toEqual([
      [7, 7],
      [1, 2],
    ]);
    expect([...elementwise(Math.max, [1, 2], [3], 0, [0, 9], 5).data]).toEqual([5, 9]);
    expect(() => elementwise(Math.max)).toThrow(code("EMPTY"));
    expect(() => where([1, 0], [1, 2, 3], 0)).toThrow(/^where: shapes \[2\] and \[3\] do not combine/);
  });
});

describe("complex arrays", () => {
  const z = complexArray([3, 0], [4, -2]);

  test("multiply, conjugate and measure", () => {
    const square = z.multiply(z.conjugate());
    expect([...square.real.data]).toEqual([25, 4]);
    expect([...square.imaginary.data]).toEqual([0, 0]);
    expect([...z.magnitude().data]).toEqual([5, 2]);
    expect(z.phase().data[1]).toBe(-Math.PI / 2);
    expect(z.map((part) => multiply(part, 2)).imaginary.data).toEqual(Float64Array.of(8, -4));
    expect(() => complexArray([1], [1, 2])).toThrow(code("SHAPE_MISMATCH"));
  });

  test("come back from JSON, and show themselves", () => {
    const again = ComplexArray.fromJSON(JSON.parse(JSON.stringify(z)));
    expect(again.real.data).toEqual(z.real.data);
    expect(again.imaginary.data).toEqual(z.imaginary.data);
    const shown = complexArray(zeros([2, 2]), zeros([2, 2]))[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/^ComplexArray \[2, 2\]\nreal/);
    expect(shown["text/html"]).toContain("<th>");
  });
});
