import {
  add,
  asSparse,
  cholesky,
  conjugateGradients,
  identity,
  incompleteCholesky,
  jacobi,
  lanczos,
  logDeterminant,
  matmul,
  multiply,
  norm,
  randomStream,
  solve,
  sparseMatrix,
  stochasticLogDeterminant,
  subtract,
  symmetricEigen,
  zeros,
} from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { normals } from "./matrices.ts";

const code = (name: string) => expect.objectContaining({ code: name });

/** The five-point Laplacian of a square grid, with coefficients that jump from 1 to `jump` in the middle. */
function laplacian(side: number, jump = 1) {
  const rows: number[] = [];
  const columns: number[] = [];
  const values: number[] = [];
  const weight = (i: number) => (i % side > side / 2 ? jump : 1);
  for (let i = 0; i < side * side; i++) {
    const neighbours = [i - side, i + side, ...(i % side > 0 ? [i - 1] : []), ...((i + 1) % side > 0 ? [i + 1] : [])];
    rows.push(i);
    columns.push(i);
    values.push(weight(i));
    for (const j of neighbours) {
      const strength = (weight(i) + weight(j < 0 || j >= side * side ? i : j)) / 2;
      rows.push(i);
      columns.push(i);
      values.push(strength);
      if (j < 0 || j >= side * side) continue;
      rows.push(i);
      columns.push(j);
      values.push(-strength);
    }
  }
  return sparseMatrix({ shape: [side * side, side * side], rows, columns, values });
}

const A = laplacian(20, 1000);
const b = randomStream(1).normals(400);

describe("conjugateGradients", () => {
  test("solves like elimination, for sparse and dense matrices and functions", async () => {
    const wanted = solve(A.toDense(), b);
    for (const operator of [A, A.toDense(), (x: Float64Array) => A.multiply(x)]) {
      const { x, residuals, iterations } = await conjugateGradients(operator, b, { preconditioner: jacobi(A) });
      expect(norm(subtract(x, wanted)) / norm(wanted)).toBeLessThan(1e-8);
      expect(residuals.size).toBe(iterations + 1);
      expect(norm(subtract(b, A.multiply(x))) / norm(b)).toBeLessThan(1e-10);
    }
  });

  test("takes fewer steps the better its preconditioner, and none from the solution", async () => {
    const plain = await conjugateGradients(A, b);
    const scaled = await conjugateGradients(A, b, { preconditioner: jacobi(A) });
    const incomplete = await conjugateGradients(A, b, { preconditioner: incompleteCholesky(A) });
    expect(scaled.iterations).toBeLessThan(plain.iterations / 2);
    expect(incomplete.iterations).toBeLessThan(scaled.iterations / 1.5);
    const again = await conjugateGradients(A, b, { start: incomplete.x });
    expect(again.iterations).toBe(0);
    const nothing = await conjugateGradients(A, zeros(400));
    expect(nothing.x.data).toEqual(new Float64Array(400));
  });

  test("says how far it came, and what is wrong", async () => {
    await expect(conjugateGradients(A, b, { maxIterations: 3 })).rejects.toThrow(
      /^conjugateGradients: after 3 steps the residual is [\d.]+ of \|b\|\./,
    );
    await expect(conjugateGradients([[1, 2], [2, 1]], [1, -1])).rejects.toThrow(code("NOT_POSITIVE_DEFINITE")); // biome-ignore format: one matrix
    await expect(conjugateGradients(identity(2), [1, Number.NaN])).rejects.toThrow(code("NOT_FINITE"));
    await expect(conjugateGradients(identity(2), [1])).rejects.toThrow(code("SHAPE_MISMATCH"));
    await expect(conjugateGradients(() => [1], [1, 2])).rejects.toThrow(code("SHAPE_MISMATCH"));
    await expect(conjugateGradients(identity(1), [1], { start: [1, 2] })).rejects.toThrow(code("SHAPE_MISMATCH"));
    await expect(conjugateGradients(identity(1), [1], { tolerance: 0 })).rejects.toThrow(code("BAD_OPTION"));
    await expect(conjugateGradients(identity(1), [1], { tol: 1 } as never)).rejects.toThrow(code("BAD_OPTION"));
  });
});

describe("preconditioners", () => {
  test("an incomplete factor without gaps is the whole factor", () => {
    const n = 12;
    const a = normals(3, n, n);
    const dense = add(matmul(a, a.transpose()), identity(n));
    const applied = incompleteCholesky(dense)(b.data.slice(0, n));
    expect(applied).toBeClose(solve(dense, b.slice(0, n)), { relative: 1e-9 });
  });

  test("raise the diagonal where the factor breaks down, and refuse what has none", async () => {
    // Positive definite, but its incomplete factor meets a negative pivot (Kershaw 1978).
    const kershaw = [[3, -2, 0, 2], [-2, 3, -2, 0], [0, -2, 3, -2], [2, 0, -2, 3]]; // biome-ignore format: one matrix
    const { x } = await conjugateGradients(kershaw, [1, 2, 3, 4], { preconditioner: incompleteCholesky(kershaw) });
    expect(x).toBeClose(solve(kershaw, [1, 2, 3, 4]), { relative: 1e-9 });
    expect(() => incompleteCholesky([[1, 0], [0, -1]])).toThrow(code("NOT_POSITIVE_DEFINITE")); // biome-ignore format: one matrix
    expect(() => incompleteCholesky([[1, 1], [1, 0]])).toThrow(code("NOT_POSITIVE_DEFINITE")); // biome-ignore format: one matrix
    expect(() => jacobi([[0, 1], [1, 1]])).toThrow(/^jacobi: the diagonal entry of row 0 is 0/); // biome-ignore format: one matrix
  });
});

describe("lanczos", () => {
  test("finds both ends of the spectrum, with eigenvectors", async () => {
    const small = laplacian(9);
    const all = symmetricEigen(small.toDense());
    for (const which of ["largest", "smallest"] as const) {
      const { values, vectors } = await lanczos(small, { count: 4, which });
      const wanted = which === "largest" ? all.values.slice(-4) : all.values.slice(0, 4);
      expect(values).toBeClose(wanted, { relative: 1e-10 });
      expect(norm(subtract(small.multiply(vectors), multiply(vectors, values)))).toBeLessThan(1e-8);
      expect(matmul(vectors.transpose(), vectors)).toBeClose(identity(4), { absolute: 1e-12 });
    }
  });

  test("works on functions, tiny and degenerate operators, and with the same numbers every time", async () => {
    const twice = (x: Float64Array) => x.map((value) => 2 * value);
    const { values } = await lanczos(twice, { size: 5, count: 3 });
    expect(values).toBeClose([2, 2, 2]);
    expect((await lanczos([[7]])).values).toBeClose([7]);
    const again = [await lanczos(A, { seed: 3 }), await lanczos(A, { seed: 3 })];
    expect(again[0]!.vectors.data).toEqual(again[1]!.vectors.data);
  });

  test("says how uncertain it is, and what is wrong", async () => {
    await expect(lanczos(A, { which: "smallest", maxIterations: 20 })).rejects.toThrow(code("NOT_CONVERGED"));
    await expect(lanczos((x) => x)).rejects.toThrow(/size is undefined/);
    await expect(lanczos(identity(2), { count: 3 })).rejects.toThrow(code("BAD_OPTION"));
    await expect(lanczos(identity(2), { which: "both" as never })).rejects.toThrow(code("BAD_OPTION"));
    await expect(lanczos([[Number.NaN]])).rejects.toThrow(code("NOT_FINITE"));
  });
});

describe("stochasticLogDeterminant", () => {
  test("covers the exact value", async () => {
    const exact = logDeterminant(cholesky(A.toDense()));
    const { value, standardError } = await stochasticLogDeterminant(A, { probes: 40, steps: 60 });
    expect(Math.abs(value - exact)).toBeLessThan(3 * standardError);
    expect(standardError).toBeLessThan(0.02 * exact);
    const sparse = await stochasticLogDeterminant(asSparse(multiply(identity(6), 3)));
    expect(sparse.value).toBeClose(6 * Math.log(3), { relative: 1e-12 });
  });

  test("refuses what is not positive definite", async () => {
    await expect(stochasticLogDeterminant([[1, 0], [0, -1]])).rejects.toThrow(code("NOT_POSITIVE_DEFINITE")); // biome-ignore format: one matrix
    await expect(stochasticLogDeterminant([[Infinity]])).rejects.toThrow(code("NOT_FINITE"));
    await expect(stochasticLogDeterminant([[1]], { probes: 1 })).rejects.toThrow(code("BAD_OPTION"));
  });
});
