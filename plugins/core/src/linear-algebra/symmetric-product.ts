import { type ArrayInput, asMatrix } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { addProduct } from "./add-product.js";
import { part, transposed, view } from "./view.js";

const blockRows = 128;

/**
 * `A Aᵀ` for A of shape [m, k] or one column, exactly symmetric: of large products only one half is computed. For `Aᵀ A` give
 * `transpose(A)`.
 *
 * @example
 * symmetricProduct([[1, 2], [3, 4]]).toArray(); // [[5, 11], [11, 25]]
 *
 * @throws ShapeError NOT_A_MATRIX
 */
export function symmetricProduct(A: ArrayInput): NDArray {
  const a = view(asMatrix(A, "symmetricProduct: A"));
  const n = a.rows;
  const product = new NDArray(new Float64Array(n * n), [n, n]);
  for (let top = 0; top < n; top += blockRows) {
    const bottom = Math.min(top + blockRows, n);
    const [rows, above] = [part(a, top, bottom, 0, a.columns), part(a, 0, bottom, 0, a.columns)];
    addProduct(part(view(product), top, bottom, 0, bottom), 1, rows, transposed(above));
  }
  const { data } = product;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) data[i * n + j] = data[j * n + i]!;
  return product;
}
