import { scratch } from "./threads";

/** Columns of A and rows of B in one pass; rows of A, to fit the second cache; columns of B, to fit the third. */
const depthBlock: i32 = 256;
const rowBlock: i32 = 192;
const columnBlock: i32 = 1024;
const tileRows: i32 = 6;
const tileColumns: i32 = 4;

/** Room for one square block, or for a tile at an edge. */
export const spareBytes: i32 = 48 * 48 * 8;
/** What a thread needs to pack its panels, and the spare room. */
export const scratchBytes: i32 = (rowBlock + tileRows + columnBlock + tileColumns) * depthBlock * 8 + spareBytes + 512;
const tileBytes: i32 = 256;

// @ts-expect-error: set by the build
const fused: bool = RELAXED !== 0;

export function multiplyAdd(x: v128, y: v128, sum: v128): v128 {
  if (fused) return f64x2.relaxed_madd(x, y, sum);
  return f64x2.add(sum, f64x2.mul(x, y));
}

/**
 * Rows `top` to `bottom` of `C = factor A B`, or of `C += factor A B`, where C has `columns` columns and the sum goes over
 * `depth`. Strides are in bytes; the columns of C lie side by side. With `isLower` nothing right of the diagonal
 * tiles is computed. C may be A where `depth` and `columns` fit one panel, and B where `bottom - top` does too.
 *
 * Every entry is summed in the same order whatever `top` and `bottom` are, so that threads do not change results.
 */
export function multiplyRows(
  top: i32,
  bottom: i32,
  columns: i32,
  depth: i32,
  factor: f64,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  cRow: i32,
  adds: bool,
  isLower: bool,
): void {
  const packedA = scratch;
  const packedB = scratch + <usize>((rowBlock + tileRows) * depthBlock * 8);
  const end = isLower ? min(columns, bottom) : columns;
  for (let k = 0; k < depth; k += depthBlock) {
    const deep = min(depthBlock, depth - k);
    const addsNow = adds || k > 0;
    for (let j = 0; j < end; j += columnBlock) {
      const wide = min(columnBlock, end - j);
      pack(packedB, b + k * bRow + j * bColumn, bColumn, bRow, wide, deep, tileColumns);
      const first = isLower ? max(top, (j / tileRows) * tileRows) : top;
      for (let i = first; i < bottom; i += rowBlock) {
        const high = min(rowBlock, bottom - i);
        pack(packedA, a + i * aRow + k * aColumn, aRow, aColumn, high, deep, tileRows);
        multiplyPanels(
          high,
          wide,
          deep,
          factor,
          packedA,
          packedB,
          c + i * cRow + j * 8,
          cRow,
          addsNow,
          isLower ? i - j : i32.MAX_VALUE,
        );
      }
    }
  }
}

/** Copies `count` lines in strips of `width` lines side by side; missing lines of the last strip are zeros. */
function pack(target: usize, from: usize, lineStride: i32, depthStride: i32, count: i32, depth: i32, width: i32): void {
  let line = 0;
  for (; line + width <= count; line += width) {
    const base = from + line * lineStride;
    if (lineStride === 8) packSideBySide(target, base, depthStride, depth, width);
    else packAcross(target, base, lineStride, depthStride, depth, width);
    target += depth * width * 8;
  }
  if (line === count) return;
  memory.fill(target, 0, depth * width * 8);
  packAcross2(target, from + line * lineStride, lineStride, depthStride, depth, width, count - line);
}

function packSideBySide(target: usize, base: usize, depthStride: i32, depth: i32, width: i32): void {
  for (let k = 0; k < depth; k++) {
    v128.store(target, v128.load(base));
    v128.store(target, v128.load(base, 16), 16);
    if (width === tileRows) v128.store(target, v128.load(base, 32), 32);
    target += width * 8;
    base += depthStride;
  }
}

function packAcross(target: usize, base: usize, lineStride: i32, depthStride: i32, depth: i32, width: i32): void {
  const step = width * 8;
  for (let s = 0; s < width; s += 2) {
    let p = base + s * lineStride;
    let q = p + lineStride;
    let to = target + s * 8;
    for (let k = 0; k < depth; k++) {
      f64.store(to, f64.load(p));
      f64.store(to, f64.load(q), 8);
      p += depthStride;
      q += depthStride;
      to += step;
    }
  }
}

function packAcross2(
  target: usize,
  base: usize,
  lineStride: i32,
  depthStride: i32,
  depth: i32,
  width: i32,
  count: i32,
): void {
  for (let s = 0; s < count; s++) {
    let p = base + s * lineStride;
    let to = target + s * 8;
    for (let k = 0; k < depth; k++, p += depthStride, to += width * 8) f64.store(to, f64.load(p));
  }
}

/** Tiles right of the diagonal are left out; `below` is the row of the first row less the column of the first column. */
function multiplyPanels(
  high: i32,
  wide: i32,
  depth: i32,
  factor: f64,
  packedA: usize,
  packedB: usize,
  c: usize,
  cRow: i32,
  adds: bool,
  below: i32,
): void {
  const spare = scratch + scratchBytes - spareBytes - tileBytes;
  for (let j = 0; j < wide; j += tileColumns) {
    const columns = min(tileColumns, wide - j);
    // The first strip of rows of which the last row reaches the diagonal.
    const first = below === i32.MAX_VALUE ? 0 : max(0, ((j - below) / tileRows) * tileRows);
    for (let i = first; i < high; i += tileRows) {
      const rows = min(tileRows, high - i);
      const ap = packedA + i * depth * 8;
      const bp = packedB + j * depth * 8;
      const at = c + i * cRow + j * 8;
      if (rows === tileRows && columns === tileColumns) multiplyTile(depth, factor, ap, bp, at, cRow, adds);
      else {
        multiplyTile(depth, factor, ap, bp, spare, 32, false);
        copyTile(spare, at, cRow, rows, columns, adds);
      }
    }
  }
}

function copyTile(from: usize, to: usize, row: i32, rows: i32, columns: i32, adds: bool): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = to + i * row + j * 8;
      const value = f64.load(from + i * 32 + j * 8);
      f64.store(at, adds ? f64.load(at) + value : value);
    }
  }
}

function multiplyTile(depth: i32, factor: f64, ap: usize, bp: usize, c: usize, cRow: i32, adds: bool): void {
  let c00 = f64x2.splat(0),
    c01 = c00,
    c10 = c00,
    c11 = c00,
    c20 = c00,
    c21 = c00;
  let c30 = c00,
    c31 = c00,
    c40 = c00,
    c41 = c00,
    c50 = c00,
    c51 = c00;
  const end = ap + depth * 48;
  while (ap < end) {
    const b0 = v128.load(bp);
    const b1 = v128.load(bp, 16);
    let x = v128.load_splat<f64>(ap);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load_splat<f64>(ap, 8);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load_splat<f64>(ap, 16);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load_splat<f64>(ap, 24);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    x = v128.load_splat<f64>(ap, 32);
    c40 = multiplyAdd(x, b0, c40);
    c41 = multiplyAdd(x, b1, c41);
    x = v128.load_splat<f64>(ap, 40);
    c50 = multiplyAdd(x, b0, c50);
    c51 = multiplyAdd(x, b1, c51);
    ap += 48;
    bp += 32;
  }
  const f = f64x2.splat(factor);
  storeRow(c, f, c00, c01, adds);
  storeRow(c + cRow, f, c10, c11, adds);
  storeRow(c + 2 * cRow, f, c20, c21, adds);
  storeRow(c + 3 * cRow, f, c30, c31, adds);
  storeRow(c + 4 * cRow, f, c40, c41, adds);
  storeRow(c + 5 * cRow, f, c50, c51, adds);
}

/** Product and sum are rounded apart in both builds, as for the tiles at the edges. */
function storeRow(at: usize, factor: v128, left: v128, right: v128, adds: bool): void {
  left = f64x2.mul(factor, left);
  right = f64x2.mul(factor, right);
  if (adds) {
    left = f64x2.add(v128.load(at), left);
    right = f64x2.add(v128.load(at, 16), right);
  }
  v128.store(at, left);
  v128.store(at, right, 16);
}
