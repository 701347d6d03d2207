import { referenceProduct } from "./reference-product.js";
import { part, type View } from "./view.js";

const block = 48;

/** Replaces `b` by `L⁻¹ b`, for a lower triangle L without zeros on its diagonal. */
export function referenceSubstitute(lower: View, b: View): void {
  for (let k = 0; k < lower.rows; k += block) {
    const end = Math.min(k + block, lower.rows);
    const solved = part(b, k, end, 0, b.columns);
    substituteBlock(part(lower, k, end, k, end), solved);
    referenceProduct(part(b, end, b.rows, 0, b.columns), -1, part(lower, end, lower.rows, k, end), solved);
  }
}

function substituteBlock(lower: View, b: View): void {
  if (Math.abs(b.rowStride) < Math.abs(b.columnStride)) substituteColumns(lower, b);
  else substituteRows(lower, b);
}

/** For columns that lie in one piece. */
function substituteColumns(lower: View, b: View): void {
  for (let j = 0; j < b.columns; j++) {
    const column = b.offset + j * b.columnStride;
    for (let i = 0; i < lower.rows; i++) {
      const row = lower.offset + i * lower.rowStride;
      let value = b.data[column + i * b.rowStride]!;
      for (let k = 0; k < i; k++) {
        value -= lower.data[row + k * lower.columnStride]! * b.data[column + k * b.rowStride]!;
      }
      b.data[column + i * b.rowStride] = value / lower.data[row + i * lower.columnStride]!;
    }
  }
}

/** For rows that lie in one piece. */
function substituteRows(lower: View, b: View): void {
  for (let i = 0; i < lower.rows; i++) {
    const row = b.offset + i * b.rowStride;
    for (let k = 0; k < i; k++) {
      const factor = lower.data[lower.offset + i * lower.rowStride + k * lower.columnStride]!;
      const from = b.offset + k * b.rowStride;
      for (let j = 0; j < b.columns; j++) {
        b.data[row + j * b.columnStride]! -= factor * b.data[from + j * b.columnStride]!;
      }
    }
    const diagonal = lower.data[lower.offset + i * (lower.rowStride + lower.columnStride)]!;
    for (let j = 0; j < b.columns; j++) b.data[row + j * b.columnStride]! /= diagonal;
  }
}
