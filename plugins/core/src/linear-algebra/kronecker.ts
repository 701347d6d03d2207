import { type ArrayInput, asMatrix } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";

/**
 * The Kronecker product: every entry of A times the whole of B, of shape [m p, n q] for A [m, n] and B [p, q].
 *
 * @example
 * kronecker([[1, 2]], [[1], [10]]).toArray(); // [[1, 2], [10, 20]]
 *
 * @throws ShapeError NOT_A_MATRIX
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 12.3
 */
export function kronecker(A: ArrayInput, B: ArrayInput): NDArray {
  const left = asMatrix(A, "kronecker: A");
  const right = asMatrix(B, "kronecker: B");
  const [m, n] = left.shape as [number, number];
  const [p, q] = right.shape as [number, number];
  const data = new Float64Array(m * p * n * q);
  let to = 0;
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < p; k++) {
      for (let j = 0; j < n; j++) {
        const weight = left.data[i * n + j]!;
        for (let l = 0; l < q; l++) data[to++] = weight * right.data[k * q + l]!;
      }
    }
  }
  return new NDArray(data, [m * p, n * q]);
}
