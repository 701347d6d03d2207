import * as double from "./elementary";
import * as single from "./elementary-single";
import * as operation from "./operations";

/**
 * Loops over blocks of rows, to `end`, where the results end: whole turns of 64 bytes. `step` is how far an operand
 * moves in a turn: 64, or 0 for a constant, of which there are 64 bytes.
 */

export function applyUnary<T>(kind: i32, a: usize, step: usize, out: usize, end: usize): void {
  switch (kind) {
    case operation.negate:
      unrolledUnary<T>(operation.negate, a, step, out, end);
      break;
    case operation.inverse:
      unrolledUnary<T>(operation.inverse, a, step, out, end);
      break;
    case operation.square:
      unrolledUnary<T>(operation.square, a, step, out, end);
      break;
    case operation.sqrt:
      unrolledUnary<T>(operation.sqrt, a, step, out, end);
      break;
    case operation.exp:
      for (const small = step >> 2; out < end; out += 16, a += small) v128.store(out, exp<T>(v128.load(a)));
      break;
    case operation.log:
      for (const small = step >> 2; out < end; out += 16, a += small) v128.store(out, log<T>(v128.load(a)));
      break;
    case operation.sin:
      for (const small = step >> 2; out < end; out += 16, a += small) v128.store(out, sin<T>(v128.load(a)));
      break;
    case operation.cos:
      for (const small = step >> 2; out < end; out += 16, a += small) v128.store(out, cos<T>(v128.load(a)));
      break;
    default:
      for (const small = step >> 2; out < end; out += 16, a += small) v128.store(out, rare<T>(kind, v128.load(a)));
  }
}

/** Where the kind is a constant, the choice is made by the compiler. */
// @inline
function unrolledUnary<T>(kind: i32, a: usize, step: usize, out: usize, end: usize): void {
  while (out < end) {
    v128.store(out, cheapUnary<T>(kind, v128.load(a)));
    v128.store(out, cheapUnary<T>(kind, v128.load(a, 16)), 16);
    v128.store(out, cheapUnary<T>(kind, v128.load(a, 32)), 32);
    v128.store(out, cheapUnary<T>(kind, v128.load(a, 48)), 48);
    a += step;
    out += 64;
  }
}

// @inline
function cheapUnary<T>(kind: i32, x: v128): v128 {
  if (kind === operation.negate) return v128.neg<T>(x);
  if (kind === operation.inverse) return v128.div<T>(v128.splat<T>(<T>1), x);
  if (kind === operation.square) return v128.mul<T>(x, x);
  return v128.sqrt<T>(x);
}

// @inline
function exp<T>(x: v128): v128 {
  return sizeof<T>() === 8 ? double.exp(x) : single.exp(x);
}

// @inline
function log<T>(x: v128): v128 {
  return sizeof<T>() === 8 ? double.log(x) : single.log(x);
}

// @inline
function sin<T>(x: v128): v128 {
  return sizeof<T>() === 8 ? double.sin(x) : single.sin(x);
}

// @inline
function cos<T>(x: v128): v128 {
  return sizeof<T>() === 8 ? double.cos(x) : single.cos(x);
}

function rare<T>(kind: i32, x: v128): v128 {
  if (kind === operation.abs) return v128.abs<T>(x);
  if (kind === operation.cube) return v128.mul<T>(v128.mul<T>(x, x), x);
  if (sizeof<T>() === 8) return rareDouble(kind, x);
  return single.joined(rareDouble(kind, single.lowHalf(x)), rareDouble(kind, single.highHalf(x)));
}

function rareDouble(kind: i32, x: v128): v128 {
  switch (kind) {
    case operation.tan:
      return double.tan(x);
    case operation.asin:
      return double.asin(x);
    case operation.acos:
      return double.acos(x);
    case operation.atan:
      return double.atan(x);
    case operation.sinh:
      return double.sinh(x);
    case operation.cosh:
      return double.cosh(x);
    default:
      return double.tanh(x);
  }
}

export function applyBinary<T>(
  kind: i32,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  out: usize,
  end: usize,
): void {
  switch (kind) {
    case operation.add:
      unrolledBinary<T>(operation.add, a, aStep, b, bStep, out, end);
      break;
    case operation.subtract:
      unrolledBinary<T>(operation.subtract, a, aStep, b, bStep, out, end);
      break;
    case operation.multiply:
      unrolledBinary<T>(operation.multiply, a, aStep, b, bStep, out, end);
      break;
    case operation.divide:
      unrolledBinary<T>(operation.divide, a, aStep, b, bStep, out, end);
      break;
    default:
      for (; out < end; out += 16, a += aStep >> 2, b += bStep >> 2) {
        v128.store(out, power<T>(v128.load(a), v128.load(b)));
      }
  }
}

// @inline
function unrolledBinary<T>(kind: i32, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, end: usize): void {
  while (out < end) {
    v128.store(out, cheapBinary<T>(kind, v128.load(a), v128.load(b)));
    v128.store(out, cheapBinary<T>(kind, v128.load(a, 16), v128.load(b, 16)), 16);
    v128.store(out, cheapBinary<T>(kind, v128.load(a, 32), v128.load(b, 32)), 32);
    v128.store(out, cheapBinary<T>(kind, v128.load(a, 48), v128.load(b, 48)), 48);
    a += aStep;
    b += bStep;
    out += 64;
  }
}

// @inline
function cheapBinary<T>(kind: i32, a: v128, b: v128): v128 {
  if (kind === operation.add) return v128.add<T>(a, b);
  if (kind === operation.subtract) return v128.sub<T>(a, b);
  if (kind === operation.multiply) return v128.mul<T>(a, b);
  return v128.div<T>(a, b);
}

function power<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() === 8) return double.power(a, b);
  const low = double.power(single.lowHalf(a), single.lowHalf(b));
  return single.joined(low, double.power(single.highHalf(a), single.highHalf(b)));
}

/** Multiplies a block in its place. */
export function scale(block: usize, end: usize, factor: usize, step: usize): void {
  applyBinary<f64>(operation.multiply, block, 64, factor, step, block, end);
}

export function fill<T>(block: usize, end: usize, value: T): void {
  for (const vector = v128.splat<T>(value); block < end; block += 16) v128.store(block, vector);
}

export function copy(from: usize, step: usize, out: usize, end: usize): void {
  for (const small = step >> 2; out < end; out += 16, from += small) v128.store(out, v128.load(from));
}
