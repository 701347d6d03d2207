import { argsort } from "../arrays/argsort.js";
import type { ArrayInput } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { layerFor } from "../backend/choice.js";
import { asSquare } from "./arguments.js";
import { diagonalizeTridiagonal } from "./diagonalize-tridiagonal.js";
import { checkFinite, powerOfTwoNear, scaledDown } from "./magnitude.js";
import { tridiagonalize } from "./tridiagonalize.js";
import { view } from "./view.js";

/**
 * Eigenvalues, ascending, of shape [n], and orthonormal eigenvectors, the columns of shape [n, n], of a symmetric
 * matrix, of which only the lower triangle is read.
 *
 * @example
 * allClose(symmetricEigen([[2, 1], [1, 2]]).values, [1, 3]); // true
 *
 * @throws ShapeError NOT_SQUARE
 * @throws ValueError NOT_FINITE at an entry that is not finite
 * @throws NumericError NOT_CONVERGED
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 8.3
 */
export function symmetricEigen(A: ArrayInput): { values: NDArray; vectors: NDArray } {
  const matrix = asSquare(A, "symmetricEigen: A");
  checkFinite("symmetricEigen", matrix);
  const n = matrix.shape[0]!;
  const scale = powerOfTwoNear(matrix.data);
  const scaled = () => new NDArray(scaledDown(matrix.data, scale), [n, n]);
  const layer = layerFor(n ** 3);
  if (layer?.symmetricEigen) {
    const vectors = scaled();
    const found = layer.symmetricEigen(vectors.data, n);
    if (found) return { values: new NDArray(found.map((value) => value * scale)), vectors: vectors.transpose() };
  }
  const reduced = tridiagonalize(view(scaled()));
  diagonalizeTridiagonal(reduced);
  const order = argsort(reduced.diagonal);
  return {
    values: new NDArray(reduced.diagonal.map((value) => value * scale)).take(order),
    vectors: new NDArray(reduced.qt, [n, n]).take(order).transpose(),
  };
}
