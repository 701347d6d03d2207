import type { ArrayInput } from "../arrays/as-array.js";
import { ComplexArray } from "../arrays/complex-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { asSquare } from "./arguments.js";
import { balance } from "./balance.js";
import { reduceToHessenberg } from "./hessenberg.js";
import { checkFinite, powerOfTwoNear } from "./magnitude.js";
import { reduceToSchur } from "./real-schur.js";
import { type Eigenvalue, eigenvaluesOf, schurVector } from "./schur-vectors.js";
import { view } from "./view.js";

/** Eigenvalues of shape [n], and as columns of shape [n, n] the eigenvectors, of length 1. */
export interface EigenDecomposition {
  readonly values: ComplexArray;
  readonly vectors: ComplexArray;
}

/**
 * Eigenvalues, by ascending real and then imaginary part, and eigenvectors of any square matrix; for a symmetric one
 * `symmetricEigen` is faster and more accurate. A matrix that lacks eigenvectors gives some that are nearly parallel.
 *
 * @example
 * const { values } = eigen([[0, -1], [1, 0]]);
 * values.imaginary.data; // [-1, 1]
 *
 * @throws ShapeError NOT_SQUARE
 * @throws ValueError NOT_FINITE at an entry that is not finite
 * @throws NumericError NOT_CONVERGED
 * @see Golub & Van Loan, Matrix Computations, 4th edition, chapter 7
 */
export function eigen(A: ArrayInput): EigenDecomposition {
  const matrix = asSquare(A, "eigen: A");
  checkFinite("eigen", matrix);
  const n = matrix.shape[0]!;
  const scale = powerOfTwoNear(matrix.data);
  const t = view(matrix.map((value) => value / scale));
  const scales = balance(t);
  const q = reduceToHessenberg(t);
  reduceToSchur(t, q);
  const smallest = Number.EPSILON * t.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 2 ** -1000);
  const found = eigenvaluesOf(t.data, n).sort((a, b) => a.real - b.real || a.imaginary - b.imaginary);
  const real = new Float64Array(n * n);
  const imaginary = new Float64Array(n * n);
  found.forEach((value, column) => {
    writeVector(value, column);
  });
  return {
    values: new ComplexArray(
      new NDArray(Float64Array.from(found, (value) => value.real * scale)),
      new NDArray(Float64Array.from(found, (value) => value.imaginary * scale)),
    ),
    vectors: new ComplexArray(new NDArray(real, [n, n]), new NDArray(imaginary, [n, n])),
  };

  function writeVector(value: Eigenvalue, column: number): void {
    const y = schurVector(t.data, n, value, smallest);
    const re = new Float64Array(n);
    const im = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k <= value.row + Number(value.isPair); k++) {
        re[i]! += scales[i]! * q.data[i * n + k]! * y.real[k]!;
        im[i]! += scales[i]! * q.data[i * n + k]! * y.imaginary[k]!;
      }
    }
    const largest = re.reduce((size, value, i) => Math.max(size, Math.abs(value), Math.abs(im[i]!)), 0);
    const length =
      largest * Math.sqrt(re.reduce((sum, value, i) => sum + (value / largest) ** 2 + (im[i]! / largest) ** 2, 0));
    for (let i = 0; i < n; i++) {
      real[i * n + column] = re[i]! / length;
      imaginary[i * n + column] = im[i]! / length;
    }
  }
}
