import { cos, cosh, log, power, sin, sinh } from "./elementary";
import { fill, scale } from "./loops";
import * as operation from "./operations";

/**
 * Derivatives by the parameters. Each of them stands once in a formula, so that its tangent, one block of numbers, is
 * multiplied in its place by the derivative of every operator above it.
 */
let tangents: usize = 0;
let factors: usize = 0;
let blockBytes: usize = 0;

/** The blocks of the tangents, one behind the other, and one block for factors. */
export function setTangents(tangentsAt: usize, factorsAt: usize, bytes: usize): void {
  tangents = tangentsAt;
  factors = factorsAt;
  blockBytes = bytes;
}

export function tangentAt(parameter: i32): usize {
  return tangents + <usize>parameter * blockBytes;
}

export function startTangent(parameter: i32, bytes: usize): void {
  const at = tangentAt(parameter);
  fill<f64>(at, at + bytes, 1);
}

function scaleAll(from: i32, to: i32, factor: usize, step: usize, bytes: usize): void {
  for (let p = from; p < to; p++) scale(tangentAt(p), tangentAt(p) + bytes, factor, step);
}

/** After a unary operator has given `value` for the operand `a` that the parameters `from` to `to` stand in. */
export function differentiateUnary(
  kind: i32,
  from: i32,
  to: i32,
  a: usize,
  step: usize,
  value: usize,
  bytes: usize,
): void {
  if (from >= to) return;
  const small = step >> 2;
  for (let i: usize = 0; i < bytes; i += 16, a += small) {
    v128.store(factors + i, unaryDerivative(kind, v128.load(a), v128.load(value + i)));
  }
  scaleAll(from, to, factors, 64, bytes);
}

function unaryDerivative(kind: i32, a: v128, value: v128): v128 {
  const one = f64x2.splat(1);
  switch (kind) {
    case operation.negate:
      return f64x2.splat(-1);
    case operation.inverse:
      return f64x2.neg(f64x2.mul(value, value));
    case operation.square:
      return f64x2.add(a, a);
    case operation.cube:
      return f64x2.mul(f64x2.splat(3), f64x2.mul(a, a));
    case operation.sqrt:
      return f64x2.div(f64x2.splat(0.5), value);
    case operation.abs: {
      const isZero = f64x2.eq(a, f64x2.splat(0));
      return v128.andnot(v128.or(one, v128.and(a, i64x2.splat(i64.MIN_VALUE))), isZero);
    }
    case operation.exp:
      return value;
    case operation.log:
      return f64x2.div(one, a);
    case operation.sin:
      return cos(a);
    case operation.cos:
      return f64x2.neg(sin(a));
    case operation.tan:
      return f64x2.add(one, f64x2.mul(value, value));
    case operation.asin:
      return f64x2.div(one, f64x2.sqrt(f64x2.mul(f64x2.sub(one, a), f64x2.add(one, a))));
    case operation.acos:
      return f64x2.div(f64x2.splat(-1), f64x2.sqrt(f64x2.mul(f64x2.sub(one, a), f64x2.add(one, a))));
    case operation.atan:
      return f64x2.div(one, f64x2.add(one, f64x2.mul(a, a)));
    case operation.sinh:
      return cosh(a);
    case operation.cosh:
      return sinh(a);
    default:
      return f64x2.sub(one, f64x2.mul(value, value));
  }
}

/** The same for two operands: `from` to `middle` stand in the first, `middle` to `to` in the second. */
export function differentiateBinary(
  kind: i32,
  from: i32,
  middle: i32,
  to: i32,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  value: usize,
  bytes: usize,
): void {
  if (kind === operation.multiply) {
    scaleAll(from, middle, b, bStep, bytes);
    scaleAll(middle, to, a, aStep, bytes);
    return;
  }
  const small = bStep >> 2;
  if (from < middle && kind >= operation.divide) {
    const aSmall = aStep >> 2;
    for (let i: usize = 0, x = a, y = b; i < bytes; i += 16, x += aSmall, y += small) {
      v128.store(factors + i, firstDerivative(kind, v128.load(x), v128.load(y)));
    }
    scaleAll(from, middle, factors, 64, bytes);
  }
  if (middle < to && kind !== operation.add) {
    const aSmall = aStep >> 2;
    for (let i: usize = 0, x = a, y = b; i < bytes; i += 16, x += aSmall, y += small) {
      v128.store(factors + i, secondDerivative(kind, v128.load(x), v128.load(y), v128.load(value + i)));
    }
    scaleAll(middle, to, factors, 64, bytes);
  }
}

function firstDerivative(kind: i32, a: v128, b: v128): v128 {
  if (kind === operation.divide) return f64x2.div(f64x2.splat(1), b);
  return f64x2.mul(b, power(a, f64x2.sub(b, f64x2.splat(1))));
}

function secondDerivative(kind: i32, a: v128, b: v128, value: v128): v128 {
  if (kind === operation.subtract) return f64x2.splat(-1);
  if (kind === operation.divide) return f64x2.neg(f64x2.div(value, b));
  // 0 to any positive power stays 0, though its logarithm is infinite.
  return v128.andnot(f64x2.mul(value, log(a)), f64x2.eq(value, f64x2.splat(0)));
}
