import {
  add,
  asSparse,
  diagonal,
  matmul,
  multiply,
  type NDArray,
  randomStream,
  sparseMatrix,
  zeros,
} from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const size = fc.integer({ min: 1, max: 12 });

/** A matrix of which about two thirds are zeros. */
function gappy(seed: number, rows: number, columns: number): NDArray {
  return randomStream(seed)
    .normals([rows, columns])
    .map((value) => (Math.abs(value) < 1 ? 0 : value));
}

describe("sparse matrices", () => {
  test("do what dense ones do", () => {
    fc.assert(
      fc.property(fc.nat(), size, size, size, (seed, m, n, p) => {
        const [A, B, C] = [gappy(seed, m, n), gappy(seed + 1, m, n), gappy(seed + 2, n, p)];
        const sparse = asSparse(A);
        expect(sparse.toDense().data).toEqual(A.data);
        expect(sparse.transpose().toDense().data).toEqual(A.transpose().data);
        expect(sparse.add(asSparse(B)).toDense()).toBeClose(add(A, B), { absolute: 0 });
        expect(sparse.scale(-2).toDense()).toBeClose(multiply(A, -2), { absolute: 0 });
        expect(sparse.diagonal()).toBeClose(diagonal(A), { absolute: 0 });
        expect(sparse.multiply(C)).toBeClose(matmul(A, C), { absolute: 1e-13 });
        expect(sparse.multiply(C.column(0))).toBeClose(matmul(A, C.column(0)), { absolute: 1e-13 });
        expect(sparse.multiply(asSparse(C)).toDense()).toBeClose(matmul(A, C), { absolute: 1e-13 });
      }),
    );
  });

  test("slice rows like arrays", () => {
    const A = gappy(1, 7, 4);
    const bound = fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined });
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), bound, (start, end) => {
        const part = asSparse(A).slice(start, end);
        expect(part.shape).toEqual(A.slice(start, end).shape);
        expect(part.toDense().data).toEqual(A.slice(start, end).data);
      }),
    );
  });

  test("come from entries in any order, with those of one place added", () => {
    const entry = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.integer());
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const wanted = zeros([5, 4]);
        for (const [i, j, value] of entries) wanted.data[i * 4 + j]! += value;
        const [rows, columns, values] = [0, 1, 2].map((part) => entries.map((triplet) => triplet[part]!));
        const A = sparseMatrix({ shape: [5, 4], rows: rows!, columns: columns!, values: values! });
        expect(A.toDense()).toBeClose(wanted, { absolute: 0 });
        expect(sparseMatrix(JSON.parse(JSON.stringify(A))).toDense().data).toEqual(A.toDense().data);
        const ascending = [...A.columns].every((column, k) => A.rowStarts.includes(k) || column > A.columns[k - 1]!);
        expect(ascending).toBe(true);
      }),
    );
  });

  test("refuse what does not fit", () => {
    const entries = { shape: [2, 2] as const, rows: [0], columns: [2], values: [1] };
    expect(() => sparseMatrix(entries)).toThrow(/^sparseMatrix: entry 0 stands in column 2, outside 0 to 1\./);
    expect(() => sparseMatrix({ ...entries, columns: [0, 1] })).toThrow(code("SHAPE_MISMATCH"));
    expect(() => sparseMatrix({ ...entries, shape: [2] as never })).toThrow(code("BAD_SHAPE"));
    expect(() => sparseMatrix({ ...entries, data: [] } as never)).toThrow(code("BAD_OPTION"));
    expect(() => asSparse(zeros([2, 3])).multiply([1, 2])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => asSparse(zeros([2, 3])).multiply(asSparse(zeros([2, 3])))).toThrow(code("SHAPE_MISMATCH"));
    expect(() => asSparse(zeros([2, 3])).add(asSparse(zeros([3, 2])))).toThrow(code("SHAPE_MISMATCH"));
  });

  test("show their shape, their entries and where they stand", () => {
    const A = asSparse(gappy(2, 100, 60));
    const { "text/plain": text, "text/html": html } = A[displaySymbol]() as Record<string, string>;
    expect(text).toMatch(/^SparseMatrix \[100, 60\]: \d+ entries, 3\d\.?\d* % of all\n {2}\(0, \d+\)/);
    expect(html).toContain("<th>row</th>");
    expect(html).toContain('role="img" aria-label="Where the entries');
    expect(String(asSparse(zeros([2, 2])))).toBe("SparseMatrix [2, 2]: 0 entries, 0 % of all");
  });
});
