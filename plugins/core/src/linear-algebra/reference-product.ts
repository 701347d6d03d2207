import type { View } from "./view.js";

/** Sizes of the packed panels: a strip of A stays in the first cache, a panel of B in the second. */
const depthBlock = 256;
const rowBlock = 96;
const columnBlock = 512;
const small = 16;

let packedA = new Float64Array(0);
let packedB = new Float64Array(0);

/**
 * `C += factor · A B` in place, for matrices of any layout.
 *
 * Panels of A and B are copied into contiguous strips of 4 rows and 4 columns, so that the innermost loop reads
 * memory in order and holds 16 sums.
 *
 * @see Goto & van de Geijn, Anatomy of high-performance matrix multiplication, ACM TOMS 34 (2008)
 */
export function referenceProduct(c: View, factor: number, a: View, b: View): void {
  if (Math.min(c.rows, c.columns, a.columns) < 4 || a.columns * c.columns < small * small) addSmall(c, factor, a, b);
  else addPacked(c, factor, a, b);
}

function addSmall(c: View, factor: number, a: View, b: View): void {
  for (let i = 0; i < c.rows; i++) {
    const row = c.offset + i * c.rowStride;
    for (let k = 0; k < a.columns; k++) {
      const x = factor * a.data[a.offset + i * a.rowStride + k * a.columnStride]!;
      const from = b.offset + k * b.rowStride;
      for (let j = 0; j < c.columns; j++) {
        c.data[row + j * c.columnStride]! += x * b.data[from + j * b.columnStride]!;
      }
    }
  }
}

function addPacked(c: View, factor: number, a: View, b: View): void {
  const depth = Math.min(depthBlock, a.columns);
  packedA = atLeast(packedA, (Math.min(rowBlock, c.rows) + 3) * depth);
  packedB = atLeast(packedB, (Math.min(columnBlock, c.columns) + 3) * depth);
  for (let k = 0; k < a.columns; k += depthBlock) {
    const kEnd = Math.min(k + depthBlock, a.columns);
    for (let j = 0; j < c.columns; j += columnBlock) {
      const jEnd = Math.min(j + columnBlock, c.columns);
      pack(packedB, b.data, b.offset + k * b.rowStride, b.columnStride, b.rowStride, j, jEnd, kEnd - k, 1);
      for (let i = 0; i < c.rows; i += rowBlock) {
        const iEnd = Math.min(i + rowBlock, c.rows);
        pack(packedA, a.data, a.offset + k * a.columnStride, a.rowStride, a.columnStride, i, iEnd, kEnd - k, factor);
        addPanels(c, i, iEnd, j, jEnd, kEnd - k);
      }
    }
  }
}

function atLeast(buffer: Float64Array, length: number): Float64Array<ArrayBuffer> {
  return (buffer.length >= length ? buffer : new Float64Array(length)) as Float64Array<ArrayBuffer>;
}

/** Copies lines `from` to `to`, in strips of 4 lines side by side; missing lines of the last strip are zeros. */
function pack(
  target: Float64Array,
  data: Float64Array,
  offset: number,
  lineStride: number,
  depthStride: number,
  from: number,
  to: number,
  depth: number,
  factor: number,
): void {
  let at = 0;
  for (let line = from; line < to; line += 4) {
    const count = Math.min(to - line, 4);
    const base = offset + line * lineStride;
    if (count === 4) {
      for (let k = 0, p = base; k < depth; k++, p += depthStride) {
        target[at] = factor * data[p]!;
        target[at + 1] = factor * data[p + lineStride]!;
        target[at + 2] = factor * data[p + 2 * lineStride]!;
        target[at + 3] = factor * data[p + 3 * lineStride]!;
        at += 4;
      }
    } else {
      for (let k = 0, p = base; k < depth; k++, p += depthStride) {
        for (let s = 0; s < 4; s++) target[at++] = s < count ? factor * data[p + s * lineStride]! : 0;
      }
    }
  }
}

function addPanels(c: View, top: number, bottom: number, left: number, right: number, depth: number): void {
  for (let j = left; j < right; j += 4) {
    for (let i = top; i < bottom; i += 4) {
      addTile(c, i, Math.min(i + 4, bottom), j, Math.min(j + 4, right), (i - top) * depth, (j - left) * depth, depth);
    }
  }
}

const tile = new Float64Array(16);

function addTile(
  c: View,
  top: number,
  bottom: number,
  left: number,
  right: number,
  aStart: number,
  bStart: number,
  depth: number,
): void {
  multiplyStrips(packedA, aStart, packedB, bStart, depth);
  for (let i = top; i < bottom; i++) {
    const row = c.offset + i * c.rowStride;
    for (let j = left; j < right; j++) c.data[row + j * c.columnStride]! += tile[(i - top) * 4 + j - left]!;
  }
}

/** The 4 × 4 sums over `depth` of one strip of A with one strip of B. */
function multiplyStrips(a: Float64Array, aStart: number, b: Float64Array, bStart: number, depth: number): void {
  let c00 = 0;
  let c01 = 0;
  let c02 = 0;
  let c03 = 0;
  let c10 = 0;
  let c11 = 0;
  let c12 = 0;
  let c13 = 0;
  let c20 = 0;
  let c21 = 0;
  let c22 = 0;
  let c23 = 0;
  let c30 = 0;
  let c31 = 0;
  let c32 = 0;
  let c33 = 0;
  const end = aStart + 4 * depth;
  for (let p = aStart, q = bStart; p < end; p += 4, q += 4) {
    const b0 = b[q]!;
    const b1 = b[q + 1]!;
    const b2 = b[q + 2]!;
    const b3 = b[q + 3]!;
    let x = a[p]!;
    c00 += x * b0;
    c01 += x * b1;
    c02 += x * b2;
    c03 += x * b3;
    x = a[p + 1]!;
    c10 += x * b0;
    c11 += x * b1;
    c12 += x * b2;
    c13 += x * b3;
    x = a[p + 2]!;
    c20 += x * b0;
    c21 += x * b1;
    c22 += x * b2;
    c23 += x * b3;
    x = a[p + 3]!;
    c30 += x * b0;
    c31 += x * b1;
    c32 += x * b2;
    c33 += x * b3;
  }
  tile[0] = c00;
  tile[1] = c01;
  tile[2] = c02;
  tile[3] = c03;
  tile[4] = c10;
  tile[5] = c11;
  tile[6] = c12;
  tile[7] = c13;
  tile[8] = c20;
  tile[9] = c21;
  tile[10] = c22;
  tile[11] = c23;
  tile[12] = c30;
  tile[13] = c31;
  tile[14] = c32;
  tile[15] = c33;
}
