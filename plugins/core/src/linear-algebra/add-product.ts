import { layerFor } from "../backend/choice.js";
import { referenceProduct } from "./reference-product.js";
import type { View } from "./view.js";

/** `C += factor · A B` in place, for matrices of any layout, on the layer that is in use; C may be known to be zero. */
export function addProduct(c: View, factor: number, a: View, b: View, isZero = false): void {
  const isThin = Math.min(c.rows, c.columns, a.columns) < 4;
  const layer = isThin ? undefined : layerFor(c.rows * c.columns * a.columns);
  if (layer) layer.addProduct(c, factor, a, b, isZero);
  else referenceProduct(c, factor, a, b);
}
