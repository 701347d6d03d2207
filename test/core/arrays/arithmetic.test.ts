import {
  add,
  allClose,
  arange,
  argsort,
  asArray,
  divide,
  full,
  identity,
  linspace,
  logspace,
  maximum,
  mean,
  minimum,
  multiply,
  NDArray,
  stackColumns,
  stackRows,
  standardDeviation,
  subtract,
  sum,
  variance,
  zeros,
} from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const size = fc.integer({ min: 1, max: 4 });
const matrixOf = (rows: number, columns: number) =>
  fc
    .array(fc.integer({ min: -100, max: 100 }), { minLength: rows * columns, maxLength: rows * columns })
    .map((values) => new NDArray(Float64Array.from(values), [rows, columns]));

describe("elementwise arithmetic", () => {
  test("repeats rows, columns and numbers, as if they had been written out", () => {
    fc.assert(
      fc.property(
        fc.tuple(size, size).chain(([m, n]) => fc.tuple(matrixOf(m, n), matrixOf(1, n), matrixOf(m, 1))),
        ([A, row, column]) => {
          const [m, n] = A.shape as [number, number];
          const at = (f: (i: number, j: number) => number) =>
            Float64Array.from({ length: m * n }, (_, k) => f(Math.floor(k / n), k % n));
          expect(add(A, row).data).toEqual(at((i, j) => A.get(i, j) + row.get(0, j)));
          expect(subtract(column, A).data).toEqual(at((i, j) => column.get(i, 0) - A.get(i, j)));
          expect(multiply(column, row).data).toEqual(at((i, j) => column.get(i, 0) * row.get(0, j)));
          expect(divide(A, 3).data).toEqual(at((i, j) => A.get(i, j) / 3));
          expect(add(A, row.reshape([n])).data).toEqual(add(A, row).data);
        },
      ),
    );
  });

  test("repeats over three axes, and keeps what is empty", () => {
    const cube = asArray([
      [[1], [2]],
      [[3], [4]],
    ]);
    expect(add(cube, [10, 20]).shape).toEqual([2, 2, 2]);
    expect([...add(cube, [10, 20]).data]).toEqual([11, 21, 12, 22, 13, 23, 14, 24]);
    expect(add(zeros([0, 3]), [1, 2, 3]).shape).toEqual([0, 3]);
    expect(add(1, 2).shape).toEqual([]);
  });

  test("refuses shapes that do not combine", () => {
    expect(() => add([1, 2], [1, 2, 3])).toThrow(
      "add: shapes [2] and [3] do not combine. Give lengths that agree or are 1.",
    );
    expect(() => multiply([[1, 2]], [[1, 2, 3]])).toThrow(code("SHAPE_MISMATCH"));
  });
});

describe("reductions", () => {
  test("agree with NumPy", () => {
    const expected = reference("core/descriptive-statistics.json");
    expect(variance(expected.a)).toBeClose(expected.variance, { relative: 1e-13 });
    expect(standardDeviation(expected.a, undefined, { sample: true })).toBeClose(expected.sampleDeviation, {
      relative: 1e-13,
    });
    expect(mean(expected.matrix, 0)).toBeClose(expected.columnMeans, { relative: 1e-13 });
    expect(variance(expected.matrix, 1, { sample: true })).toBeClose(expected.rowVariances, { relative: 1e-13 });
  });

  test("go along any axis", () => {
    const cube = new NDArray(
      Float64Array.from({ length: 24 }, (_, i) => i),
      [2, 3, 4],
    );
    expect(sum(cube, 1).shape).toEqual([2, 4]);
    expect([...sum(cube, 1).data]).toEqual([12, 15, 18, 21, 48, 51, 54, 57]);
    expect([...maximum(cube, 0).data]).toEqual([...cube.row(1).data]);
    expect([...minimum(cube, -1).data]).toEqual([0, 4, 8, 12, 16, 20]);
  });

  test("lose no digits in long sums", () => {
    const values = new Float64Array(1e6).fill(0.1);
    expect(sum(values)).toBeClose(1e5, { relative: 1e-15 });
  });

  test("pass NaN on and refuse what is empty", () => {
    expect(maximum([1, Number.NaN])).toBeNaN();
    expect(minimum([1, Number.NaN])).toBeNaN();
    expect(sum([])).toBe(0);
    expect(() => mean([])).toThrow(code("EMPTY"));
    expect(() => variance([1], undefined, { sample: true })).toThrow(code("EMPTY"));
    expect(() => sum([1], 1)).toThrow(code("BAD_AXIS"));
  });
});

describe("making arrays", () => {
  test("ends where it was told to", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        size,
        (a, b, n) => {
          const spaced = linspace(a, b, n + 1);
          expect(spaced.data[0]).toBe(a);
          expect(spaced.data[n]).toBe(b);
        },
      ),
    );
    expect([...linspace(3, 9, 1).data]).toEqual([3]);
    expect(logspace(1e-3, 1e3, 7)).toBeClose([1e-3, 1e-2, 1e-1, 1, 10, 100, 1000], { relative: 1e-14 });
    expect([...arange(5, 1, -2).data]).toEqual([5, 3]);
    expect(arange(3, 1).size).toBe(0);
    expect([...full([2, 1], 4).data]).toEqual([4, 4]);
  });

  test("refuses what has no meaning", () => {
    expect(() => linspace(0, 1, 0)).toThrow(code("BAD_VALUE"));
    expect(() => logspace(0, 1, 3)).toThrow(code("BAD_VALUE"));
    expect(() => arange(0, 1, 0)).toThrow(code("BAD_VALUE"));
    expect(() => zeros([-1])).toThrow(code("BAD_SHAPE"));
  });
});

describe("joining and ordering", () => {
  test("stacks rows and columns", () => {
    expect(stackRows([[1, 2]], [3, 4]).shape).toEqual([2, 2]);
    expect(stackColumns([1, 2], [3, 4], [[5], [6]]).toArray()).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ]);
    expect(() => stackRows([1, 2], [1, 2, 3])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => stackColumns([1, 2], [1, 2, 3])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => stackRows()).toThrow(code("EMPTY"));
  });

  test("sorts, with NaN last and equal entries in their order", () => {
    expect([...argsort([Number.NaN, 2, 1, 2, -Infinity])]).toEqual([4, 2, 1, 3, 0]);
  });

  test("tells what is close", () => {
    expect(allClose([1, Infinity], [1 + 1e-10, Infinity])).toBe(true);
    expect(allClose([1], [1.1])).toBe(false);
    expect(allClose([Number.NaN], [Number.NaN])).toBe(false);
    expect(allClose([Infinity], [-Infinity])).toBe(false);
    expect(allClose([1], [Infinity])).toBe(false);
    expect(allClose([1, 1], identity(2))).toBe(false);
  });
});
