import { exponential } from "./exponential";
import { multiplyAdd } from "./multiply";
import { barrier, scratch, shareOf, thread, triangleShareOf } from "./threads";

/** Columns that are worked on at a time: all of their numbers stay in the first cache. */
const strip: i32 = 512;

/** The families of functions of `s`, the squared scaled distance; `distance` is `s` itself. */
const distance: i32 = 0;
const rbf: i32 = 1;
const matern12: i32 = 2;
const matern32: i32 = 3;
const matern52: i32 = 4;

/**
 * `out[i, j] = variance k(|x_i - z_j|²) + offset`; with `isLower` only for j ≤ i. Coordinate k of point j is at
 * `z + k zLine + 8 j`, already divided by its length scale; lines end on a multiple of 8 points.
 */
export function covariances(
  family: i32,
  x: usize,
  xLine: i32,
  rows: i32,
  z: usize,
  zLine: i32,
  columns: i32,
  dimensions: i32,
  variance: f64,
  offset: f64,
  out: usize,
  outRow: i32,
  isLower: bool,
): void {
  const s = scratch;
  const from = isLower ? triangleShareOf(rows, thread) : shareOf(rows, thread);
  const to = isLower ? triangleShareOf(rows, thread + 1) : shareOf(rows, thread + 1);
  for (let i = from; i < to; i++) {
    const end = isLower ? i + 1 : columns;
    for (let j = 0; j < end; j += strip) {
      const count = min(strip, end - j);
      squaredDistances(x + i * 8, xLine, z + j * 8, zLine, count, dimensions, s);
      values(family, s, count);
      storeScaled(s, out + i * outRow + j * 8, count, variance, offset);
    }
  }
  barrier();
}

/** Rounds `count` up to whole groups of 8. */
function squaredDistances(x: usize, xLine: i32, z: usize, zLine: i32, count: i32, dimensions: i32, s: usize): void {
  for (let j = 0; j < count; j += 8) {
    let s0 = f64x2.splat(0),
      s1 = s0,
      s2 = s0,
      s3 = s0;
    let xk = x;
    let zk = z + j * 8;
    for (let k = 0; k < dimensions; k++) {
      const own = v128.load_splat<f64>(xk);
      const d0 = f64x2.sub(own, v128.load(zk));
      const d1 = f64x2.sub(own, v128.load(zk, 16));
      const d2 = f64x2.sub(own, v128.load(zk, 32));
      const d3 = f64x2.sub(own, v128.load(zk, 48));
      s0 = multiplyAdd(d0, d0, s0);
      s1 = multiplyAdd(d1, d1, s1);
      s2 = multiplyAdd(d2, d2, s2);
      s3 = multiplyAdd(d3, d3, s3);
      xk += xLine;
      zk += zLine;
    }
    const at = s + j * 8;
    v128.store(at, s0);
    v128.store(at, s1, 16);
    v128.store(at, s2, 32);
    v128.store(at, s3, 48);
  }
}

/** Room for `strip` numbers each after the distances: the arguments of exp, its values, and the weights. */
const lineBytes: i32 = strip * 8;

/** Puts the arguments of exp and its values beside the distances. */
function exponentials(family: i32, s: usize, count: i32): void {
  const e = s + lineBytes;
  if (family === rbf) {
    for (let j = 0; j < count; j += 2) v128.store(e + j * 8, f64x2.mul(f64x2.splat(-0.5), v128.load(s + j * 8)));
  } else {
    const factor = f64x2.splat(family === matern12 ? 1 : family === matern32 ? 3 : 5);
    for (let j = 0; j < count; j += 2) {
      v128.store(e + j * 8, f64x2.neg(f64x2.sqrt(f64x2.mul(factor, v128.load(s + j * 8)))));
    }
  }
  exponential(e, e + lineBytes, (count + 1) & ~1);
}

/** Replaces the distances by the covariance function. */
function values(family: i32, s: usize, count: i32): void {
  if (family === distance) return;
  exponentials(family, s, count);
  const e = s + lineBytes;
  for (let j = 0; j < count; j += 2) {
    const at = e + j * 8;
    v128.store(s + j * 8, covarianceOf(family, v128.load(at), v128.load(at, lineBytes)));
  }
}

/** The covariance for the argument and the value of exp. */
function covarianceOf(family: i32, argument: v128, power: v128): v128 {
  if (family === matern32) return f64x2.mul(f64x2.sub(f64x2.splat(1), argument), power);
  if (family === matern52) {
    const square = f64x2.mul(f64x2.mul(argument, argument), f64x2.splat(1.0 / 3.0));
    return f64x2.mul(f64x2.add(f64x2.sub(f64x2.splat(1), argument), square), power);
  }
  return power;
}

/** `−2 dk/ds`: 0 where it would be infinite. */
function steepnessOf(family: i32, argument: v128, power: v128): v128 {
  if (family === matern12) {
    return v128.and(f64x2.div(power, f64x2.neg(argument)), f64x2.ne(argument, f64x2.splat(0)));
  }
  if (family === matern32) return f64x2.mul(f64x2.splat(3), power);
  if (family === matern52) {
    return f64x2.mul(f64x2.mul(f64x2.splat(5.0 / 3.0), f64x2.sub(f64x2.splat(1), argument)), power);
  }
  return power;
}

function storeScaled(s: usize, out: usize, count: i32, variance: f64, offset: f64): void {
  const scale = f64x2.splat(variance);
  const shift = f64x2.splat(offset);
  let j = 0;
  for (; j + 2 <= count; j += 2) {
    v128.store(out + j * 8, f64x2.add(f64x2.mul(scale, v128.load(s + j * 8)), shift));
  }
  if (j < count) f64.store(out + j * 8, variance * f64.load(s + j * 8) + offset);
}

/**
 * Row sums of `w k` and of `w ∂k/∂log ℓ_k` over the pairs j < i, where `w = a_i a_j − inverse[i, j]`: `dimensions + 1`
 * numbers for each row in `sums`, the one of `w k` last. Rows are summed by the caller, in the same order for any
 * number of threads.
 */
export function covarianceGradient(
  family: i32,
  x: usize,
  line: i32,
  n: i32,
  dimensions: i32,
  weights: usize,
  inverse: usize,
  sums: usize,
): void {
  const s = scratch;
  const to = triangleShareOf(n, thread + 1);
  for (let i = triangleShareOf(n, thread); i < to; i++) {
    const own = sums + i * (dimensions + 1) * 8;
    memory.fill(own, 0, (dimensions + 1) * 8);
    for (let j = 0; j < i; j += strip) {
      const count = min(strip, i - j);
      squaredDistances(x + i * 8, line, x + j * 8, line, count, dimensions, s);
      exponentials(family, s, count);
      const total = weigh(family, s, f64.load(weights + i * 8), weights + j * 8, inverse + (i * n + j) * 8, count);
      f64.store(own + dimensions * 8, f64.load(own + dimensions * 8) + total);
      for (let k = 0; k < dimensions; k++) {
        const at = x + k * line;
        const sum = weightedSquares(f64.load(at + i * 8), at + j * 8, s, count);
        f64.store(own + k * 8, f64.load(own + k * 8) + sum);
      }
    }
  }
  barrier();
}

/** Replaces the distances by `w` times the steepness, with zeros to a whole group of 8, and returns the sum of `w k`. */
function weigh(family: i32, s: usize, weight: f64, weights: usize, inverse: usize, count: i32): f64 {
  const e = s + lineBytes;
  const own = f64x2.splat(weight);
  let sum = f64x2.splat(0);
  let j = 0;
  for (; j + 2 <= count; j += 2) {
    const w = f64x2.sub(f64x2.mul(own, v128.load(weights + j * 8)), v128.load(inverse + j * 8));
    const argument = v128.load(e + j * 8);
    const power = v128.load(e + j * 8, lineBytes);
    sum = multiplyAdd(w, covarianceOf(family, argument, power), sum);
    v128.store(s + j * 8, f64x2.mul(w, steepnessOf(family, argument, power)));
  }
  let total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  if (j < count) {
    const w = weight * f64.load(weights + j * 8) - f64.load(inverse + j * 8);
    const argument = v128.load_splat<f64>(e + j * 8);
    const power = v128.load_splat<f64>(e + j * 8, lineBytes);
    total += w * f64x2.extract_lane(covarianceOf(family, argument, power), 0);
    f64.store(s + j * 8, w * f64x2.extract_lane(steepnessOf(family, argument, power), 0));
    j++;
  }
  memory.fill(s + j * 8, 0, (((count + 7) & ~7) - j) * 8);
  return total;
}

function weightedSquares(own: f64, others: usize, factors: usize, count: i32): f64 {
  const x = f64x2.splat(own);
  let s0 = f64x2.splat(0),
    s1 = s0,
    s2 = s0,
    s3 = s0;
  for (let j = 0; j < count; j += 8) {
    const at = others + j * 8;
    const f = factors + j * 8;
    const d0 = f64x2.sub(x, v128.load(at));
    const d1 = f64x2.sub(x, v128.load(at, 16));
    const d2 = f64x2.sub(x, v128.load(at, 32));
    const d3 = f64x2.sub(x, v128.load(at, 48));
    s0 = multiplyAdd(f64x2.mul(d0, d0), v128.load(f), s0);
    s1 = multiplyAdd(f64x2.mul(d1, d1), v128.load(f, 16), s1);
    s2 = multiplyAdd(f64x2.mul(d2, d2), v128.load(f, 32), s2);
    s3 = multiplyAdd(f64x2.mul(d3, d3), v128.load(f, 48), s3);
  }
  const sum = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
