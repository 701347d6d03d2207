import { multiplyAdd, multiplyRows } from "./multiply";
import { scratch } from "./threads";

/** Triangles up to this size are solved directly; all else is products. */
export const block: i32 = 48;
/** Systems that are solved side by side. */
const side: i32 = 12;

/** The first part of `n`, a multiple of `block`, where larger triangles are cut in two. */
export function halfOf(n: i32): i32 {
  return ((n / 2 + block - 1) / block) * block;
}

/**
 * Replaces B by `L⁻¹ B` for a lower triangle L of any strides: entry `k` of system `s` is at `b + k bKey + s bSystem`,
 * and one of the two strides is that of neighbours. Read from the end, an upper triangle is a lower one.
 */
export function solveTriangle(
  l: usize,
  row: i32,
  column: i32,
  n: i32,
  b: usize,
  bKey: i32,
  bSystem: i32,
  systems: i32,
): void {
  if (n <= block) {
    solveBlock(l, row, column, n, b, bKey, bSystem, systems);
    return;
  }
  const half = halfOf(n);
  const rest = n - half;
  const corner = l + half * row;
  const below = b + half * bKey;
  solveTriangle(l, row, column, half, b, bKey, bSystem, systems);
  if (bSystem === 8) {
    multiplyRows(0, rest, systems, half, -1, corner, row, column, b, bKey, bSystem, below, bKey, true, false);
  } else if (bKey === 8) {
    multiplyRows(0, systems, rest, half, -1, b, bSystem, bKey, corner, column, row, below, bSystem, true, false);
  } else {
    const last = (rest - 1) * row;
    const low = below + (rest - 1) * bKey;
    multiplyRows(0, systems, rest, half, -1, b, bSystem, bKey, corner + last, column, -row, low, bSystem, true, false);
  }
  solveTriangle(corner + half * column, row, column, rest, below, bKey, bSystem, systems);
}

function solveBlock(l: usize, row: i32, column: i32, n: i32, b: usize, bKey: i32, bSystem: i32, systems: i32): void {
  const triangle = scratch;
  const packed = scratch + <usize>(block * block * 8);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) f64.store(triangle + (i * block + k) * 8, -f64.load(l + i * row + k * column));
    f64.store(triangle + (i * block + i) * 8, f64.load(l + i * (row + column)));
  }
  for (let s = 0; s < systems; s += side) {
    const count = min(side, systems - s);
    const from = b + s * bSystem;
    if (count < side) memory.fill(packed, 0, n * side * 8);
    copyIn(packed, from, n, bKey, bSystem, count);
    solvePacked(triangle, packed, n);
    copyOut(packed, from, n, bKey, bSystem, count);
  }
}

function copyIn(packed: usize, from: usize, n: i32, key: i32, system: i32, count: i32): void {
  if (system === 8) {
    for (let k = 0; k < n; k++) memory.copy(packed + k * side * 8, from + k * key, count * 8);
    return;
  }
  for (let s = 0; s < count; s++) {
    for (let k = 0; k < n; k++) f64.store(packed + (k * side + s) * 8, f64.load(from + s * system + k * key));
  }
}

function copyOut(packed: usize, to: usize, n: i32, key: i32, system: i32, count: i32): void {
  if (system === 8) {
    for (let k = 0; k < n; k++) memory.copy(to + k * key, packed + k * side * 8, count * 8);
    return;
  }
  for (let s = 0; s < count; s++) {
    for (let k = 0; k < n; k++) f64.store(to + s * system + k * key, f64.load(packed + (k * side + s) * 8));
  }
}

/** Forward substitution for 12 systems at once; entries below the diagonal of the triangle are stored negated. */
function solvePacked(triangle: usize, packed: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const at = packed + i * side * 8;
    let x0 = v128.load(at),
      x1 = v128.load(at, 16),
      x2 = v128.load(at, 32);
    let x3 = v128.load(at, 48),
      x4 = v128.load(at, 64),
      x5 = v128.load(at, 80);
    let t = triangle + i * block * 8;
    for (let p = packed; p < at; p += side * 8, t += 8) {
      const f = v128.load_splat<f64>(t);
      x0 = multiplyAdd(f, v128.load(p), x0);
      x1 = multiplyAdd(f, v128.load(p, 16), x1);
      x2 = multiplyAdd(f, v128.load(p, 32), x2);
      x3 = multiplyAdd(f, v128.load(p, 48), x3);
      x4 = multiplyAdd(f, v128.load(p, 64), x4);
      x5 = multiplyAdd(f, v128.load(p, 80), x5);
    }
    const d = v128.load_splat<f64>(t);
    v128.store(at, f64x2.div(x0, d));
    v128.store(at, f64x2.div(x1, d), 16);
    v128.store(at, f64x2.div(x2, d), 32);
    v128.store(at, f64x2.div(x3, d), 48);
    v128.store(at, f64x2.div(x4, d), 64);
    v128.store(at, f64x2.div(x5, d), 80);
  }
}
