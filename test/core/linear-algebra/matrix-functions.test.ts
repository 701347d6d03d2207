import {
  add,
  type ComplexArray,
  cholesky,
  choleskyDowndate,
  choleskyUpdate,
  conditionNumber,
  diagonal,
  eigen,
  identity,
  kronecker,
  matmul,
  matrixExponential,
  matrixRank,
  multiply,
  norm,
  pseudoInverse,
  sort,
  subtract,
  sum,
  transpose,
  zeros,
} from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { normals, seeds, sizes } from "./matrices.ts";

const expected = reference("core/matrix-functions.json");
const code = (name: string) => expect.objectContaining({ code: name });

describe("choleskyUpdate and choleskyDowndate", () => {
  test("are the factors of the changed matrix, and undo each other", () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        const a = normals(seed, n, n);
        const A = add(matmul(a, a.transpose()), identity(n));
        const v = normals(seed + 1, n, 1).reshape([n]);
        const L = cholesky(A);
        const updated = choleskyUpdate(L, v);
        expect(updated).toBeClose(cholesky(add(A, kronecker(v, transpose(v)))), { absolute: 1e-10 });
        expect(choleskyDowndate(updated, v)).toBeClose(L, { absolute: 1e-8 });
      }),
      { numRuns: 40 },
    );
  });

  test("refuse what is not positive definite any more, or never was a factor", () => {
    expect(() => choleskyDowndate(identity(2), [0, 1])).toThrow(
      /^choleskyDowndate: the pivot of row 1 falls from 1\.000/,
    );
    expect(() => choleskyDowndate(identity(2), [0, 2])).toThrow(code("NOT_POSITIVE_DEFINITE"));
    expect(() => choleskyUpdate(identity(2), [Number.NaN, 0])).toThrow(code("NOT_FINITE"));
    expect(() => choleskyUpdate(zeros([2, 2]), [1, 1])).toThrow(code("NOT_FINITE"));
    expect(() => choleskyUpdate(identity(2), [1])).toThrow(code("SHAPE_MISMATCH"));
  });
});

describe("eigen", () => {
  /** The largest entry of `A V - V Λ`. */
  function error(A: ReturnType<typeof identity>, values: ComplexArray, vectors: ComplexArray): number {
    const product = vectors.map((part) => matmul(A, part));
    const scaled = vectors.multiply(values);
    return norm(subtract(product.real, scaled.real)) + norm(subtract(product.imaginary, scaled.imaginary));
  }

  test.each(Object.keys(expected.eigen))("agrees with NumPy: %s", (name) => {
    const { A, real, imaginary } = expected.eigen[name];
    const { values, vectors } = eigen(A);
    const scale = norm(A);
    const tolerance = { "badly scaled": 1e-13, companion: 1e-11 }[name] ?? 2e-14;
    expect(values.real).toBeClose(real, { absolute: tolerance * scale });
    expect(values.imaginary).toBeClose(imaginary, { absolute: tolerance * scale });
    expect(error(add(A, 0), values, vectors)).toBeLessThan(1e-13 * scale);
  });

  test("A V = V Λ with columns of length 1, and the trace is the sum of the values", () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, n) => {
        const A = normals(seed, n, n);
        const { values, vectors } = eigen(A);
        expect(error(A, values, vectors)).toBeLessThan(1e-12 * n);
        const lengths = sum(multiply(vectors.magnitude(), vectors.magnitude()), 0);
        expect(lengths.data.every((length) => Math.abs(length - 1) < 1e-12)).toBe(true);
        expect(sum(values.real)).toBeClose(sum(diagonal(A)), { absolute: 1e-11 * n });
        const imaginary = sort(values.imaginary);
        expect(imaginary.data).toEqual(imaginary.data.toReversed().map((value) => 0 - value));
      }),
      { numRuns: 40 },
    );
  });

  test("finds the known values of a wheel, and copes with a matrix that lacks eigenvectors", () => {
    const n = 12;
    const shift = identity(n).take(Int32Array.from({ length: n }, (_, i) => (i + 1) % n));
    expect(eigen(shift).values.magnitude()).toBeClose(new Float64Array(n).fill(1), { absolute: 1e-13 });
    const jordan = add(multiply(identity(3), 2), [[0, 1, 0], [0, 0, 1], [0, 0, 0]]); // biome-ignore format: one matrix
    const { values, vectors } = eigen(jordan);
    expect(values.real).toBeClose([2, 2, 2], { absolute: 1e-12 });
    expect(vectors.real.data.every(Number.isFinite)).toBe(true);
    expect(error(jordan, values, vectors)).toBeLessThan(1e-12);
    expect([...eigen(zeros([2, 2])).values.real.data]).toEqual([0, 0]);
    expect([...eigen([[-3]]).vectors.real.data]).toEqual([1]);
    expect(() => eigen([[1, Number.NaN], [0, 1]])).toThrow(code("NOT_FINITE")); // biome-ignore format: one matrix
    expect(() => eigen([[1, 2]])).toThrow(code("NOT_SQUARE"));
  });
});

describe("matrixExponential", () => {
  test.each(Object.keys(expected.exponential))("agrees with SciPy: %s", (name) => {
    const { A, exponential } = expected.exponential[name];
    const result = matrixExponential(A);
    expect(norm(subtract(result, exponential)) / norm(exponential)).toBeLessThan(1e-13 * Math.max(norm(A), 1));
  });

  test("e^A e^-A = 1, and the exponential of a sum of copies is a power", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 12 }), (seed, n) => {
        const A = normals(seed, n, n);
        const E = matrixExponential(A);
        expect(matmul(E, matrixExponential(multiply(A, -1)))).toBeClose(identity(n), {
          absolute: 1e-13 * norm(E) ** 2,
        });
        expect(matmul(E, E)).toBeClose(matrixExponential(multiply(A, 2)), { absolute: 1e-13 * norm(E) ** 2 });
      }),
      { numRuns: 40 },
    );
    expect(() => matrixExponential([[1000]])).toThrow(code("NOT_FINITE"));
    expect(() => matrixExponential([[Infinity]])).toThrow(code("NOT_FINITE"));
  });
});

describe("pseudoInverse, matrixRank, conditionNumber", () => {
  test.each(Object.keys(expected.pseudoInverse))("agree with NumPy: %s", (name) => {
    const { A, inverse, rank } = expected.pseudoInverse[name];
    expect(pseudoInverse(A)).toBeClose(inverse, { absolute: 1e-13 });
    expect(matrixRank(A)).toBe(rank);
  });

  test("obey Moore's and Penrose's conditions", () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, (seed, m, n) => {
        const A = normals(seed, m, n);
        const P = pseudoInverse(A);
        expect(matmul(matmul(A, P), A)).toBeClose(A, { absolute: 1e-9 });
        expect(matmul(A, P)).toBeClose(transpose(matmul(A, P)), { absolute: 1e-9 });
      }),
      { numRuns: 30 },
    );
  });

  test("judge singular and nearly singular matrices", () => {
    expect(conditionNumber(expected.condition.A)).toBeClose(expected.condition.number, { relative: 1e-12 });
    expect(conditionNumber(zeros([2, 2]))).toBe(Infinity);
    expect(matrixRank([[1, 0], [0, 1e-9]], { tolerance: 1e-8 })).toBe(1); // biome-ignore format: one matrix
    expect(() => matrixRank([[1]], { tolerance: -1 })).toThrow(code("BAD_OPTION"));
    expect(() => conditionNumber(zeros([0, 0]))).toThrow(code("EMPTY"));
  });
});

test("the Kronecker product multiplies like its factors", () => {
  const [A, B, C, D] = [normals(1, 2, 3), normals(2, 4, 2), normals(3, 3, 2), normals(4, 2, 5)];
  const product = matmul(kronecker(A, B), kronecker(C, D));
  expect(product).toBeClose(kronecker(matmul(A, C), matmul(B, D)), { absolute: 1e-13 });
});
