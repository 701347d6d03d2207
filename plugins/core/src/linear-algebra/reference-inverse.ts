import { contiguousView } from "./copy-view.js";
import { referenceProduct } from "./reference-product.js";
import { referenceSubstitute } from "./reference-substitute.js";
import { part, transposed, type View } from "./view.js";

const block = 96;
const strip = 128;

/** The lower triangle of `(L Lᵀ)⁻¹` in the place of L. */
export function referenceInverse(a: Float64Array, n: number): void {
  const inverse = contiguousView(new Float64Array(n * n), n, n);
  invertInto(inverse, contiguousView(a, n, n));
  a.fill(0);
  for (let top = 0; top < n; top += strip) {
    const bottom = Math.min(top + strip, n);
    const rows = transposed(part(inverse, top, n, top, bottom));
    referenceProduct(part(contiguousView(a, n, n), top, bottom, 0, bottom), 1, rows, part(inverse, top, n, 0, bottom));
  }
}

/** The inverse of a lower triangle, by halves: its lower left quarter is `-L₂₂⁻¹ L₂₁ L₁₁⁻¹`. */
function invertInto(inverse: View, lower: View): void {
  const n = lower.rows;
  if (n <= block) {
    for (let i = 0; i < n; i++) inverse.data[inverse.offset + i * (inverse.rowStride + inverse.columnStride)] = 1;
    referenceSubstitute(lower, inverse);
    return;
  }
  const half = Math.ceil(n / 2 / block) * block;
  const first = part(inverse, 0, half, 0, half);
  const second = part(lower, half, n, half, n);
  const corner = part(inverse, half, n, 0, half);
  invertInto(first, part(lower, 0, half, 0, half));
  referenceProduct(corner, -1, part(lower, half, n, 0, half), first);
  invertInto(part(inverse, half, n, half, n), second);
  referenceSubstitute(second, corner);
}
