import { multiplyAdd, multiplyRows, scratchBytes, spareBytes } from "./multiply";
import { block, halfOf, solveTriangle } from "./solve-triangle";
import { barrier, scratch, shareOf, thread, triangleShareOf } from "./threads";

/** Where thread 0 writes the row that has no pivot, and 8 bytes on, that pivot. */
let verdict: usize = 0;

/**
 * The lower Cholesky factor of the n × n matrix at `a`, of which only the lower triangle is read, in its place; right of
 * the diagonal anything may be left. Returns -1, or the row without a positive, finite pivot.
 *
 * By halves, so that all but the diagonal blocks are products (Gustavson, IBM J. Res. Dev. 41 (1997) 737).
 */
export function factorize(a: usize, n: i32, verdictAt: usize): i32 {
  verdict = verdictAt;
  if (thread === 0) store<i32>(verdict, -1);
  factorizePart(a, 0, n, n * 8);
  return load<i32>(verdict);
}

function factorizePart(a: usize, first: i32, n: i32, row: i32): bool {
  if (n <= block) {
    if (thread === 0) factorizeBlock(a, first, n, row);
    barrier();
    return load<i32>(verdict) < 0;
  }
  const half = halfOf(n);
  const rest = n - half;
  if (!factorizePart(a, first, half, row)) return false;
  const corner = a + half * row;
  const from = shareOf(rest, thread);
  solveTriangle(a, row, 8, half, corner + from * row, 8, row, shareOf(rest, thread + 1) - from);
  barrier();
  const last = corner + half * 8;
  multiplyRows(
    triangleShareOf(rest, thread),
    triangleShareOf(rest, thread + 1),
    rest,
    half,
    -1,
    corner,
    row,
    8,
    corner,
    8,
    row,
    last,
    row,
    true,
    true,
  );
  barrier();
  return factorizePart(last, first + half, rest, row);
}

/** Works on the transposed block, whose rows are the columns of the factor: all loops run along rows. */
function factorizeBlock(a: usize, first: i32, n: i32, row: i32): void {
  const u = scratch;
  const line = block * 8;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) f64.store(u + j * line + i * 8, f64.load(a + i * row + j * 8));
  for (let j = 0; j < n; j++) {
    const own = u + j * line;
    const pivot = f64.load(own + j * 8);
    if (!(pivot > 0 && pivot < Infinity)) {
      store<i32>(verdict, first + j);
      f64.store(verdict, pivot, 8);
      return;
    }
    const root = sqrt<f64>(pivot);
    f64.store(own + j * 8, root);
    for (let i = j + 1; i < n; i++) f64.store(own + i * 8, f64.load(own + i * 8) / root);
    for (let i = j + 1; i < n; i++) addScaled(u + i * line, own, -f64.load(own + i * 8), i, n);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) f64.store(a + i * row + j * 8, f64.load(u + j * line + i * 8));
    memory.fill(a + i * row + (i + 1) * 8, 0, (n - 1 - i) * 8);
  }
}

/** Adds a multiple of one row to another, from entry `from`, rounded down to an even one, to `to`. */
function addScaled(target: usize, source: usize, factor: f64, from: i32, to: i32): void {
  const f = f64x2.splat(factor);
  for (let k = from & ~1; k < to; k += 2) {
    const at = target + k * 8;
    v128.store(at, multiplyAdd(f, v128.load(source + k * 8), v128.load(at)));
  }
}

/** The lower triangle of `(L Lᵀ)⁻¹` in the place of L, as `factorize` left it; right of the diagonal anything may be left. */
export function invert(a: usize, n: i32): void {
  invertTriangle(a, n, n * 8);
  multiplyTransposed(a, n, n * 8);
}

/** The inverse of a lower triangle in its place, with zeros right of the diagonal in the diagonal blocks. */
function invertTriangle(a: usize, n: i32, row: i32): void {
  if (n <= block) {
    if (thread === 0) invertBlock(a, n, row);
    barrier();
    return;
  }
  const half = halfOf(n);
  const rest = n - half;
  const corner = a + half * row;
  const last = corner + half * 8;
  let from = shareOf(half, thread);
  negate(corner + from * 8, rest, shareOf(half, thread + 1) - from, row);
  solveTriangle(last, row, 8, rest, corner + from * 8, row, 8, shareOf(half, thread + 1) - from);
  barrier();
  from = shareOf(rest, thread);
  const end = a + (half - 1) * (row + 8);
  solveTriangle(end, -8, -row, half, corner + from * row + (half - 1) * 8, -8, row, shareOf(rest, thread + 1) - from);
  barrier();
  invertTriangle(a, half, row);
  invertTriangle(last, rest, row);
}

function negate(a: usize, rows: i32, columns: i32, row: i32): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) f64.store(a + i * row + j * 8, -f64.load(a + i * row + j * 8));
}

function invertBlock(a: usize, n: i32, row: i32): void {
  const x = scratch;
  const line = block * 8;
  memory.fill(x, 0, n * line);
  for (let i = 0; i < n; i++) {
    const own = x + i * line;
    for (let k = 0; k < i; k++) addScaled(own, x + k * line, -f64.load(a + i * row + k * 8), 0, k + 1);
    const pivot = f64.load(a + i * row + i * 8);
    for (let k = 0; k < i; k++) f64.store(own + k * 8, f64.load(own + k * 8) / pivot);
    f64.store(own + i * 8, 1 / pivot);
  }
  for (let i = 0; i < n; i++) memory.copy(a + i * row, x + i * line, n * 8);
}

/** The lower triangle of `Tᵀ T` in the place of the lower triangle T. */
function multiplyTransposed(t: usize, n: i32, row: i32): void {
  if (n <= block) {
    if (thread === 0) multiplyTransposedBlock(t, n, row);
    barrier();
    return;
  }
  const half = halfOf(n);
  const rest = n - half;
  const corner = t + half * row;
  const last = corner + half * 8;
  multiplyTransposed(t, half, row);
  multiplyRows(
    triangleShareOf(half, thread),
    triangleShareOf(half, thread + 1),
    half,
    rest,
    1,
    corner,
    8,
    row,
    corner,
    row,
    8,
    t,
    row,
    true,
    true,
  );
  barrier();
  const from = shareOf(half, thread);
  multiplyByTransposed(last, rest, corner + from * 8, shareOf(half, thread + 1) - from, row);
  barrier();
  multiplyTransposed(last, rest, row);
}

function multiplyTransposedBlock(t: usize, n: i32, row: i32): void {
  const target = scratch + scratchBytes - spareBytes;
  multiplyRows(0, n, n, n, 1, t, 8, row, t, row, 8, target, block * 8, false, true);
  for (let i = 0; i < n; i++) memory.copy(t + i * row, target + i * block * 8, (i + 1) * 8);
}

/** Replaces B by `Tᵀ B` for a lower triangle T. */
function multiplyByTransposed(t: usize, n: i32, b: usize, columns: i32, row: i32): void {
  if (n <= block) {
    multiplyInPlace(t, n, b, columns, row);
    return;
  }
  const half = halfOf(n);
  const rest = n - half;
  const corner = t + half * row;
  const below = b + half * row;
  multiplyByTransposed(t, half, b, columns, row);
  multiplyRows(0, half, columns, rest, 1, corner, 8, row, below, row, 8, b, row, true, false);
  multiplyByTransposed(corner + half * 8, rest, below, columns, row);
}

function multiplyInPlace(t: usize, n: i32, b: usize, columns: i32, row: i32): void {
  multiplyRows(0, n, columns, n, 1, t, 8, row, b, row, 8, b, row, false, false);
}
