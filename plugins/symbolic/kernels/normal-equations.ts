import { blockRows, evaluateBlock, spreadNumbers } from "./interpreter";
import { valuesAt } from "./rows";
import { targetAt, weightsAt } from "./sums";
import { tangentAt } from "./tangents";

/**
 * Adds the rows `from` to `to` to the sums at `sums`: rᵀWr, then for every parameter JᵀWr and a row of the lower
 * triangle of JᵀWJ. `spare` is a block.
 */
export function addNormalEquations(from: i32, to: i32, parameters: i32, sums: usize, spare: usize): void {
  spreadNumbers<f64>();
  for (let first = from; first < to; first += blockRows<f64>()) {
    const end = min(first + blockRows<f64>(), to);
    evaluateBlock<f64>(first, end, true);
    addBlock(<usize>first * 8, <usize>(end - first) * 8, parameters, sums, spare);
  }
}

function addBlock(first: usize, bytes: usize, parameters: i32, sums: usize, spare: usize): void {
  const values = valuesAt<f64>() + first;
  const target = targetAt<f64>() + first;
  const weights = weightsAt<f64>() + first;
  let squares = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const residual = f64x2.sub(v128.load(values + i), v128.load(target + i));
    const weighted = f64x2.mul(v128.load(weights + i), residual);
    squares = f64x2.add(squares, f64x2.mul(weighted, residual));
    v128.store(spare + i, weighted);
  }
  addTo(sums, f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1));
  sums += 8;
  const gradient = sums;
  for (let p = 0; p < parameters; p++) {
    addTo(gradient + p * 8, dot(tangentAt(p), spare, bytes));
  }
  sums += <usize>parameters * 8;
  for (let p = 0; p < parameters; p++) {
    const tangent = tangentAt(p);
    for (let i: usize = 0; i < bytes; i += 16) {
      v128.store(spare + i, f64x2.mul(v128.load(weights + i), v128.load(tangent + i)));
    }
    for (let q = 0; q <= p; q++, sums += 8) addTo(sums, dot(tangentAt(q), spare, bytes));
  }
}

// @inline
function addTo(at: usize, value: f64): void {
  f64.store(at, f64.load(at) + value);
}

function dot(a: usize, b: usize, bytes: usize): f64 {
  let s0 = f64x2.splat(0),
    s1 = s0,
    s2 = s0,
    s3 = s0;
  for (const end = a + bytes; a < end; a += 64, b += 64) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a), v128.load(b)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
    s2 = f64x2.add(s2, f64x2.mul(v128.load(a, 32), v128.load(b, 32)));
    s3 = f64x2.add(s3, f64x2.mul(v128.load(a, 48), v128.load(b, 48)));
  }
  const sum = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Copies the tangents on these rows to columns of `rows` numbers at `out`. */
export function storeTangents(from: i32, to: i32, parameters: i32, rows: i32, out: usize): void {
  spreadNumbers<f64>();
  for (let first = from; first < to; first += blockRows<f64>()) {
    const end = min(first + blockRows<f64>(), to);
    evaluateBlock<f64>(first, end, true);
    for (let p = 0; p < parameters; p++) {
      memory.copy(out + (<usize>p * <usize>rows + <usize>first) * 8, tangentAt(p), <usize>(end - first) * 8);
    }
  }
}
