import { addProduct } from "./add-product.js";
import { substituteForward } from "./substitute.js";
import { part, type View } from "./view.js";

const block = 96;

/** The inverse of a lower triangle, by halves: its lower left quarter is `-L₂₂⁻¹ L₂₁ L₁₁⁻¹`. */
export function invertLower(lower: View): View {
  const n = lower.rows;
  const inverse: View = {
    data: new Float64Array(n * n),
    offset: 0,
    rows: n,
    columns: n,
    rowStride: n,
    columnStride: 1,
  };
  invertInto(inverse, lower);
  return inverse;
}

function invertInto(inverse: View, lower: View): void {
  const n = lower.rows;
  if (n <= block) {
    for (let i = 0; i < n; i++) inverse.data[inverse.offset + i * (inverse.rowStride + inverse.columnStride)] = 1;
    substituteForward(lower, inverse);
    return;
  }
  const half = Math.ceil(n / 2 / block) * block;
  const first = part(inverse, 0, half, 0, half);
  const second = part(lower, half, n, half, n);
  const corner = part(inverse, half, n, 0, half);
  invertInto(first, part(lower, 0, half, 0, half));
  addProduct(corner, -1, part(lower, half, n, 0, half), first);
  invertInto(part(inverse, half, n, half, n), second);
  substituteForward(second, corner);
}
