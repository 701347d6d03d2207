import { argsort } from "../arrays/argsort.js";
import { type ArrayInput, asMatrix } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { layerFor } from "../backend/choice.js";
import { bidiagonalize } from "./bidiagonalize.js";
import { diagonalizeBidiagonal } from "./diagonalize-bidiagonal.js";
import { checkFinite, powerOfTwoNear, scaledDown } from "./magnitude.js";
import { matmul } from "./matmul.js";
import { qr } from "./qr.js";
import { view } from "./view.js";

/** `A = U S Vᵀ`, with k = min(m, n): U of shape [m, k], singular values descending of shape [k], Vᵀ of shape [k, n]. */
export interface SingularValueDecomposition {
  readonly u: NDArray;
  readonly singularValues: NDArray;
  readonly vt: NDArray;
}

/**
 * The singular value decomposition `A = U S Vᵀ` of a matrix of shape [m, n].
 *
 * @example
 * svd([[3, 0], [0, -4]]).singularValues.data; // [4, 3]
 *
 * @throws ValueError NOT_FINITE at an entry that is not finite
 * @throws NumericError NOT_CONVERGED
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 8.6
 */
export function svd(A: ArrayInput): SingularValueDecomposition {
  const matrix = asMatrix(A, "svd: A");
  checkFinite("svd", matrix);
  const [m, n] = matrix.shape as [number, number];
  if (m < n) return exchanged(svdTall(matrix.transpose()));
  return svdTall(matrix);
}

function exchanged({ u, singularValues, vt }: SingularValueDecomposition): SingularValueDecomposition {
  return { u: vt.transpose(), singularValues, vt: u.transpose() };
}

function svdTall(matrix: NDArray): SingularValueDecomposition {
  const [m, n] = matrix.shape as [number, number];
  const found = svdByLayer(matrix, m, n);
  if (found) return found;
  if (m === n) return svdSquare(matrix);
  const { q, r } = qr(matrix);
  const { u, singularValues, vt } = svdSquare(r);
  return { u: matmul(q, u), singularValues, vt };
}

function svdByLayer(matrix: NDArray, m: number, n: number): SingularValueDecomposition | undefined {
  const layer = layerFor(m * n * n);
  if (!layer?.svd) return undefined;
  const scale = powerOfTwoNear(matrix.data);
  const found = layer.svd(scaledDown(matrix.data, scale), m, n);
  return (
    found && {
      u: new NDArray(found.u, [m, n]),
      singularValues: new NDArray(found.values.map((value) => value * scale)),
      vt: new NDArray(found.vt, [n, n]),
    }
  );
}

function svdSquare(matrix: NDArray): SingularValueDecomposition {
  const n = matrix.shape[0]!;
  const scale = powerOfTwoNear(matrix.data);
  const reduced = bidiagonalize(view(new NDArray(scaledDown(matrix.data, scale), [n, n])));
  diagonalizeBidiagonal(reduced);
  const { diagonal, ut, vt } = reduced;
  for (let i = 0; i < n; i++) if (diagonal[i]! < 0 || Object.is(diagonal[i], -0)) negateRow(diagonal, vt, i);
  const order = argsort(diagonal.map((value) => -value));
  return {
    u: new NDArray(ut, [n, n]).take(order).transpose(),
    singularValues: new NDArray(diagonal.map((value) => value * scale)).take(order),
    vt: new NDArray(vt, [n, n]).take(order),
  };
}

function negateRow(diagonal: Float64Array, vt: Float64Array, i: number): void {
  const n = diagonal.length;
  diagonal[i] = -diagonal[i]!;
  for (let k = i * n; k < (i + 1) * n; k++) vt[k] = -vt[k]!;
}
