export { factorize, invert } from "./definite";
export { scratchBytes } from "./multiply";
export { rotateRows } from "./rotations";
export { covarianceGradient, covariances } from "./stationary";
export { setThread } from "./threads";
export { solveVector } from "./vectors";

import { multiplyRows } from "./multiply";
import { solveTriangle } from "./solve-triangle";
import { barrier, shareOf, thread, triangleShareOf } from "./threads";

/** `C = factor A B`, or `C += factor A B`; see `multiplyRows`. */
export function multiply(
  rows: i32,
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
  const from = isLower ? triangleShareOf(rows, thread) : shareOf(rows, thread);
  const to = isLower ? triangleShareOf(rows, thread + 1) : shareOf(rows, thread + 1);
  multiplyRows(from, to, columns, depth, factor, a, aRow, aColumn, b, bRow, bColumn, c, cRow, adds, isLower);
  barrier();
}

/** `B = L⁻¹ B`, the columns of B side by side; see `solveTriangle`. */
export function solve(l: usize, row: i32, column: i32, n: i32, b: usize, bRow: i32, columns: i32): void {
  const from = shareOf(columns, thread);
  solveTriangle(l, row, column, n, b + from * 8, bRow, 8, shareOf(columns, thread + 1) - from);
  barrier();
}
