import {
  cholesky,
  conjugateGradients,
  jacobi,
  lanczos,
  logDeterminant,
  type SparseEntries,
  type SparseMatrix,
  sparseMatrix,
  stochasticLogDeterminant,
} from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

interface Definite {
  A: SparseEntries;
  b: number[];
  solution: number[];
  steps: { plain: number; jacobi: number };
  largest: number[];
  smallest: number[];
  logDeterminant: number;
  /** The standard deviation of its estimate by one vector of signs. */
  spread: number;
}
interface Product {
  A: SparseEntries;
  B: SparseEntries;
  x: number[];
  Ax: number[];
  AtA: SparseEntries;
  AB: SparseEntries;
}
const cases: {
  products: Product[];
  definite: Record<string, Definite>;
  indefinite: Pick<Definite, "A" | "largest" | "smallest">;
} = reference("core/sparse.json");

describe("sparse matrices, as SciPy has them", () => {
  test.each(cases.products.map((one) => [`[${one.A.shape}]`, one] as const))("products with %s", (_, one) => {
    const [A, B] = [sparseMatrix(one.A), sparseMatrix(one.B)];
    expect(A.multiply(one.x)).toBeClose(one.Ax, { relative: 1e-14 });
    const alike = (found: SparseMatrix, wanted: SparseEntries) => {
      expect(found.toDense()).toBeClose(sparseMatrix(wanted).toDense(), { relative: 1e-14 });
      expect(found.count).toBe(sparseMatrix(wanted).count);
    };
    alike(A.multiply(B), one.AB);
    alike(A.transpose().multiply(A), one.AtA);
  });

  describe.each(Object.entries(cases.definite))("%s", (_, one) => {
    const A = sparseMatrix(one.A);

    test("is solved in as many steps", async () => {
      const plain = await conjugateGradients(A, one.b, { tolerance: 1e-8 });
      const scaled = await conjugateGradients(A, one.b, { tolerance: 1e-8, preconditioner: jacobi(A) });
      // Rounding moves the last of many steps.
      expect(Math.abs(plain.iterations - one.steps.plain)).toBeLessThanOrEqual(1 + 0.03 * one.steps.plain);
      expect(Math.abs(scaled.iterations - one.steps.jacobi)).toBeLessThanOrEqual(1 + 0.03 * one.steps.jacobi);
      const { x } = await conjugateGradients(A, one.b, { tolerance: 1e-12, preconditioner: jacobi(A) });
      const size = Math.max(...one.solution.map(Math.abs));
      const condition = one.largest.at(-1)! / one.smallest[0]!;
      expect(x).toBeClose(one.solution, { absolute: 1e-12 * condition * size });
    });

    test("has the same ends of its spectrum", async () => {
      const scale = one.largest.at(-1)!;
      for (const which of ["largest", "smallest"] as const) {
        const { values } = await lanczos(A, { count: 4, which, tolerance: 1e-13 });
        expect(values).toBeClose(one[which], { absolute: 1e-13 * scale });
      }
    });

    test("has the same log-determinant, and an estimate that covers it", async () => {
      expect(logDeterminant(cholesky(A.toDense()))).toBeClose(one.logDeterminant, { relative: 1e-12 });
      const { value, standardError } = await stochasticLogDeterminant(A, { steps: 80, probes: 100 });
      expect(Math.abs(value - one.logDeterminant)).toBeLessThan(3 * standardError);
      expect(standardError).toBeClose(one.spread / Math.sqrt(100), { relative: 0.2 });
    });
  });

  test("indefinite ones have the same ends of their spectrum", async () => {
    const A = sparseMatrix(cases.indefinite.A);
    for (const which of ["largest", "smallest"] as const) {
      const { values } = await lanczos(A, { count: 5, which });
      expect(values).toBeClose(cases.indefinite[which], { relative: 1e-10 });
    }
  });
});
