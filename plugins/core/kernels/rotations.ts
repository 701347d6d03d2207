import { multiplyAdd } from "./multiply";

/**
 * Rotates neighbouring rows, one pair after the other: rotation k, of which cosine and sine stand at `rotations + 16 k`,
 * acts on rows k and k + 1. Rows have `columns` numbers, a multiple of 8, of which 8 at a time go down all rows.
 */
export function rotateRows(data: usize, row: i32, columns: i32, rotations: usize, count: i32): void {
  for (let j = 0; j < columns; j += 8) {
    let at = data + j * 8;
    let x0 = v128.load(at);
    let x1 = v128.load(at, 16);
    let x2 = v128.load(at, 32);
    let x3 = v128.load(at, 48);
    for (let k = 0; k < count; k++) {
      const c = v128.load_splat<f64>(rotations + k * 16);
      const s = v128.load_splat<f64>(rotations + k * 16, 8);
      const minus = f64x2.neg(s);
      const next = at + row;
      const y0 = v128.load(next);
      const y1 = v128.load(next, 16);
      const y2 = v128.load(next, 32);
      const y3 = v128.load(next, 48);
      v128.store(at, multiplyAdd(s, y0, f64x2.mul(c, x0)));
      v128.store(at, multiplyAdd(s, y1, f64x2.mul(c, x1)), 16);
      v128.store(at, multiplyAdd(s, y2, f64x2.mul(c, x2)), 32);
      v128.store(at, multiplyAdd(s, y3, f64x2.mul(c, x3)), 48);
      x0 = multiplyAdd(minus, x0, f64x2.mul(c, y0));
      x1 = multiplyAdd(minus, x1, f64x2.mul(c, y1));
      x2 = multiplyAdd(minus, x2, f64x2.mul(c, y2));
      x3 = multiplyAdd(minus, x3, f64x2.mul(c, y3));
      at = next;
    }
    v128.store(at, x0);
    v128.store(at, x1, 16);
    v128.store(at, x2, 32);
    v128.store(at, x3, 48);
  }
}
