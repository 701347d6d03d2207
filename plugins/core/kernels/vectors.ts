import { multiplyAdd } from "./multiply";
import { thread } from "./threads";

/** `x = L⁻¹ x`, or `x = L⁻ᵀ x`, for the lower triangle L of n rows, by the first thread. */
export function solveVector(l: usize, n: i32, x: usize, isTransposed: bool): void {
  if (thread !== 0) return;
  if (isTransposed) {
    for (let i = n - 1; i >= 0; i--) {
      const row = l + i * n * 8;
      const value = f64.load(x + i * 8) / f64.load(row + i * 8);
      f64.store(x + i * 8, value);
      subtractScaled(x, row, value, i);
    }
  } else {
    for (let i = 0; i < n; i++) {
      const row = l + i * n * 8;
      f64.store(x + i * 8, (f64.load(x + i * 8) - dot(row, x, i)) / f64.load(row + i * 8));
    }
  }
}

function dot(a: usize, b: usize, count: i32): f64 {
  let s0 = f64x2.splat(0),
    s1 = s0;
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    s0 = multiplyAdd(v128.load(a + k * 8), v128.load(b + k * 8), s0);
    s1 = multiplyAdd(v128.load(a + k * 8, 16), v128.load(b + k * 8, 16), s1);
  }
  const sum = f64x2.add(s0, s1);
  let total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  for (; k < count; k++) total += f64.load(a + k * 8) * f64.load(b + k * 8);
  return total;
}

function subtractScaled(target: usize, source: usize, factor: f64, count: i32): void {
  const f = f64x2.splat(-factor);
  let k = 0;
  for (; k + 2 <= count; k += 2) {
    v128.store(target + k * 8, multiplyAdd(f, v128.load(source + k * 8), v128.load(target + k * 8)));
  }
  if (k < count) f64.store(target + k * 8, f64.load(target + k * 8) - factor * f64.load(source + k * 8));
}
