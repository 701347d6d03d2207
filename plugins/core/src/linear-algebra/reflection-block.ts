import { addProduct } from "./add-product.js";
import { contiguousView, copyView } from "./copy-view.js";
import { transposed, type View } from "./view.js";

/** Reflections `H_0 H_1 … = I − V T Vᵀ`, by which many columns are changed with products of matrices. */
export interface ReflectionBlock {
  readonly v: View;
  readonly t: View;
}

/**
 * Joins reflections whose vectors are the columns of `panel`, below its diagonal, with 1 on the diagonal.
 *
 * @see Schreiber & Van Loan, A storage-efficient WY representation, SIAM J. Sci. Stat. Comput. 10 (1989) 53
 */
export function joinReflections(panel: View, factors: Float64Array): ReflectionBlock {
  const [rows, count] = [panel.rows, panel.columns];
  const v = contiguousView(new Float64Array(rows * count), rows, count);
  copyView(v, panel);
  for (let i = 0; i < count; i++) v.data.fill(0, i * count + i + 1, (i + 1) * count);
  const overlaps = contiguousView(new Float64Array(count * count), count, count);
  addProduct(overlaps, 1, transposed(v), v, true);
  const t = contiguousView(new Float64Array(count * count), count, count);
  for (let j = 0; j < count; j++) {
    t.data[j * (count + 1)] = factors[j]!;
    for (let i = 0; i < j; i++) {
      let sum = 0;
      for (let k = i; k < j; k++) sum += t.data[i * count + k]! * overlaps.data[k * count + j]!;
      t.data[i * count + j] = -factors[j]! * sum;
    }
  }
  return { v, t };
}

/** Replaces `a` by `(I − V T Vᵀ) a`, or with `isTransposed` by `(I − V Tᵀ Vᵀ) a`. */
export function reflectByBlock({ v, t }: ReflectionBlock, a: View, isTransposed: boolean): void {
  if (a.columns === 0) return;
  const inner = contiguousView(new Float64Array(v.columns * a.columns), v.columns, a.columns);
  addProduct(inner, 1, transposed(v), a, true);
  const weighted = contiguousView(new Float64Array(v.columns * a.columns), v.columns, a.columns);
  addProduct(weighted, 1, isTransposed ? transposed(t) : t, inner, true);
  addProduct(a, -1, v, weighted);
}
