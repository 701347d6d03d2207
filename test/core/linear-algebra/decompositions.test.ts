import {
  add,
  asArray,
  identity,
  leastSquares,
  matmul,
  multiply,
  type NDArray,
  norm,
  qr,
  subtract,
  svd,
  symmetricEigen,
  zeros,
} from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { normals, seeds, sizes } from "./matrices.ts";

const cases = reference("core/linear-algebra.json");
const code = (name: string) => expect.objectContaining({ code: name });

function hasOrthonormalColumns(Q: NDArray): void {
  expect(matmul(Q.transpose(), Q)).toBeClose(identity(Q.shape[1]!), { absolute: 1e-12 });
}

describe("qr", () => {
  test.each(["square", "tall", "wide", "Vandermonde", "vector"])("agrees with NumPy: %s", (name) => {
    const { A, r } = cases.rectangular[name];
    expect(qr(A).r).toBeClose(r, { relative: 1e-9, absolute: 1e-13 });
  });

  test("A = Q R with orthonormal columns and an upper triangle", () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, (seed, m, n) => {
        const A = normals(seed, m, n);
        const { q, r } = qr(A);
        expect(matmul(q, r)).toBeClose(A, { absolute: 1e-12 });
        hasOrthonormalColumns(q);
        for (let i = 1; i < r.shape[0]!; i++)
          expect(
            r
              .row(i)
              .slice(0, i)
              .data.every((value) => value === 0),
          ).toBe(true);
      }),
      { numRuns: 40 },
    );
    expect(qr(zeros([3, 2])).r.data).toEqual(new Float64Array(4));
  });
});

describe("svd", () => {
  test.each(Object.keys(cases.rectangular))("agrees with NumPy: %s", (name) => {
    const { A, singularValues } = cases.rectangular[name];
    expect(svd(A).singularValues).toBeClose(singularValues, { absolute: 1e-14 * singularValues[0] });
  });

  test("A = U S Vᵀ with orthonormal factors and descending values", () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, fc.integer({ min: -150, max: 150 }), (seed, m, n, exponent) => {
        const scale = 10 ** exponent;
        const A = normals(seed, m, n).map((value) => value * scale);
        const { u, singularValues, vt } = svd(A);
        const rebuilt = matmul(multiply(u, singularValues), vt);
        expect(rebuilt).toBeClose(A, { absolute: 1e-12 * singularValues.data[0]! });
        hasOrthonormalColumns(u);
        hasOrthonormalColumns(vt.transpose());
        singularValues.data.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(singularValues.data[i + 1] ?? 0);
        });
      }),
      { numRuns: 40 },
    );
  });

  test("handles zeros and small values among large ones", () => {
    expect([...svd(zeros([3, 2])).singularValues.data]).toEqual([0, 0]);
    hasOrthonormalColumns(svd(zeros([3, 2])).u);
    const shifted = asArray([
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
    ]);
    expect(svd(shifted).singularValues).toBeClose([1, 1, 0], { absolute: 1e-15 });
    const { singularValues } = svd([
      [1, 1],
      [0, 1e-20],
    ]);
    expect(singularValues).toBeClose([Math.SQRT2, 1e-20 / Math.SQRT2], { relative: 1e-14 });
  });

  test("names an entry that is not finite", () => {
    expect(() =>
      svd([
        [1, 2],
        [3, Number.NaN],
      ]),
    ).toThrow("svd: A has NaN at row 1, column 1. Give finite numbers.");
  });
});

describe("symmetricEigen", () => {
  test.each(Object.keys(cases.symmetric))("agrees with NumPy: %s", (name) => {
    const { A, eigenvalues } = cases.symmetric[name];
    const { values, vectors } = symmetricEigen(A);
    expect(values).toBeClose(eigenvalues, { absolute: 1e-14 * Math.max(...eigenvalues.map(Math.abs)) });
    expect(matmul(A, vectors)).toBeClose(multiply(vectors, values), { absolute: 1e-13 * norm(A) });
    hasOrthonormalColumns(vectors);
  });

  test("A V = V Λ, for every size", () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        const half = normals(seed, n, n);
        const A = add(half, half.transpose());
        const { values, vectors } = symmetricEigen(A);
        expect(norm(subtract(matmul(A, vectors), multiply(vectors, values)))).toBeLessThan(
          1e-13 * n * norm(A) + 1e-300,
        );
        hasOrthonormalColumns(vectors);
        values.data.forEach((value, i) => {
          expect(value).toBeLessThanOrEqual(values.data[i + 1] ?? Infinity);
        });
      }),
      { numRuns: 40 },
    );
  });

  test("reads the lower triangle only, and scales", () => {
    expect(
      symmetricEigen([
        [2, 99],
        [1, 2],
      ]).values,
    ).toBeClose([1, 3]);
    expect(
      symmetricEigen([
        [2e300, 0],
        [1e300, 2e300],
      ]).values,
    ).toBeClose([1e300, 3e300]);
    expect([...symmetricEigen(zeros([2, 2])).values.data]).toEqual([0, 0]);
    expect(() => symmetricEigen([[1, 2]])).toThrow(code("NOT_SQUARE"));
    expect(() => symmetricEigen([[Infinity]])).toThrow(code("NOT_FINITE"));
  });
});

describe("leastSquares", () => {
  test.each(Object.keys(cases.rectangular))("agrees with NumPy: %s", (name) => {
    const expected = cases.rectangular[name];
    const { x, rank } = leastSquares(expected.A, expected.b);
    expect(rank).toBe(expected.rank);
    const condition = expected.singularValues[0] / expected.singularValues[expected.rank - 1];
    const size = Math.max(...expected.leastSquares.map(Math.abs));
    expect(x).toBeClose(expected.leastSquares, { absolute: 1e-13 * condition * size });
  });

  test("leaves a remainder that is orthogonal to the columns", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 30 }), (seed, n, more) => {
        const A = normals(seed, n + more, n);
        const b = normals(seed + 1, n + more, 2);
        const remainder = subtract(b, matmul(A, leastSquares(A, b).x));
        expect(matmul(A.transpose(), remainder)).toBeClose(zeros([n, 2]), { absolute: 1e-11 });
      }),
    );
    expect(() => leastSquares(identity(3), [1, 2])).toThrow(code("SHAPE_MISMATCH"));
  });
});
