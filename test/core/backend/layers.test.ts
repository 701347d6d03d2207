import {
  add,
  allClose,
  backend,
  cholesky,
  choleskyInverse,
  choleskySolve,
  identity,
  type LayerName,
  leastSquares,
  logDeterminant,
  matmul,
  multiply,
  type NDArray,
  norm,
  qr,
  solve,
  solveTriangular,
  svd,
  symmetricEigen,
} from "@mesoscope/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { addProduct } from "../../../plugins/core/dist/linear-algebra/add-product.js";
import { substituteForward } from "../../../plugins/core/dist/linear-algebra/substitute.js";
import type { View } from "../../../plugins/core/dist/linear-algebra/view.js";
import { normals, seeds } from "../linear-algebra/matrices.ts";

const layers: LayerName[] = ["openblas", "embedded", "embedded-plain"];
const sizes = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constantFrom(95, 96, 97, 144, 193));

afterAll(() => {
  backend({ layer: "automatic" });
});

const isAvailable = (layer: LayerName) => {
  try {
    return backend({ layer }).layer === layer;
  } catch {
    return false;
  }
};

function onReference<T>(layer: LayerName, compute: () => T): [T, T] {
  backend({ layer: "reference" });
  const expected = compute();
  backend({ layer });
  return [compute(), expected];
}

function definite(seed: number, n: number): NDArray {
  const a = normals(seed, n, n);
  return add(matmul(a, a.transpose()), multiply(identity(n), n));
}

describe.each(layers)("%s", (layer) => {
  const isHere = isAvailable(layer);
  beforeAll(() => {
    if (isHere) backend({ layer });
  });

  /** Skipped by name where the layer cannot be used. */
  const check = test.skipIf(!isHere);

  const agrees = (compute: () => NDArray, absolute: number) => {
    const [own, expected] = onReference(layer, compute);
    expect(own).toBeClose(expected, { absolute });
  };

  check("matmul, for every shape", () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, sizes, (seed, m, k, n) => {
        agrees(() => matmul(normals(seed, m, k), normals(seed + 1, k, n)), 1e-12);
      }),
      { numRuns: 20 },
    );
  });

  check("cholesky and what follows from it", () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        backend({ layer: "reference" });
        const A = definite(seed, n);
        const b = normals(seed + 1, n, 5);
        agrees(() => cholesky(A), 1e-12);
        const L = cholesky(A);
        expect(L.data.every((value, at) => at % n <= Math.floor(at / n) || value === 0)).toBe(true);
        agrees(() => choleskyInverse(L), 1e-14);
        const inverted = choleskyInverse(L);
        expect(inverted.transpose().data).toEqual(inverted.data);
        agrees(() => choleskySolve(L, b), 1e-13);
        agrees(() => solve(A, b), 1e-13);
        expect(logDeterminant(L)).toBeCloseTo(onReference(layer, () => logDeterminant(cholesky(A)))[1], 9);
      }),
      { numRuns: 20 },
    );
  });

  check("solveTriangular, with either triangle, transposed or not", () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, fc.boolean(), fc.boolean(), (seed, n, m, lower, transpose) => {
        const T = normals(seed, n, n).map((value, at) => (at % (n + 1) === 0 ? 3 + Math.abs(value) : value / n));
        agrees(() => solveTriangular(T, normals(seed + 1, n, m), { lower, transpose }), 1e-13);
      }),
      { numRuns: 25 },
    );
  });

  check("decompositions", () => {
    for (const [m, n] of [
      [97, 97],
      [130, 41],
      [41, 130],
    ] as const) {
      const A = normals(m, m, n);
      const { q, r } = qr(A);
      agrees(() => qr(A).r, 1e-11);
      expect(matmul(q, r)).toBeClose(A, { absolute: 1e-12 });
      const { u, singularValues, vt } = svd(A);
      agrees(() => svd(A).singularValues, 1e-12);
      expect(matmul(multiply(u, singularValues), vt)).toBeClose(A, { absolute: 1e-11 });
      const b = normals(1, m, 2);
      agrees(() => leastSquares(A, b).x, 1e-9);
    }
    const S = add(normals(5, 97, 97), normals(5, 97, 97).transpose());
    agrees(() => symmetricEigen(S).values, 1e-11);
    const { values, vectors } = symmetricEigen(S);
    expect(matmul(S, vectors)).toBeClose(multiply(vectors, values), { absolute: 1e-11 });
    expect(matmul(vectors.transpose(), vectors)).toBeClose(identity(97), { absolute: 1e-12 });
  });

  check("parts of a matrix, transposed and read from the end", () => {
    const strides = fc.constantFrom([90, 1], [1, 90], [-90, 1], [1, -90], [-1, 90], [180, 2]);
    const place = (seed: number, rows: number, columns: number, [rowStride, columnStride]: readonly number[]): View => {
      const offset = [
        rowStride! < 0 ? (rows - 1) * -rowStride! : 0,
        columnStride! < 0 ? (columns - 1) * -columnStride! : 0,
      ];
      const data = normals(seed, 90, 180).data.slice();
      return {
        data,
        offset: offset[0]! + offset[1]! + 3,
        rows,
        columns,
        rowStride: rowStride!,
        columnStride: columnStride!,
      };
    };
    fc.assert(
      fc.property(seeds, strides, strides, strides, (seed, one, two, three) => {
        const [own, expected] = onReference(layer, () => {
          const c = place(seed, 51, 62, one);
          addProduct(c, -0.7, place(seed + 1, 51, 45, two), place(seed + 2, 45, 62, three));
          return c.data;
        });
        expect(allClose(own, expected, { absolute: 1e-12 })).toBe(true);
        const [solved, expectedSolution] = onReference(layer, () => {
          const b = place(seed, 60, 44, one);
          const lower = place(seed + 1, 60, 60, two);
          for (let i = 0; i < 60; i++) {
            for (let j = 0; j < 60; j++) {
              const at = lower.offset + i * lower.rowStride + j * lower.columnStride;
              lower.data[at] = i === j ? 2 : lower.data[at]! / 60;
            }
          }
          substituteForward(lower, b);
          return b.data;
        });
        expect(allClose(solved, expectedSolution, { absolute: 1e-12 })).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  check("the same error at the same row for what has no factor", () => {
    const messageAt = (row: number, column: number, value: number) => () => {
      const A = identity(200);
      A.data[row * 200 + column] = value;
      try {
        cholesky(A);
      } catch (error) {
        return (error as Error).message;
      }
      return "none";
    };
    for (const [row, column, value] of [
      [0, 0, -1],
      [160, 160, -2],
      [160, 160, 0],
      [100, 100, Number.NaN],
      [100, 30, Number.NaN],
      [199, 199, Number.POSITIVE_INFINITY],
      [120, 7, Number.POSITIVE_INFINITY],
    ] as const) {
      const [own, expected] = onReference(layer, messageAt(row, column, value));
      expect(own.split(" is ")[0]).toBe(`cholesky: the pivot of row ${row}`);
      expect(own.split(" is ")[0]).toBe(expected.split(" is ")[0]);
    }
    expect(messageAt(160, 160, -2)()).toContain("the pivot of row 160 is -2.000.");
  });

  check("NaN and infinities stay where they belong", () => {
    const A = normals(1, 60, 60);
    A.data[5 * 60 + 7] = Number.NaN;
    A.data[9 * 60 + 3] = Number.POSITIVE_INFINITY;
    const product = matmul(A, normals(2, 60, 50));
    for (let i = 0; i < 60; i++) {
      const row = product.row(i).data;
      expect(row.every(Number.isFinite)).toBe(i !== 5 && i !== 9);
      expect(row.every(Number.isNaN)).toBe(i === 5);
    }
    expect(() => svd(A)).toThrow(/svd: A has NaN at row 5, column 7/);
  });

  check("beyond one panel", () => {
    const [m, k, n] = [211, 300, 1100];
    agrees(() => matmul(normals(1, m, k), normals(2, k, n)), 1e-11);
    const A = definite(3, 430);
    const L = cholesky(A);
    expect(norm(add(matmul(L, L.transpose()), multiply(A, -1)))).toBeLessThan(1e-13 * norm(A));
    expect(matmul(A, choleskyInverse(L))).toBeClose(identity(430), { absolute: 1e-12 });
  });
});
