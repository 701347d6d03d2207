import { asArray, dot, identity, matmul, type NDArray, norm, transpose, zeros } from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { normals, seeds, sizes } from "./matrices.ts";

const code = (name: string) => expect.objectContaining({ code: name });

function plainProduct(a: NDArray, b: NDArray): NDArray {
  const [m, k] = a.shape as [number, number];
  const n = b.shape[1]!;
  return zeros([m, n]).map((_, at) => {
    let total = 0;
    for (let p = 0; p < k; p++) total += a.get(Math.floor(at / n), p) * b.get(p, at % n);
    return total;
  });
}

describe("matmul", () => {
  test("agrees with NumPy", () => {
    const { A, B, AB } = reference("core/linear-algebra.json").product;
    expect(matmul(A, B)).toBeClose(AB, { relative: 1e-12, absolute: 1e-13 });
  });

  test("is the sum of products, for every size", () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, sizes, (seed, m, k, n) => {
        const [a, b] = [normals(seed, m, k), normals(seed + 1, k, n)];
        expect(matmul(a, b)).toBeClose(plainProduct(a, b), { absolute: 1e-12 });
      }),
      { numRuns: 40 },
    );
    const [a, b] = [normals(1, 103, 600), normals(2, 600, 521)];
    expect(matmul(a, b)).toBeClose(plainProduct(a, b), { absolute: 1e-11 });
  });

  test("takes vectors on both sides", () => {
    const A = asArray([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect([...matmul(A, [1, 1]).data]).toEqual([3, 7, 11]);
    expect(matmul(A, [1, 1]).shape).toEqual([3]);
    expect(matmul([1, 1, 1], A).shape).toEqual([2]);
    expect(matmul([1, 2], [3, 4]).shape).toEqual([]);
    expect(matmul(zeros([2, 0]), zeros([0, 3])).data).toEqual(new Float64Array(6));
  });

  test("names sizes that do not fit", () => {
    expect(() => matmul(identity(2), identity(3))).toThrow(/A is \[2, 2\] and B is \[3, 3\]/);
    expect(() => matmul([[[1]]], [1])).toThrow(code("NOT_A_MATRIX"));
  });
});

describe("dot, norm, transpose", () => {
  test("norms neither overflow nor vanish", () => {
    expect(norm([3e200, 4e200])).toBeClose(5e200);
    expect(norm([3e-200, 4e-200])).toBeClose(5e-200);
    expect(norm([])).toBe(0);
    expect(norm([Infinity, 1])).toBe(Infinity);
    expect(norm([Number.NaN, 1])).toBeNaN();
  });

  test("(A B)ᵀ = Bᵀ Aᵀ and |x|² = x·x", () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, (seed, m, n) => {
        const [a, b] = [normals(seed, m, n), normals(seed + 1, n, m)];
        expect(transpose(matmul(a, b))).toBeClose(matmul(transpose(b), transpose(a)), { absolute: 1e-12 });
        const x = a.reshape([a.size]);
        expect(norm(x) ** 2).toBeClose(dot(x, x), { relative: 1e-12 });
      }),
      { numRuns: 30 },
    );
    expect(() => dot([1, 2], [1])).toThrow(code("SHAPE_MISMATCH"));
  });
});
