import { matmul, symmetricProduct, zeros } from "@mesoscope/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import "../../contract/close.ts";
import { normals, seeds } from "./matrices.ts";

test("the symmetric product is the product with the transpose, the same on both sides of the diagonal", () => {
  const rows = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(seeds, rows, fc.integer({ min: 1, max: 40 }), (seed, m, k) => {
      const A = normals(seed, m, k);
      const product = symmetricProduct(A);
      expect(product).toBeClose(matmul(A, A.transpose()), { absolute: 1e-12 });
      expect(product.data).toEqual(product.transpose().data);
    }),
    { numRuns: 30 },
  );
  expect(symmetricProduct(zeros([0, 3])).shape).toEqual([0, 0]);
  expect(symmetricProduct([1, 2]).toArray()).toEqual([[1, 2], [2, 4]]); // biome-ignore format: one matrix
  expect(() => symmetricProduct(zeros([1, 1, 1]))).toThrow(expect.objectContaining({ code: "NOT_A_MATRIX" }));
});
