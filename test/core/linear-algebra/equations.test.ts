import {
  add,
  cholesky,
  choleskyInverse,
  choleskySolve,
  determinant,
  identity,
  inverse,
  logDeterminant,
  matmul,
  type NDArray,
  solve,
  solveTriangular,
} from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { normals, seeds, sizes } from "./matrices.ts";

const cases = reference("core/linear-algebra.json");
const code = (name: string) => expect.objectContaining({ code: name });

function definite(seed: number, n: number): NDArray {
  const a = normals(seed, n, n);
  return add(matmul(a, a.transpose()), identity(n));
}

describe("cholesky", () => {
  test.each(Object.keys(cases.definite))("agrees with SciPy: %s", (name) => {
    const expected = cases.definite[name];
    const L = cholesky(expected.A);
    expect(L).toBeClose(expected.cholesky, { relative: 1e-9, absolute: 1e-12 });
    expect(logDeterminant(L)).toBeClose(expected.logDeterminant, { relative: 1e-11 });
    expect(choleskySolve(L, expected.b)).toBeClose(expected.solution, { relative: 1e-8, absolute: 1e-8 });
    if (expected.inverse) expect(choleskyInverse(L)).toBeClose(expected.inverse, { relative: 1e-8, absolute: 1e-8 });
  });

  test("A = L Lᵀ with a lower triangle, and A A⁻¹ = 1", () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        const A = definite(seed, n);
        const L = cholesky(A);
        expect(matmul(L, L.transpose())).toBeClose(A, { absolute: 1e-11 });
        for (let i = 0; i < n; i++)
          expect(
            L.row(i)
              .slice(i + 1)
              .data.every((value) => value === 0),
          ).toBe(true);
        const inverted = choleskyInverse(L);
        expect(inverted.transpose().data).toEqual(inverted.data);
        expect(matmul(A, inverted)).toBeClose(identity(n), { absolute: 1e-8 });
        const b = normals(seed + 1, n, 3);
        expect(matmul(A, choleskySolve(L, b))).toBeClose(b, { absolute: 1e-8 });
      }),
      { numRuns: 40 },
    );
  });

  test("works beyond a single strip", () => {
    const A = definite(3, 430);
    const L = cholesky(A);
    expect(matmul(L, L.transpose())).toBeClose(A, { absolute: 1e-9 });
    expect(matmul(A, choleskyInverse(L))).toBeClose(identity(430), { absolute: 1e-8 });
  });

  test("reads the lower triangle only and leaves its input as it is", () => {
    const A = [
      [4, Number.NaN],
      [2, 5],
    ];
    expect([...cholesky(A).data]).toEqual([2, 0, 1, 2]);
    const given = definite(1, 60);
    const before = given.data.slice();
    cholesky(given);
    expect(given.data).toEqual(before);
  });

  test("names the row and the pivot of a matrix that is not positive definite", () => {
    const A = identity(70);
    A.data[60 * 71] = -2;
    expect(() => cholesky(A)).toThrow(/^cholesky: the pivot of row 60 is -2\.000\./);
    expect(() => cholesky(A)).toThrow(code("NOT_POSITIVE_DEFINITE"));
    expect(() => cholesky([[Number.NaN]])).toThrow(code("NOT_POSITIVE_DEFINITE"));
    expect(() => cholesky([[Infinity]])).toThrow(code("NOT_POSITIVE_DEFINITE"));
    expect(() => cholesky([[0]])).toThrow(code("NOT_POSITIVE_DEFINITE"));
    expect(() => cholesky([[1, 2]])).toThrow(code("NOT_SQUARE"));
    expect(() => choleskySolve(identity(2), [1, 2, 3])).toThrow(code("SHAPE_MISMATCH"));
  });
});

describe("solveTriangular", () => {
  test("undoes the product with either triangle, transposed or not", () => {
    fc.assert(
      fc.property(seeds, sizes, fc.boolean(), fc.boolean(), fc.boolean(), (seed, n, lower, transpose, asVector) => {
        const full = normals(seed, n, n);
        const T = full.map((value, at) => {
          const [i, j] = [Math.floor(at / n), at % n];
          if (i === j) return 2 + Math.abs(value);
          return i > j === lower ? value / n : 0;
        });
        const x = asVector ? normals(seed + 1, n, 1).reshape([n]) : normals(seed + 1, n, 4);
        const b = matmul(transpose ? T.transpose() : T, x);
        // The other triangle is filled, to show that it is not read.
        const filled = T.map((value, at) => (value === 0 ? full.data[at]! : value));
        expect(solveTriangular(filled, b, { lower, transpose })).toBeClose(x, { absolute: 1e-10 });
      }),
      { numRuns: 60 },
    );
  });

  test("refuses a zero on the diagonal", () => {
    expect(() =>
      solveTriangular(
        [
          [1, 0],
          [1, 0],
        ],
        [1, 1],
      ),
    ).toThrow(/diagonal entry of row 1 is 0/);
  });
});

describe("solve, inverse, determinant", () => {
  test.each(Object.keys(cases.square))("agree with SciPy: %s", (name) => {
    const expected = cases.square[name];
    const relative = 1e-14 * expected.condition;
    const size = (values: number[][]) => Math.max(...values.flat().map(Math.abs));
    expect(solve(expected.A, expected.b)).toBeClose(expected.solution, {
      absolute: relative * size(expected.solution),
    });
    expect(determinant(expected.A)).toBeClose(expected.determinant, { relative: 10 * relative });
    if (expected.inverse) {
      expect(inverse(expected.A)).toBeClose(expected.inverse, { absolute: relative * size(expected.inverse) });
    }
  });

  test("A x = b, and the determinant of a product is the product", () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        const A = add(
          normals(seed, n, n),
          identity(n).map((value) => 3 * n * value),
        );
        const B = normals(seed + 1, n, n);
        expect(matmul(A, solve(A, B))).toBeClose(B, { absolute: 1e-10 });
        expect(matmul(inverse(A), A)).toBeClose(identity(n), { absolute: 1e-10 });
        if (n < 20) {
          expect(determinant(matmul(A, B))).toBeClose(determinant(A) * determinant(B), { relative: 1e-7 });
        }
      }),
      { numRuns: 40 },
    );
  });

  test("name the column of a singular matrix", () => {
    const A = [
      [1, 2, 3],
      [2, 4, 7],
      [3, 6, 1],
    ];
    expect(() => solve(A, [1, 2, 3])).toThrow(/^solve: column 1 of A depends/);
    expect(() => inverse(A)).toThrow(/^inverse: /);
    expect(determinant(A)).toBeClose(0);
    expect(() => solve([[1, 2]], [1])).toThrow(code("NOT_SQUARE"));
    expect(() => solve(identity(2), [1])).toThrow(code("SHAPE_MISMATCH"));
  });
});
